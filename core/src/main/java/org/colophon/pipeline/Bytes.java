package org.colophon.pipeline;

/** Sizes as files say them: {@code 4GB}. */
public final class Bytes {
  private Bytes() {}

  /**
   * Reads a number and KB, MB or GB: decimal units, as disk makers and {@code du --si} count.
   *
   * @param text that a schema has checked
   */
  public static long parse(String text) {
    long count = Long.parseLong(text.substring(0, text.length() - 2));
    return switch (text.charAt(text.length() - 2)) {
      case 'K' -> count * 1_000;
      case 'M' -> count * 1_000_000;
      default -> count * 1_000_000_000;
    };
  }
}
