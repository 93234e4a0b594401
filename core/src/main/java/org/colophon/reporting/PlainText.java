package org.colophon.reporting;

import java.util.regex.Pattern;

/** Text of a stage made fit for a document that somebody else's program reads. */
final class PlainText {
  /** What XML 1.0 cannot hold, section 2.2, and what reorders or hides text on a screen. */
  private static final Pattern UNFIT =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\x{2028}\\x{2029}\\x{FFFE}\\x{FFFF}&&[^\\n\\t]]");

  private static final int MAX_CHARS = 4000;

  private PlainText() {}

  /** Lines that any reader can show: no control characters but line feed and tab, not too long. */
  static String lines(String text) {
    String unix = text.replace("\r\n", "\n").replace('\r', '\n');
    String cut = unix.length() > MAX_CHARS ? unix.substring(0, MAX_CHARS) + "…" : unix;
    return UNFIT.matcher(cut).replaceAll("�");
  }

  /** The same on one line. */
  static String line(String text) {
    return lines(text).replaceAll("[\\n\\t]+", " ").strip();
  }
}
