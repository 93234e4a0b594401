package org.colophon.stages.codeedit.runner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The beginning of what a tool printed.
 *
 * @param truncated whether there was more
 */
public record Printed(String text, boolean truncated) {
  static final Printed NOTHING = new Printed("", false);

  /** Bytes that are kept in results. */
  static final int MOST_BYTES = 64 << 10;

  static Printed of(Path log) throws IOException {
    if (!Files.exists(log)) {
      return NOTHING;
    }
    try (InputStream in = Files.newInputStream(log)) {
      return of(in.readNBytes(MOST_BYTES + 1));
    }
  }

  static Printed of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Printed of(byte[] bytes) {
    boolean truncated = bytes.length > MOST_BYTES;
    int end = Math.min(bytes.length, MOST_BYTES);
    // not in the middle of a character
    while (truncated && end > 0 && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new Printed(new String(bytes, 0, end, StandardCharsets.UTF_8), truncated);
  }
}
