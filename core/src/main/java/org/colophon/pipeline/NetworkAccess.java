package org.colophon.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.colophon.sandbox.proxy.HostRule;
import tools.jackson.databind.JsonNode;

/** What a stage asks to reach; the sandbox keeps it. */
public sealed interface NetworkAccess {
  /** Nothing. */
  record None() implements NetworkAccess {}

  /** Listed hosts and nothing else. */
  record Hosts(List<HostRule> rules) implements NetworkAccess {
    public Hosts {
      rules = rules.stream().distinct().sorted(Comparator.comparing(HostRule::toString)).toList();
    }
  }

  /** Whatever the machine reaches. */
  record Host() implements NetworkAccess {}

  /**
   * Reads the key {@code network}.
   *
   * @throws IllegalArgumentException if a host is none
   */
  static NetworkAccess read(JsonNode node) {
    if (node.isObject()) {
      return new Hosts(rules(node.path("hosts")));
    }
    return node.asString("none").equals("host") ? new Host() : new None();
  }

  /**
   * Reads a list of hosts.
   *
   * @throws IllegalArgumentException if one is none
   */
  static List<HostRule> rules(JsonNode array) {
    List<HostRule> rules = new ArrayList<>();
    array.forEach(host -> rules.add(HostRule.parse(host.asString())));
    return rules;
  }

  /** The same for the same access only. */
  default String text() {
    return switch (this) {
      case None() -> "none";
      case Host() -> "host";
      case Hosts(List<HostRule> rules) ->
          rules.stream().map(HostRule::toString).collect(Collectors.joining(", ", "hosts ", ""));
    };
  }
}
