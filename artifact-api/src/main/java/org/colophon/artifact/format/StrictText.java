package org.colophon.artifact.format;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** UTF-8, taken at its word: a wrong byte is damage, never a replacement character. */
final class StrictText {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private StrictText() {}

  /** Decodes UTF-8, a byte order mark left out. */
  static String of(byte[] bytes) throws DamagedContent {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      requireValid(bytes);
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** The character that stands for a wrong byte may also have been written by somebody. */
  private static void requireValid(byte[] bytes) throws DamagedContent {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      throw notUtf8();
    }
  }

  /**
   * The same bit by bit, as a large text takes many times its size when it is decoded at once; a
   * wrong byte is a {@link CharacterCodingException} here.
   */
  static Reader reader(byte[] bytes) {
    boolean marked = bytes.length >= 3 && Arrays.equals(bytes, 0, 3, MARK, 0, 3);
    int start = marked ? MARK.length : 0;
    return new InputStreamReader(
        new ByteArrayInputStream(bytes, start, bytes.length - start),
        StandardCharsets.UTF_8.newDecoder());
  }

  static DamagedContent notUtf8() {
    return new DamagedContent("not_utf8", "the text is not UTF-8; save it again as UTF-8");
  }
}
