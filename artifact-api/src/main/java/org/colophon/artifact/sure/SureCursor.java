package org.colophon.artifact.sure;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A place in the text of a value, moved past one token at a time. A token that is not surely one
 * does not move it on.
 */
final class SureCursor {
  /** Stands behind the text; no token begins with it, and no string may hold it. */
  private static final byte END = 0;

  /** Bytes of a number; one as long is still finite where it has no exponent. */
  private static final int LONGEST_NUMBER = 100;

  /** Digits of a whole number that a double always holds. */
  private static final int EXACT_DIGITS = 15;

  private final byte[] json;
  private int at;
  private int from;
  private int to;
  private boolean escaped;
  private boolean wide;
  private boolean whole;
  private boolean scaled;
  private boolean knownAsUtf8;

  SureCursor(byte[] json) {
    this.json = json;
  }

  int place() {
    return at;
  }

  void goTo(int place) {
    at = place;
  }

  byte[] json() {
    return json;
  }

  /** Where the contents of the token before begin; of a string without its quotes. */
  int from() {
    return from;
  }

  /** Where the contents of the token before end. */
  int to() {
    return to;
  }

  /** Whether the number before is written without point and exponent. */
  boolean whole() {
    return whole;
  }

  /** Whether the number before has an exponent. */
  boolean scaled() {
    return scaled;
  }

  /** Whether the string before stands there as it is. */
  boolean verbatim() {
    return !escaped;
  }

  private byte byteAt(int place) {
    return place < json.length ? json[place] : END;
  }

  /** The first byte that is no white space. */
  byte next() {
    byte next = byteAt(at);
    while (next == ' ' || next == '\t' || next == '\r' || next == '\n') {
      at++;
      next = byteAt(at);
    }
    return next;
  }

  boolean atEnd() {
    return next() == END && at == json.length;
  }

  /** Moves past {@code sign} if it is what comes next. */
  boolean take(char sign) {
    boolean there = next() == sign;
    at += there ? 1 : 0;
    return there;
  }

  boolean take(byte[] word) {
    int end = Math.min(json.length, at + word.length);
    boolean there = Arrays.equals(json, at, end, word, 0, word.length);
    at += there ? word.length : 0;
    return there;
  }

  /** Moves past the string that is {@code name} to the letter, if that comes next. */
  boolean takeName(byte[] name) {
    if (next() != '"' || json.length - at < name.length + 2) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (json[at + 1 + i] != name[i]) {
        return false;
      }
    }
    if (json[at + 1 + name.length] != '"') {
      return false;
    }
    at += name.length + 2;
    return true;
  }

  boolean takeString() {
    if (!take('"')) {
      return false;
    }
    escaped = false;
    wide = false;
    int end = pastLetters(at);
    while (byteAt(end) != '"') {
      int length = byteAt(end) < 0 ? 1 : escape(end);
      if (length == 0) {
        return false;
      }
      wide |= length == 1;
      escaped |= length > 1;
      end = pastLetters(end + length);
    }
    from = at;
    to = end;
    at = end + 1;
    return !wide || isUtf8();
  }

  /** The first byte of a string that is more than itself. */
  private int pastLetters(int place) {
    byte[] text = json;
    int end = place;
    while (end < text.length && text[end] >= ' ' && text[end] != '"' && text[end] != '\\') {
      end++;
    }
    return end;
  }

  /** Bytes of an escape, 0 if it is none. */
  private int escape(int place) {
    byte letter = byteAt(place + 1);
    if (byteAt(place) != '\\') {
      return 0;
    }
    if (letter != 'u') {
      return "\"\\/bfnrt".indexOf(letter) < 0 ? 0 : 2;
    }
    for (int i = place + 2; i < place + 6; i++) {
      if (!HexFormat.isHexDigit(byteAt(i))) {
        return 0;
      }
    }
    return 6;
  }

  /** A text may also hold the character that stands for a wrong byte: that is not sure. */
  private boolean isUtf8() {
    knownAsUtf8 = knownAsUtf8 || new String(json, StandardCharsets.UTF_8).indexOf('\uFFFD') < 0;
    return knownAsUtf8;
  }

  boolean takeNumber() {
    int digits = next() == '-' ? at + 1 : at;
    int place = byteAt(digits) == '0' ? digits + 1 : pastDigits(digits);
    boolean good = place > digits;
    int wholeEnd = place;
    if (byteAt(place) == '.') {
      int point = place;
      place = pastDigits(point + 1);
      good &= place > point + 1;
    }
    int unscaledEnd = place;
    if (byteAt(place) == 'e' || byteAt(place) == 'E') {
      int sign = byteAt(place + 1);
      int exponent = sign == '+' || sign == '-' ? place + 2 : place + 1;
      place = pastDigits(exponent);
      good &= place > exponent;
    }
    if (!good || place - at > LONGEST_NUMBER) {
      return false;
    }
    from = at;
    to = place;
    at = place;
    whole = wholeEnd == place;
    scaled = unscaledEnd != place;
    return true;
  }

  private int pastDigits(int place) {
    int end = place;
    while (byteAt(end) >= '0' && byteAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** Whether a double holds the whole number before as it is. */
  boolean exact() {
    return to - from <= EXACT_DIGITS;
  }

  /** The whole number before, which is exact. */
  long wholeNumber() {
    boolean negative = json[from] == '-';
    long number = 0;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      number = 10 * number + json[i] - '0';
    }
    return negative ? -number : number;
  }

  double number() {
    return Double.parseDouble(new String(json, from, to - from, StandardCharsets.ISO_8859_1));
  }

  /** Code points of the string before. */
  String string() {
    return escaped
        ? unescaped()
        : new String(
            json, from, to - from, wide ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  private String unescaped() {
    StringBuilder text = new StringBuilder(to - from);
    int start = from;
    for (int i = from; i < to; i++) {
      if (json[i] == '\\') {
        text.append(new String(json, start, i - start, StandardCharsets.UTF_8));
        text.append(letter(i));
        i += escape(i) - 1;
        start = i + 1;
      }
    }
    return text.append(new String(json, start, to - start, StandardCharsets.UTF_8)).toString();
  }

  private char letter(int place) {
    byte letter = json[place + 1];
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' ->
          (char)
              HexFormat.fromHexDigits(new String(json, place + 2, 4, StandardCharsets.ISO_8859_1));
      default -> (char) letter;
    };
  }
}
