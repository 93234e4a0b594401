package org.colophon.sandbox.proxy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which addresses a name may stand for. A list of hosts is about the public network: whoever owns a
 * listed name must not be able to lead a stage to this machine, its neighbours, or the service that
 * hands out the keys of a machine in the cloud.
 *
 * @param exceptions ranges that are reached all the same
 * @param own whether an address is one of this machine's
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA, IPv4 special</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA, IPv6 special</a>
 */
record AddressRules(List<AddressRange> exceptions, Predicate<InetAddress> own) {
  private static final Map<AddressRange, String> VERSION_4 =
      ranges(
          "0.0.0.0/8", "unspecified",
          "10.0.0.0/8", "private",
          "100.64.0.0/10", "shared by a provider's customers",
          "127.0.0.0/8", "loopback",
          "169.254.0.0/16", "link-local, where clouds keep their metadata",
          "172.16.0.0/12", "private",
          "192.168.0.0/16", "private",
          "168.63.129.16", "a cloud's metadata service",
          "192.0.0.0/24", "special",
          "192.0.2.0/24", "for documentation",
          "192.88.99.0/24", "a 6to4 relay",
          "198.18.0.0/15", "for benchmarks",
          "198.51.100.0/24", "for documentation",
          "203.0.113.0/24", "for documentation",
          "224.0.0.0/4", "multicast",
          "240.0.0.0/4", "reserved");

  private static final Map<AddressRange, String> VERSION_6 =
      ranges(
          "::", "unspecified",
          "::1", "loopback",
          "fc00::/7", "private",
          "fe80::/10", "link-local",
          "fec0::/10", "private",
          "ff00::/8", "multicast",
          "2001::/23", "special, as Teredo",
          "2001:db8::/32", "for documentation",
          "2002::/16", "6to4, which hides another address",
          "3fff::/20", "for documentation");

  private static final AddressRange PUBLIC_6 = AddressRange.parse("2000::/3");

  /** The last 32 bits are an address of version 4. */
  private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");

  AddressRules {
    exceptions = List.copyOf(exceptions);
  }

  static AddressRules ofThisMachine(List<AddressRange> exceptions) {
    return new AddressRules(exceptions, AddressRules::isOwn);
  }

  /** Why an address is not connected to; empty if it is. */
  Optional<String> refusal(InetAddress address) {
    if (exceptions.stream().anyMatch(range -> range.contains(address))) {
      return Optional.empty();
    }
    Optional<String> special = special(address);
    return special.isEmpty() && own.test(address)
        ? Optional.of("one of this machine's own")
        : special;
  }

  private static Optional<String> special(InetAddress address) {
    if (address instanceof Inet4Address) {
      return in(VERSION_4, address);
    }
    if (NAT64.contains(address)) {
      return special(embedded(address)).map(why -> "a translation of one that is " + why);
    }
    Optional<String> named = in(VERSION_6, address);
    return named.isEmpty() && !PUBLIC_6.contains(address) ? Optional.of("not public") : named;
  }

  private static Optional<String> in(Map<AddressRange, String> ranges, InetAddress address) {
    return ranges.entrySet().stream()
        .filter(range -> range.getKey().contains(address))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static InetAddress embedded(InetAddress address) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean isOwn(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException _) {
      // nobody can say, so it is not reached
      return true;
    }
  }

  private static Map<AddressRange, String> ranges(String... pairs) {
    Map<AddressRange, String> ranges = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      ranges.put(AddressRange.parse(pairs[i]), pairs[i + 1]);
    }
    return ranges;
  }
}
