package org.colophon.sandbox.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a listed name may stand for. */
final class AddressRulesTest {
  private final AddressRules rules = new AddressRules(List.of(), _ -> false);

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, unspecified",
    "10.1.2.3, private",
    "100.64.0.1, shared",
    "127.0.0.1, loopback",
    "127.255.255.255, loopback",
    "169.254.169.254, metadata",
    "168.63.129.16, metadata",
    "172.16.0.1, private",
    "172.31.255.255, private",
    "192.168.0.1, private",
    "192.0.0.192, special",
    "198.18.0.1, benchmarks",
    "203.0.113.7, documentation",
    "224.0.0.1, multicast",
    "255.255.255.255, reserved",
    "::, unspecified",
    "::1, loopback",
    "::ffff:10.0.0.1, private",
    "::10.0.0.1, not public",
    "64:ff9b::a9fe:a9fe, metadata",
    "64:ff9b:1::1, not public",
    "2001::1, Teredo",
    "2002:7f00:1::1, 6to4",
    "2001:db8::1, documentation",
    "fc00::1, private",
    "fd00:ec2::254, private",
    "fe80::1, link-local",
    "fec0::1, private",
    "ff02::1, multicast",
    "100::1, not public"
  })
  void whatIsNotPublicIsRefusedByName(String address, String why) {
    assertThat(rules.refusal(InetAddress.ofLiteral(address)).orElse("")).contains(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.0.1",
        "172.32.0.1",
        "169.253.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "64:ff9b::101:101",
        "2001:200::1"
      })
  void whatIsPublicIsReached(String address) {
    assertThat(rules.refusal(InetAddress.ofLiteral(address))).isEmpty();
  }

  @Test
  void anExceptionHoldsForItsRangeOnly() {
    AddressRules open = new AddressRules(List.of(AddressRange.parse("10.1.0.0/16")), _ -> false);

    assertThat(open.refusal(InetAddress.ofLiteral("10.1.255.255"))).isEmpty();
    assertThat(open.refusal(InetAddress.ofLiteral("10.2.0.0"))).isPresent();
    assertThat(open.refusal(InetAddress.ofLiteral("127.0.0.1"))).isPresent();
  }

  @Test
  void thePublicAddressOfThisMachineIsNotReached() {
    InetAddress own = InetAddress.ofLiteral("1.2.3.4");

    assertThat(new AddressRules(List.of(), own::equals).refusal(own).orElse("")).contains("own");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "::/129", "10.0.0.0/-1", "localhost", "10.0.0.0/a", ""})
  void whatIsNoRangeIsRefused(String text) {
    assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
