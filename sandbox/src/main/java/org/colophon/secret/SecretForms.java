package org.colophon.secret;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The bytes that a secret becomes when a program prints it: as it is, in base64 (also in the middle
 * of something longer), in hexadecimal, percent-encoded, escaped for JSON, and as UTF-16 or UTF-32,
 * which is how NumPy keeps text. Line breaks are left out of all of them: see {@link Automaton}.
 */
final class SecretForms {
  /** What every percent-encoder leaves as it is. */
  private static final String UNRESERVED = "-._~";

  /** Up to this length it is looked for with every character escaped, though nobody needs that. */
  private static final int FULLY_ESCAPED = 256;

  /** What some leave too: Python's quote, Java's URLEncoder, JavaScript's two, none at all. */
  private static final List<String> LEFT_BY_SOME =
      List.of("", "/", "*", "!'()*", ";,/?:@&=+$!'()*#");

  private static final List<Charset> WIDE =
      List.of(
          StandardCharsets.UTF_16LE,
          StandardCharsets.UTF_16BE,
          Charset.forName("UTF-32LE"),
          Charset.forName("UTF-32BE"));

  private final Set<String> texts = new LinkedHashSet<>();

  private SecretForms() {}

  /** Each form once, as text in which a character stands for one byte. */
  static Set<String> of(Secret secret) {
    SecretForms forms = new SecretForms();
    forms.addAll(secret.value());
    List<String> lines = secret.value().lines().toList();
    if (lines.size() > 1) {
      // such as a key that is printed with every line indented
      lines.stream()
          .filter(line -> line.length() >= Secret.SHORTEST && !line.startsWith("-----"))
          .forEach(forms::addAll);
    }
    return Collections.unmodifiableSet(forms.texts);
  }

  private void addAll(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    add(bytes);
    WIDE.forEach(charset -> add(value.getBytes(charset)));
    HexFormat hex = HexFormat.of();
    add(hex.formatHex(bytes));
    add(hex.withUpperCase().formatHex(bytes));
    for (int before = 0; before < 3; before++) {
      String text = base64(bytes, before);
      add(text);
      add(text.replace('+', '-').replace('/', '_'));
    }
    percentEncoded(bytes);
    escaped(value);
  }

  /**
   * The characters that depend on the secret alone when {@code before} other bytes, modulo 3, come
   * before it: six bits each, so that those at its two ends may be shared with its neighbours.
   */
  private static String base64(byte[] bytes, int before) {
    byte[] shifted = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, shifted, before, bytes.length);
    String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int first = (8 * before + 5) / 6;
    int last = 8 * shifted.length / 6;
    return text.substring(first, last);
  }

  private void percentEncoded(byte[] bytes) {
    for (String left : LEFT_BY_SOME) {
      String text = percentEncoded(bytes, b -> isUnreserved(b) || left.indexOf(b) >= 0);
      addInBothCases(text);
      addInBothCases(text.replace("%20", "+"));
    }
    if (bytes.length <= FULLY_ESCAPED) {
      addInBothCases(percentEncoded(bytes, _ -> false));
    }
  }

  private static String percentEncoded(byte[] bytes, IntPredicate left) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      int code = Byte.toUnsignedInt(b);
      if (left.test(code)) {
        text.append((char) code);
      } else {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return text.toString();
  }

  private static boolean isUnreserved(int b) {
    return b < 128 && (Character.isLetterOrDigit(b) || UNRESERVED.indexOf(b) >= 0);
  }

  /** As JSON, and with it most programming languages, write a text between quotes. */
  private void escaped(String value) {
    for (boolean slash : List.of(false, true)) {
      for (boolean html : List.of(false, true)) {
        for (boolean ascii : List.of(false, true)) {
          String text = escaped(value, slash, html, ascii);
          add(text.getBytes(StandardCharsets.UTF_8));
          add(upperCaseCodes(text).getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    if (value.length() <= FULLY_ESCAPED) {
      StringBuilder all = new StringBuilder();
      value.chars().forEach(unit -> all.append(code(unit)));
      add(all.toString());
      add(upperCaseCodes(all.toString()));
    }
  }

  private static String escaped(String value, boolean slash, boolean html, boolean ascii) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char unit = value.charAt(i);
      switch (unit) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '/' -> text.append(slash ? "\\/" : "/");
        case '<', '>', '&', '\'' -> text.append(html ? code(unit) : String.valueOf(unit));
        default ->
            text.append(unit < 32 || (ascii && unit > 126) ? code(unit) : String.valueOf(unit));
      }
    }
    return text.toString();
  }

  private static String code(int unit) {
    return "\\u" + HexFormat.of().toHexDigits((char) unit);
  }

  private static String upperCaseCodes(String text) {
    StringBuilder upper = new StringBuilder(text);
    for (int at = text.indexOf("\\u"); at >= 0; at = text.indexOf("\\u", at + 2)) {
      int end = Math.min(text.length(), at + 6);
      upper.replace(at + 2, end, text.substring(at + 2, end).toUpperCase(Locale.ROOT));
    }
    return upper.toString();
  }

  private void addInBothCases(String percentEncoded) {
    add(percentEncoded);
    StringBuilder lower = new StringBuilder(percentEncoded);
    for (int at = percentEncoded.indexOf('%'); at >= 0; at = percentEncoded.indexOf('%', at + 1)) {
      int end = Math.min(percentEncoded.length(), at + 3);
      lower.replace(at, end, percentEncoded.substring(at, end).toLowerCase(Locale.ROOT));
    }
    add(lower.toString());
  }

  private void add(String ofBytes) {
    add(ofBytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void add(byte[] form) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    for (byte b : form) {
      if (!Automaton.isPassedOver(b)) {
        kept.write(b);
      }
    }
    if (kept.size() >= Secret.SHORTEST - 1) {
      texts.add(kept.toString(StandardCharsets.ISO_8859_1));
    }
  }
}
