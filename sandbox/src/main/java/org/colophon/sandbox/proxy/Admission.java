package org.colophon.sandbox.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Who may be reached, and by which addresses. Names are resolved here and nowhere else, once for
 * each connection, which then goes to the very address that was judged.
 */
final class Admission {
  /** Many names have two or four; nobody needs more to be tried. */
  private static final int MOST_ADDRESSES = 16;

  private final List<HostRule> rules;
  private final AddressRules addresses;
  private final Resolver resolver;

  Admission(List<HostRule> rules, AddressRules addresses, Resolver resolver) {
    this.rules = List.copyOf(rules);
    this.addresses = addresses;
    this.resolver = resolver;
  }

  /**
   * The rule that lets a target through; one that lets through anything before one for TLS only.
   *
   * @throws Refusal if there is none
   */
  HostRule rule(Target target) throws Refusal {
    Optional<HostRule> found = Optional.empty();
    for (HostRule rule : rules) {
      if (rule.matches(target) && (found.isEmpty() || !rule.tls())) {
        found = Optional.of(rule);
      }
    }
    return found.orElseThrow(() -> new Refusal(403, "it is not among the hosts of the stage"));
  }

  /**
   * The addresses of a host, all of them fit to be connected to.
   *
   * @throws Refusal if one is not: a name that stands for both a public host and a private one is
   *     made for an attack
   * @throws IOException if there is none
   */
  List<InetAddress> addresses(HostName host) throws IOException, Refusal {
    List<InetAddress> found =
        host.isAddress()
            ? List.of(InetAddress.ofLiteral(host.text()))
            : resolver.resolve(host.text());
    for (InetAddress address : found) {
      Optional<String> why = addresses.refusal(address);
      if (why.isPresent()) {
        throw new Refusal(
            403, "it stands for the address " + address.getHostAddress() + ", " + why.get());
      }
    }
    return found.stream().limit(MOST_ADDRESSES).toList();
  }
}
