package org.colophon.artifact.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One NumPy array, header checked against the bytes that follow it.
 *
 * @param count elements, the product of the shape
 * @param data the elements in storage order; empty for an unsupported type
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NPY
 *     format</a>
 */
record NpyArray(
    NpyType type, boolean fortranOrder, List<Long> shape, int count, ByteBuffer data, int spare) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MOST_DIMENSIONS = 32;

  /**
   * @param name for codes and messages
   */
  static NpyArray parse(String name, byte[] bytes) throws DamagedContent {
    String shown = Printable.of(name);
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < MAGIC.length + 2
        || !file.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
      throw new DamagedContent(
          "npy_magic:" + shown,
          "array " + shown + " does not begin as a NumPy array; save it again");
    }
    int version = bytes[6];
    if (version < 1 || version > 3 || bytes[7] != 0) {
      throw new DamagedContent(
          "npy_version:" + shown,
          "array "
              + shown
              + " has NPY version "
              + version
              + "."
              + bytes[7]
              + "; versions 1.0, 2.0 and 3.0 are read");
    }
    int lengthBytes = version == 1 ? 2 : 4;
    int start = 8 + lengthBytes;
    if (bytes.length < start) {
      throw header(shown, "it is cut short");
    }
    long length =
        version == 1
            ? Short.toUnsignedInt(file.getShort(8))
            : Integer.toUnsignedLong(file.getInt(8));
    if (length > bytes.length - start) {
      throw header(shown, "it is cut short");
    }
    Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    String text = new String(bytes, start, (int) length, charset);
    int dataStart = start + (int) length;
    try {
      return withHeader(
          shown, PythonLiteral.parse(text), file.slice(dataStart, bytes.length - dataStart));
    } catch (IllegalArgumentException e) {
      throw header(shown, String.valueOf(e.getMessage()));
    }
  }

  private static NpyArray withHeader(String name, Object literal, ByteBuffer data)
      throws DamagedContent {
    if (!(literal instanceof Map<?, ?> header) || header.size() != 3) {
      throw header(name, "it is not a dict of descr, fortran_order and shape");
    }
    if (!(header.get("fortran_order") instanceof Boolean fortranOrder)) {
      throw header(name, "fortran_order is neither True nor False");
    }
    if (!(header.get("shape") instanceof List<?> sizes) || sizes.size() > MOST_DIMENSIONS) {
      throw header(name, "shape is not a tuple of at most " + MOST_DIMENSIONS + " sizes");
    }
    long count = 1;
    for (Object size : sizes) {
      if (!(size instanceof Long extent) || extent < 0) {
        throw header(name, "shape holds " + Printable.of(String.valueOf(size)));
      }
      count = Math.multiplyHigh(count, extent) == 0 ? count * extent : -1;
      if (count < 0) {
        throw tooShort(name, "more elements than a long can count", data.remaining());
      }
    }
    List<Long> shape = sizes.stream().map(Long.class::cast).toList();
    return switch (header.get("descr")) {
      case String descr -> sized(name, NpyType.parse(descr), fortranOrder, shape, count, data);
      case List<?> _ ->
          new NpyArray(NpyType.STRUCTURED, fortranOrder, shape, 0, ByteBuffer.allocate(0), 0);
      case null, default -> throw header(name, "descr is neither a type nor a list of fields");
    };
  }

  private static NpyArray sized(
      String name,
      NpyType type,
      boolean fortranOrder,
      List<Long> shape,
      long count,
      ByteBuffer data)
      throws DamagedContent {
    if (!type.isSupported()) {
      return new NpyArray(type, fortranOrder, shape, 0, ByteBuffer.allocate(0), 0);
    }
    if (count > Integer.MAX_VALUE || count * type.itemBytes() > data.remaining()) {
      throw tooShort(name, count + " elements of " + type.itemBytes() + " bytes", data.remaining());
    }
    int bytes = (int) (count * type.itemBytes());
    ByteBuffer elements = data.slice(0, bytes).order(type.order()).asReadOnlyBuffer();
    return new NpyArray(
        type,
        fortranOrder,
        shape,
        (int) count,
        elements.order(type.order()),
        data.remaining() - bytes);
  }

  private static DamagedContent header(String name, String why) {
    return new DamagedContent(
        "npy_header:" + name, "the header of array " + name + " cannot be read: " + why);
  }

  private static DamagedContent tooShort(String name, String promised, int there) {
    return new DamagedContent(
        "npy_short:" + name,
        "array " + name + " promises " + promised + " and has " + there + " bytes; save it again");
  }

  /** The values in C order, widened to double. */
  double[] doubles() {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[cOrder(i)] = type.real(data, i * type.itemBytes());
    }
    return values;
  }

  /** Where the element stored at {@code index} belongs in C order. */
  private int cOrder(int index) {
    if (!fortranOrder || shape.size() < 2) {
      return index;
    }
    long rest = index;
    long position = 0;
    long stride = count;
    for (long extent : shape) {
      stride /= extent;
      position += rest % extent * stride;
      rest /= extent;
    }
    return (int) position;
  }

  /** The only string of a text array. */
  String text(String name) throws DamagedContent {
    if (!type.isText() || count != 1) {
      throw new DamagedContent(
          "wrong_dtype:" + Printable.of(name), Printable.of(name) + " is not a single string");
    }
    if (type.kind() == 'S') {
      byte[] bytes = new byte[data.remaining()];
      data.get(0, bytes);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] == 0) {
        end--;
      }
      return StrictText.of(Arrays.copyOf(bytes, end));
    }
    StringBuilder text = new StringBuilder();
    int end = data.remaining() / 4;
    while (end > 0 && data.getInt((end - 1) * 4) == 0) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      int c = data.getInt(i * 4);
      if (!Character.isValidCodePoint(c) || (c >= 0xD800 && c <= 0xDFFF)) {
        throw new DamagedContent(
            "npy_text:" + Printable.of(name),
            "character " + i + " of " + Printable.of(name) + " is not Unicode");
      }
      text.appendCodePoint(c);
    }
    return text.toString();
  }

  void describeIn(ObjectNode array) {
    array.put("dtype", type.id());
    ArrayNode extents = array.putArray("shape");
    shape.forEach(extents::add);
    array.put("rank", shape.size());
    if (type.isSupported()) {
      array.put("count", count);
    }
    if (type.isReal()) {
      ArrayStatistics statistics = new ArrayStatistics();
      for (int i = 0; i < count; i++) {
        statistics.add(type.real(data, i * type.itemBytes()));
      }
      statistics.writeTo(array);
    }
  }

  /**
   * Type, shape, and the values in C order; of an array that is not of real numbers, its bytes in
   * hexadecimal.
   */
  ObjectNode values() {
    ObjectNode array = JsonNodeFactory.instance.objectNode();
    array.put("dtype", type.id());
    ArrayNode extents = array.putArray("shape");
    shape.forEach(extents::add);
    if (type.isReal()) {
      ArrayNode values = array.putArray("values");
      for (double value : doubles()) {
        values.add(ArrayStatistics.node(value));
      }
    } else {
      byte[] bytes = new byte[data.remaining()];
      data.get(data.position(), bytes);
      array.put("bytes", HexFormat.of().formatHex(bytes));
    }
    return array;
  }
}
