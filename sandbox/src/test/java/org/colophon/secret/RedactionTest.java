package org.colophon.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No form of a secret gets through, in whatever pieces it comes; everything else does. */
final class RedactionTest {
  private static final String AWKWARD = "p/w \"q\\u\" <λ+é&😀>'=";
  private static final String KEY =
      "-----BEGIN KEY-----\nMIIabcdefghijklmnop0123456789+/==\nqrstuvwxyzABCDEFGHIJ\n-----END KEY-----";

  @ParameterizedTest
  @ValueSource(strings = {"s3cr3t-token_0123456789", AWKWARD, KEY, "aaaaaaaaaaaa", "abababababab"})
  void everyFormIsMaskedHoweverTheBytesAreCut(String value) {
    Redaction redaction = Redaction.of(List.of(new Secret("TOKEN", value)));
    Random chance = new Random(7);
    forms(value)
        .forEach((name, form) -> {
          byte[] noise = new byte[chance.nextInt(200)];
          for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) "\0\u0001 ~|\n".charAt(chance.nextInt(6));
          }
          byte[] whole = joined(noise, form, noise);
          byte[] clean = inPieces(redaction, whole, chance);
          assertThat(latin(clean))
              .as(name)
              .contains("[secret TOKEN]")
              .startsWith(latin(noise).stripTrailing())
              .endsWith(latin(noise).stripLeading());
          assertThat(redaction.namesIn(latin(clean))).as(name).isEmpty();
          assertThat(clean.length).as(name).isLessThan(whole.length + 32);
        });
  }

  @Test
  void whatHoldsNoSecretIsGivenOnByteForByte() {
    Redaction redaction =
        Redaction.of(List.of(new Secret("A", "abcdefgh"), new Secret("B", AWKWARD)));
    Random chance = new Random(3);
    for (int round = 0; round < 200; round++) {
      byte[] bytes = new byte[chance.nextInt(4000)];
      for (int i = 0; i < bytes.length; i++) {
        // beginnings of secrets, so that much is held back
        bytes[i] = (byte) "abcdefg\n\rp/w ".charAt(chance.nextInt(13));
      }
      assertThat(inPieces(redaction, bytes, chance)).isEqualTo(bytes);
    }
  }

  @Test
  void inBase64OfSomethingLongerOnlyTheCharactersThatItSharesAreLeft() {
    Redaction redaction = Redaction.of(List.of(new Secret("T", "s3cr3t-token_0123")));
    for (String before : List.of("", "a", "ab", "abc", "user:")) {
      String text =
          Base64.getEncoder()
              .encodeToString(
                  (before + "s3cr3t-token_0123" + ":rest").getBytes(StandardCharsets.UTF_8));
      String clean = redaction.redacted(text);
      assertThat(clean).contains("[secret T]");
      assertThat(text.length() - clean.replace("[secret T]", "").length())
          .isGreaterThanOrEqualTo(17 * 8 / 6 - 1);
    }
  }

  @Test
  void aSecretThatIsWrappedIsFound() {
    Redaction redaction = Redaction.of(List.of(new Secret("T", "0123456789abcdefghij")));
    String wrapped =
        Base64.getMimeEncoder(20, new byte[] {'\r', '\n'})
            .encodeToString("xx0123456789abcdefghijyyyyyyyy".getBytes(StandardCharsets.UTF_8));
    assertThat(wrapped).contains("\r\n");
    assertThat(redaction.namesIn(wrapped)).containsExactly("T");
    assertThat(redaction.redacted("0123456789\nabcdefghij\n")).isEqualTo("[secret T]\n");
  }

  @Test
  void secretsThatOverlapLeaveNothingOfEither() {
    Redaction redaction =
        Redaction.of(
            List.of(
                new Secret("LONG", "0123456789abcdef"),
                new Secret("INNER", "456789ab"),
                new Secret("NEXT", "abcdefghijkl")));
    assertThat(redaction.redacted("<0123456789abcdefghijkl>")).matches("<(\\[secret \\w+])+>");
    assertThat(redaction.redacted("<xx456789abxx>")).isEqualTo("<xx[secret INNER]xx>");
  }

  @Test
  void aSecretThatBreaksOffAtTheEndIsMaskedToo() {
    Redaction redaction = Redaction.of(List.of(new Secret("T", "0123456789abcdefghij")));
    assertThat(redaction.redacted("so: 0123456789abcde")).isEqualTo("so: [secret T]");
    assertThat(redaction.redacted("so: 0123")).isEqualTo("so: 0123");
  }

  @Test
  void aLongRunOfMatchesIsOneLabelAndHoldsNothingBack() {
    Redaction redaction = Redaction.of(List.of(new Secret("T", "aaaaaaaa")));
    Redactor redactor = redaction.redactor();
    byte[] chunk = "a".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
    int out = 0;
    for (int i = 0; i < 64; i++) {
      out += redactor.next(chunk, chunk.length).length;
    }
    out += redactor.next("b".getBytes(StandardCharsets.US_ASCII), 1).length + redactor.end().length;
    assertThat(out).isEqualTo("[secret T]b".length());
  }

  @Test
  void noValueIsInTheTextOfASecret() {
    assertThat(new Secret("T", "0123456789")).asString().doesNotContain("0123");
  }

  @Test
  void aValueThatWouldBeFoundEverywhereIsRefusedWithoutBeingNamed() {
    assertThatThrownBy(() -> new Secret("T", "1234567"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the value of T is shorter than 8 bytes");
    assertThatThrownBy(() -> new Secret("T", "x".repeat(4097))).hasMessageContaining("longer");
    assertThatThrownBy(() -> new Secret("T", "0123456789\0")).hasMessageContaining("NUL");
  }

  /** As other programs write it; not by the code under test. */
  private static Map<String, byte[]> forms(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    Map<String, byte[]> forms = new TreeMap<>();
    forms.put("plain", bytes);
    forms.put("crlf", value.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    forms.put("base64", Base64.getEncoder().encode(bytes));
    forms.put("base64 url", Base64.getUrlEncoder().withoutPadding().encode(bytes));
    forms.put("base64 mime", Base64.getMimeEncoder().encode(bytes));
    forms.put("hex", ascii(HexFormat.of().formatHex(bytes)));
    forms.put("HEX", ascii(HexFormat.of().withUpperCase().formatHex(bytes)));
    String url = URLEncoder.encode(value, StandardCharsets.UTF_8);
    forms.put("url", ascii(url));
    forms.put("url %20", ascii(url.replace("+", "%20")));
    forms.put("url, slash", ascii(url.replace("+", "%20").replace("%2F", "/")));
    forms.put("url, lower", ascii(lowerCodes(url)));
    StringBuilder codes = new StringBuilder();
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean plain = c >= 32 && c < 127 && c != '"' && c != '\\';
      String shortCode = c == '\n' ? "\\n" : c == '"' ? "\\\"" : c == '\\' ? "\\\\" : "";
      codes.append(
          plain
              ? String.valueOf(c)
              : shortCode.isEmpty() ? String.format("\\u%04x", (int) c) : shortCode);
      all.append(String.format("\\u%04X", (int) c));
    }
    forms.put("json", ascii(codes.toString()));
    forms.put("json, slash", ascii(codes.toString().replace("/", "\\/")));
    forms.put("json, all", ascii(all.toString()));
    for (String wide : List.of("UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
      forms.put(wide, value.getBytes(Charset.forName(wide)));
    }
    return forms;
  }

  private static String lowerCodes(String url) {
    StringBuilder text = new StringBuilder(url);
    for (int i = text.indexOf("%"); i >= 0; i = text.indexOf("%", i + 1)) {
      text.replace(i, i + 3, text.substring(i, i + 3).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }

  private static byte[] inPieces(Redaction redaction, byte[] whole, Random chance) {
    Redactor redactor = redaction.redactor();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < whole.length; ) {
      int count = Math.min(whole.length - at, 1 + chance.nextInt(9));
      byte[] chunk = new byte[16];
      System.arraycopy(whole, at, chunk, 0, count);
      out.writeBytes(redactor.next(chunk, count));
      at += count;
    }
    out.writeBytes(redactor.end());
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
