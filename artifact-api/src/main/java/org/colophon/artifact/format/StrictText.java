package org.colophon.artifact.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8, taken at its word: a wrong byte is damage, never a replacement character. */
final class StrictText {
  private StrictText() {}

  /** Decodes UTF-8, a byte order mark left out. */
  static String of(byte[] bytes) throws DamagedContent {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw notUtf8();
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  static DamagedContent notUtf8() {
    return new DamagedContent("not_utf8", "the text is not UTF-8; save it again as UTF-8");
  }
}
