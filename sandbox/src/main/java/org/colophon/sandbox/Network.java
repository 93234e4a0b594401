package org.colophon.sandbox;

import java.util.List;
import org.colophon.sandbox.proxy.AddressRange;
import org.colophon.sandbox.proxy.HostRule;

/** What a stage may reach over the network. */
public sealed interface Network {
  Network NONE = new None();
  Network HOST = new Host();

  /** Nothing but its own loopback. */
  record None() implements Network {}

  /**
   * Nothing but its own loopback, and by a proxy that listens there these hosts.
   *
   * @param rules at least one
   * @param exceptions addresses that a host may have although they are not public
   */
  record Hosts(List<HostRule> rules, List<AddressRange> exceptions) implements Network {
    public Hosts {
      rules = List.copyOf(rules);
      exceptions = List.copyOf(exceptions);
      if (rules.isEmpty()) {
        throw new IllegalArgumentException("a list of hosts names at least one");
      }
    }
  }

  /** Everything that the machine itself reaches. */
  record Host() implements Network {}
}
