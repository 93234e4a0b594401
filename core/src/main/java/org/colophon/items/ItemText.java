package org.colophon.items;

/** A key, which anybody may have written, as it is shown in a line of text. */
public final class ItemText {
  private static final int LONGEST = 60;

  private ItemText() {}

  /** Control characters are escaped, and what is long is cut. */
  public static String of(String key) {
    StringBuilder text = new StringBuilder();
    key.codePoints()
        .limit(LONGEST)
        .forEach(c -> {
          if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
            text.append("\\u%04x".formatted(c));
          } else {
            text.appendCodePoint(c);
          }
        });
    return key.codePointCount(0, key.length()) > LONGEST ? text + "…" : text.toString();
  }
}
