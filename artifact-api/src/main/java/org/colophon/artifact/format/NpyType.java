package org.colophon.artifact.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The element type of a NumPy array.
 *
 * @param kind NumPy's letter: f, i, u, b, U, S, O, …; V for structured types
 * @param itemBytes bytes of one element
 */
record NpyType(char kind, int itemBytes, ByteOrder order) {
  private static final Pattern DESCR = Pattern.compile("([<>|=])?([a-zA-Z])(\\d{0,9})(\\[.*])?");
  private static final Set<String> REAL =
      Set.of("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8");

  static final NpyType STRUCTURED = new NpyType('V', 0, ByteOrder.LITTLE_ENDIAN);

  /**
   * @throws IllegalArgumentException if {@code descr} is no type string
   */
  static NpyType parse(String descr) {
    Matcher matcher = DESCR.matcher(descr);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("descr '" + Printable.of(descr) + "' is no type");
    }
    char kind = matcher.group(2).charAt(0);
    long number = matcher.group(3).isEmpty() ? 0 : Long.parseLong(matcher.group(3));
    long bytes = kind == 'U' ? number * 4 : number;
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("descr '" + descr + "' is too large");
    }
    ByteOrder order = ">".equals(matcher.group(1)) ? ByteOrder.BIG_ENDIAN : nativeOrLittle(matcher);
    return new NpyType(kind, (int) bytes, order);
  }

  private static ByteOrder nativeOrLittle(Matcher matcher) {
    return "=".equals(matcher.group(1)) ? ByteOrder.nativeOrder() : ByteOrder.LITTLE_ENDIAN;
  }

  /** {@code f8}, {@code i4}, {@code b1}; a string of any length is {@code U} or {@code S}. */
  String id() {
    return switch (kind) {
      case 'U', 'S', 'O' -> String.valueOf(kind);
      case 'V' -> "structured";
      default -> kind + "" + itemBytes;
    };
  }

  boolean isReal() {
    return REAL.contains(id());
  }

  boolean isText() {
    return kind == 'U' || kind == 'S';
  }

  boolean isBoolean() {
    return kind == 'b' && itemBytes == 1;
  }

  boolean isSupported() {
    return isReal() || isText() || isBoolean();
  }

  /** The element at byte {@code position}, widened; unsigned types stay unsigned. */
  double real(ByteBuffer data, int position) {
    return switch (id()) {
      case "f8" -> data.getDouble(position);
      case "f4" -> data.getFloat(position);
      case "f2" -> Float.float16ToFloat(data.getShort(position));
      case "i8" -> data.getLong(position);
      case "i4" -> data.getInt(position);
      case "i2" -> data.getShort(position);
      case "i1" -> data.get(position);
      case "u8" -> unsigned(data.getLong(position));
      case "u4" -> Integer.toUnsignedLong(data.getInt(position));
      case "u2" -> Short.toUnsignedInt(data.getShort(position));
      case "u1" -> Byte.toUnsignedInt(data.get(position));
      default -> throw new IllegalStateException(id() + " is not a real number");
    };
  }

  private static double unsigned(long bits) {
    // Halving keeps the lowest bit as a sticky bit, so that the rounding is the correct one.
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }
}
