package org.colophon.artifact.format;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** A text of records none of which may be longer than a limit, give or take a buffer. */
final class BoundedRecords extends FilterReader {
  private final int limit;
  private int length;

  /** A record is over the limit. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    private TooLong(int limit) {
      super("a row is longer than " + limit + " characters; is a quote never closed?");
    }
  }

  BoundedRecords(Reader text, int limit) {
    super(text);
    this.limit = limit;
  }

  /** A record has ended. */
  void next() {
    length = 0;
  }

  @Override
  public int read() throws IOException {
    int character = super.read();
    count(character < 0 ? 0 : 1);
    return character;
  }

  @Override
  public int read(char[] buffer, int offset, int count) throws IOException {
    int read = super.read(buffer, offset, count);
    count(Math.max(0, read));
    return read;
  }

  private void count(int characters) throws TooLong {
    length += characters;
    if (length > limit) {
      throw new TooLong(limit);
    }
  }
}
