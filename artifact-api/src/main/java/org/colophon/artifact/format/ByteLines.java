package org.colophon.artifact.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The lines of a file, one after the other, each bounded; split at line feeds and not decoded. */
final class ByteLines implements AutoCloseable {
  private static final int PIECE = 64 << 10;

  private final InputStream file;
  private final int longest;
  private final byte[] piece = new byte[PIECE];
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private int from;
  private int to;

  private ByteLines(InputStream file, int longest) {
    this.file = file;
    this.longest = longest;
  }

  /**
   * Opens a file.
   *
   * @param longest line that is given, in bytes
   */
  static ByteLines of(Path file, int longest) throws IOException {
    return new ByteLines(Files.newInputStream(file), longest);
  }

  /** A line was longer than allowed. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TooLong() {
      super("the line is too long");
    }
  }

  /**
   * The next line without its line feed; empty at the end. What follows the last line feed is a
   * line unless nothing does.
   *
   * @throws TooLong if it is longer than allowed; nothing can be read after that
   */
  Optional<byte[]> next() throws IOException {
    begun.reset();
    while (true) {
      int feed = feed();
      int start = from;
      if (feed >= 0 && begun.size() == 0 && feed - start <= longest) {
        from = feed + 1;
        return Optional.of(Arrays.copyOfRange(piece, start, feed));
      }
      take(feed < 0 ? to : feed);
      if (feed >= 0) {
        from = feed + 1;
        return Optional.of(begun.toByteArray());
      }
      from = 0;
      to = Math.max(0, file.read(piece));
      if (to == 0) {
        return begun.size() == 0 ? Optional.empty() : Optional.of(begun.toByteArray());
      }
    }
  }

  private int feed() {
    byte[] bytes = piece;
    int end = to;
    for (int i = from; i < end; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void take(int end) throws TooLong {
    if (end - from > longest - begun.size()) {
      throw new TooLong();
    }
    begun.write(piece, from, end - from);
  }

  /** Whether a line holds nothing but white space. */
  static boolean isBlank(byte[] line) {
    for (byte each : line) {
      if (!Character.isWhitespace(Byte.toUnsignedInt(each))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
