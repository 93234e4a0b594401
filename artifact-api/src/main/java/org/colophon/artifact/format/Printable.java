package org.colophon.artifact.format;

/** Names taken from a file, made fit for a message of one line. */
final class Printable {
  private static final int LONGEST = 80;

  private Printable() {}

  static String of(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints()
        .limit(LONGEST)
        .forEach(c -> {
          if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
            text.append(String.format("\\u%04x", c));
          } else {
            text.appendCodePoint(c);
          }
        });
    return name.codePointCount(0, name.length()) > LONGEST ? text + "…" : text.toString();
  }
}
