package org.colophon.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.pipeline.NetworkAccess;
import org.colophon.sandbox.proxy.AddressRange;
import org.colophon.sandbox.proxy.HostRule;
import tools.jackson.databind.JsonNode;

/**
 * What a profile lets stages ask of the network.
 *
 * @param hosts those that a stage may list; empty for any
 * @param notPublic addresses that a listed host may have although they are not public
 */
public record NetworkLimits(
    Most most, Optional<List<HostRule>> hosts, List<AddressRange> notPublic) {
  /** The most that a stage gets. */
  public enum Most {
    NONE,
    HOSTS,
    HOST;

    /** As in a profile. */
    public String word() {
      return switch (this) {
        case NONE -> "none";
        case HOSTS -> "hosts";
        case HOST -> "host";
      };
    }
  }

  public NetworkLimits {
    hosts = hosts.map(List::copyOf);
    notPublic = List.copyOf(notPublic);
  }

  /**
   * Reads the key {@code network} of a profile.
   *
   * @throws IllegalArgumentException if a host or a range is none
   */
  static NetworkLimits read(JsonNode node) {
    Optional<List<HostRule>> hosts =
        node.has("hosts") ? Optional.of(NetworkAccess.rules(node.get("hosts"))) : Optional.empty();
    List<AddressRange> notPublic = new ArrayList<>();
    node.path("not_public").forEach(range -> notPublic.add(AddressRange.parse(range.asString())));
    String most = node.path("most").asString(hosts.isPresent() ? "hosts" : "host");
    return new NetworkLimits(
        switch (most) {
          case "none" -> Most.NONE;
          case "hosts" -> Most.HOSTS;
          default -> Most.HOST;
        },
        hosts,
        notPublic);
  }
}
