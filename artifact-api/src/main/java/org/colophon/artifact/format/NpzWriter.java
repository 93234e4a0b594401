package org.colophon.artifact.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes NumPy archives that NumPy reads without pickle. Equal content in equal order gives equal
 * bytes: NPY 1.0, little endian, entries stored, one fixed date.
 */
public final class NpzWriter {
  /** The earliest date that a zip archive can hold. */
  private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  /** A one-dimensional {@code <f8} array. */
  public NpzWriter array(String name, double[] values) {
    return array(name, values, values.length);
  }

  /**
   * A {@code <f8} array in C order; no sizes make a 0-dimensional one.
   *
   * @throws IllegalArgumentException if the shape does not hold as many values, or the name is
   *     taken
   */
  public NpzWriter array(String name, double[] values, int... shape) {
    long count = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
    if (count != values.length) {
      throw new IllegalArgumentException(
          "array "
              + name
              + " has "
              + values.length
              + " values, its shape "
              + Arrays.toString(shape)
              + " holds "
              + count);
    }
    ByteBuffer data =
        ByteBuffer.allocate(Math.multiplyExact(values.length, 8)).order(ByteOrder.LITTLE_ENDIAN);
    data.asDoubleBuffer().put(values);
    return add(name, npy("<f8", shape, data.array()));
  }

  /** A string, as a 0-dimensional {@code <U} array. */
  public NpzWriter text(String name, String value) {
    int[] characters = value.codePoints().toArray();
    int length = Math.max(1, characters.length);
    ByteBuffer data = ByteBuffer.allocate(length * 4).order(ByteOrder.LITTLE_ENDIAN);
    data.asIntBuffer().put(characters);
    return add(name, npy("<U" + length, new int[0], data.array()));
  }

  /**
   * Writes the arrays, in the order in which they were given, to {@code file}, which is there with
   * all its bytes or not at all.
   */
  public void write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException("not a file path: " + file);
    }
    // not createTempFile: what it makes only its owner may read, and artifacts are shared
    Path temporary = folder.resolve("." + UUID.randomUUID() + ".npz.tmp");
    try {
      Files.write(temporary, bytes(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(stored(entry.getKey() + ".npy", entry.getValue()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private NpzWriter add(String name, byte[] npy) {
    if (!ZipContent.isPlainName(name)) {
      throw new IllegalArgumentException("'" + name + "' cannot be the name of an array");
    }
    if (entries.putIfAbsent(name, npy) != null) {
      throw new IllegalArgumentException("there is already an array " + name);
    }
    return this;
  }

  private static ZipEntry stored(String name, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(DATE);
    return entry;
  }

  private static byte[] npy(String descr, int[] shape, byte[] data) {
    String sizes = IntStream.of(shape).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
    if (shape.length > 1) {
      sizes = sizes.substring(0, sizes.length() - 1);
    }
    String dict = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
    int prefix = 10;
    int padding = 63 - (prefix + dict.length()) % 64;
    byte[] header = (dict + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(prefix + header.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) header.length)
        .put(header)
        .put(data)
        .array();
  }
}
