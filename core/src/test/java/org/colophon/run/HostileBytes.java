package org.colophon.run;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes that are meant to hurt: made up whole, or by damage to good ones. */
final class HostileBytes {
  private static final long[] LENGTHS = {
    0, -1, 1, 0x7f, 0xff, 0x7fff, 0xffff, Integer.MAX_VALUE, 0xffffffffL, 1L << 40, Long.MAX_VALUE
  };

  /** A number, text, or word of a text format. */
  private static final Pattern TOKEN =
      Pattern.compile("-?[0-9][0-9.eE+-]*|\"[^\"\\n]*\"|[A-Za-z_][A-Za-z0-9_@./-]*");

  private static final List<String> TOKENS =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "\"\"",
          "0",
          "-1",
          "1.5",
          "NaN",
          "1e400",
          "-1e-400",
          "9223372036854775808",
          "1e1000000000",
          "0x7fffffff",
          "\"\\u0000\"",
          "\"../..\"",
          "\"/\"",
          "\"\\ud800\"",
          "[[]]",
          "{\"a\":{}}",
          "&a x",
          "*a",
          "!!int x",
          "|",
          "~",
          "2026-99-99",
          "\"" + "a/".repeat(30_000) + "\"",
          "\"" + "\\n".repeat(20_000) + "\"",
          "1".repeat(900),
          "0." + "1".repeat(900),
          "\"(a+)+$\"",
          "\"[\"",
          "\"**/**/**/x\"",
          "\"#/$defs/x\"",
          "\"#\"",
          "\"file:///dev/zero\"",
          "\"urn:x\"");

  private HostileBytes() {}

  /** What any reader may be given, whatever it wants. */
  static Map<String, byte[]> madeUp() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("nothing", new byte[0]);
    all.put("zeros", new byte[70_000]);
    all.put("not UTF-8", text("\u00ff\u00fe\u0080", 10_000, StandardCharsets.ISO_8859_1));
    all.put("null", text("null", 1));
    all.put("a number", text("1e1000000000", 1));
    all.put("a list", text("[]", 1));
    all.put("a mapping", text("{}", 1));
    all.put("a mark of order", text("\ufeff{}", 1));
    all.put("open lists", text("[", 100_000));
    all.put("open mappings", text("{\"a\":", 20_000));
    all.put("nested YAML lists", text("- ", 50_000));
    all.put("nested YAML keys", text("? ", 50_000));
    all.put("open tags", text("<a>", 30_000));
    all.put("one long key", text("{\"" + "k".repeat(200_000) + "\": 1}", 1));
    all.put("one long YAML key", text("? " + "k".repeat(200_000) + "\n: 1\n", 1));
    all.put("one long line", text("a,", 50_000));
    all.put("empty lines", text("\n", 100_000));
    all.put("a digit after a digit", text("9", 100_000));
    all.put("many unknown keys", manyKeys(5_000));
    all.put("many unknown long keys", manyKeys(500, "k".repeat(300)));
    all.put("a laugh, a billion times", text(laughs(), 1));
    all.put("quotes", text("\"", 100_000));
    return all;
  }

  /** One to four changes, each of a random kind. */
  static byte[] damaged(byte[] seed, byte[] other, Random random) {
    byte[] bytes = seed.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      bytes =
          switch (random.nextInt(8)) {
            case 0 -> flipped(bytes, random);
            case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 2 -> withLength(bytes, random);
            case 3 -> spliced(bytes, random, other);
            case 4 -> spliced(bytes, random, text("[{(-<".substring(random.nextInt(5)), 3_000));
            case 5 -> without(bytes, random);
            default -> withToken(bytes, random);
          };
    }
    return bytes;
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    for (int i = 1 + random.nextInt(3); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  /** Overwrites a place with a number as a length field would hold it. */
  private static byte[] withLength(byte[] bytes, Random random) {
    int size = 1 << random.nextInt(4);
    if (bytes.length >= size) {
      long length = LENGTHS[random.nextInt(LENGTHS.length)];
      boolean little = random.nextBoolean();
      ByteBuffer field = ByteBuffer.allocate(Long.BYTES);
      field.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN).putLong(0, length);
      int at = random.nextInt(bytes.length - size + 1);
      System.arraycopy(field.array(), little ? 0 : Long.BYTES - size, bytes, at, size);
    }
    return bytes;
  }

  private static byte[] without(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(64));
    return spliced(bytes, from, bytes, to);
  }

  private static byte[] spliced(byte[] bytes, Random random, byte[] other) {
    int at = random.nextInt(bytes.length + 1);
    return spliced(bytes, at, other, random.nextInt(other.length + 1));
  }

  /** The beginning of one and the end of another. */
  private static byte[] spliced(byte[] first, int end, byte[] second, int from) {
    ByteBuffer both = ByteBuffer.allocate(end + second.length - from);
    return both.put(first, 0, end).put(second, from, second.length - from).array();
  }

  private static byte[] withToken(byte[] bytes, Random random) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Matcher tokens = TOKEN.matcher(text);
    long count = tokens.results().count();
    if (count == 0) {
      return bytes;
    }
    int chosen = random.nextInt((int) count);
    tokens.reset();
    for (int i = 0; i <= chosen; i++) {
      tokens.find();
    }
    String token = TOKENS.get(random.nextInt(TOKENS.size()));
    return (text.substring(0, tokens.start()) + token + text.substring(tokens.end()))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] manyKeys(int count, String... prefix) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ",\n").append('"').append(String.join("", prefix)).append(i);
      text.append("\": ").append(i);
    }
    return text(text.append('}').toString(), 1);
  }

  private static String laughs() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    return text.toString();
  }

  private static byte[] text(String part, int times) {
    return text(part, times, StandardCharsets.UTF_8);
  }

  private static byte[] text(String part, int times, Charset charset) {
    return part.repeat(times).getBytes(charset);
  }
}
