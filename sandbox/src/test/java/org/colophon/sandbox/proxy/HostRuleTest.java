package org.colophon.sandbox.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which targets a line of a list of hosts lets through. */
final class HostRuleTest {
  @Test
  void aHostIsReachedAtItsPortOnly() {
    HostRule rule = HostRule.parse("Export.arXiv.org.");

    assertThat(rule).hasToString("export.arxiv.org:443");
    assertThat(matches(rule, "export.arxiv.org:443")).isTrue();
    assertThat(matches(rule, "EXPORT.ARXIV.ORG.:443")).isTrue();
    assertThat(matches(rule, "export.arxiv.org:80")).isFalse();
    assertThat(matches(rule, "arxiv.org:443")).isFalse();
    assertThat(matches(rule, "export.arxiv.org.evil.test:443")).isFalse();
    assertThat(matches(rule, "xexport.arxiv.org:443")).isFalse();
  }

  @Test
  void aStarStandsForOneLabelOrMore() {
    HostRule rule = HostRule.parse("*.example.org:8443");

    assertThat(matches(rule, "a.example.org:8443")).isTrue();
    assertThat(matches(rule, "a.b.example.org:8443")).isTrue();
    assertThat(matches(rule, "example.org:8443")).isFalse();
    assertThat(matches(rule, "badexample.org:8443")).isFalse();
  }

  @Test
  void anAddressIsReachedIfItIsListedInWhateverForm() {
    assertThat(matches(HostRule.parse("[::1]:443"), "[0:0:0:0:0:0:0:1]:443")).isTrue();
    assertThat(matches(HostRule.parse("127.0.0.1:443"), "[::ffff:127.0.0.1]:443")).isTrue();
    assertThat(matches(HostRule.parse("127.0.0.1:443"), "2130706433:443")).isTrue();
    assertThat(matches(HostRule.parse("*.example.org:443"), "127.0.0.1:443")).isFalse();
  }

  @Test
  void whatIsNotTlsIsSaid() {
    assertThat(HostRule.parse("tcp://db.example.org:5432"))
        .isEqualTo(new HostRule(new HostName("db.example.org", false), false, 5432, false))
        .hasToString("tcp://db.example.org:5432");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "*.org:443",
        "*.10.0.0.1:443",
        "a..b:443",
        "-a.org",
        "a.org:0",
        "a.org:65536",
        "tcp://a.org",
        "https://a.org",
        "a.org/path",
        "user@a.org",
        "bücher.example",
        "a b.org",
        "0x7f000001",
        "1.2.3.4.5",
        "[::1%lo]:443",
        "[127.0.0.1]:443",
        "::1"
      })
  void whatIsNoRuleIsRefused(String text) {
    assertThatThrownBy(() -> HostRule.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRuleCoversWhatLetsThroughNoMore() {
    assertThat(covers("*.example.org:443", "a.example.org:443")).isTrue();
    assertThat(covers("*.example.org:443", "*.a.example.org:443")).isTrue();
    assertThat(covers("*.example.org:443", "*.example.org:443")).isTrue();
    assertThat(covers("tcp://a.org:443", "a.org:443")).isTrue();
    assertThat(covers("a.org:443", "tcp://a.org:443")).isFalse();
    assertThat(covers("a.example.org:443", "*.example.org:443")).isFalse();
    assertThat(covers("*.a.example.org:443", "*.example.org:443")).isFalse();
    assertThat(covers("*.example.org:443", "a.example.org:80")).isFalse();
  }

  private static boolean matches(HostRule rule, String target) {
    return rule.matches(Target.parse(target, 0).orElseThrow());
  }

  private static boolean covers(String rule, String other) {
    return HostRule.parse(rule).covers(HostRule.parse(other));
  }
}
