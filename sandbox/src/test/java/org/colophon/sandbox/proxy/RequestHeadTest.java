package org.colophon.sandbox.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a proxy is asked. */
final class RequestHeadTest {
  @Test
  void aTunnelLeadsToAHostAndPort() throws Exception {
    assertThat(parse("CONNECT A.example.org:443 HTTP/1.1\r\nHost: x\r\n\r\n"))
        .isEqualTo(new RequestHead.Connect(Target.parse("a.example.org:443", 0).orElseThrow()));
  }

  @Test
  void onePageIsFetchedAsItsHostWantsToBeAsked() throws Exception {
    RequestHead head =
        parse(
            lines(
                "GET http://a.example.org/x?y=1 HTTP/1.0",
                "Host: other",
                "Accept: */*",
                "Proxy-Authorization: Basic c2VjcmV0",
                "Connection: keep-alive"));

    assertThat(head)
        .isEqualTo(
            new RequestHead.Fetch(
                Target.parse("a.example.org:80", 0).orElseThrow(),
                lines(
                    "GET /x?y=1 HTTP/1.1",
                    "Host: a.example.org",
                    "Accept: */*",
                    "Connection: close")));
    assertThat(parse(lines("HEAD http://a.example.org:81?q HTTP/1.1")))
        .isEqualTo(
            new RequestHead.Fetch(
                Target.parse("a.example.org:81", 0).orElseThrow(),
                lines("HEAD /?q HTTP/1.1", "Host: a.example.org:81", "Connection: close")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST http://a.org/ HTTP/1.1 | 405",
        "GET http://a.org/ HTTP/1.1~Content-Length: 5 | 405",
        "GET http://a.org/ HTTP/1.1~Transfer-Encoding: chunked | 405",
        "GET / HTTP/1.1 | 400",
        "GET https://a.org/ HTTP/1.1 | 400",
        "GET http://user@a.org/ HTTP/1.1 | 400",
        "GET http://a.org:99999/ HTTP/1.1 | 400",
        "CONNECT a.org HTTP/1.1 | 400",
        "CONNECT a.org:443 HTTP/2.0 | 400",
        "CONNECT  a.org:443 HTTP/1.1 | 400",
        "CONNECT a.org:443 HTTP/1.1~ folded: x | 400",
        "CONNECT a.org:443 HTTP/1.1~no colon | 400",
        "CONNECT user@a.org:443 HTTP/1.1 | 400",
        "CONNECT a.org:443/x HTTP/1.1 | 400",
        "connect a.org:443 HTTP/1.1 | 400"
      })
  void whatIsNotAnsweredIsRefused(String lines, int status) {
    assertThatThrownBy(() -> parse(lines.replace("~", "\r\n") + "\r\n\r\n"))
        .isInstanceOfSatisfying(Refusal.class, it -> assertThat(it.status()).isEqualTo(status));
  }

  @Test
  void noBytesMakeItCrashOrSayMoreThanOneLine() {
    Random random = new Random(7);
    String seed = "GET http://a.example.org:80/x HTTP/1.1\r\nHost: a\r\nAccept: b\r\n\r\n";
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = seed.getBytes(StandardCharsets.ISO_8859_1);
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length - 4)] = (byte) random.nextInt();
      }
      try {
        if (RequestHead.parse(bytes) instanceof RequestHead.Fetch fetch) {
          assertThat(fetch.text())
              .matches("(?s)[A-Z]+ /[!-~]* HTTP/1.1\r\nHost: [!-~]+\r\n.*\r\n\r\n");
          assertThat(fetch.text().replace("\r\n", "")).doesNotContain("\r", "\n", "\0");
        }
      } catch (Refusal e) {
        assertThat(e.reason()).matches("[ -~]+");
      }
    }
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static RequestHead parse(String head) throws Refusal {
    return RequestHead.parse(head.getBytes(StandardCharsets.ISO_8859_1));
  }
}
