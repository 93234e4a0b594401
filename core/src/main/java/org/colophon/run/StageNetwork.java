package org.colophon.run;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.colophon.config.NetworkLimits;
import org.colophon.config.NetworkLimits.Most;
import org.colophon.config.Profile;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.pipeline.NetworkAccess;
import org.colophon.pipeline.StageSpec;
import org.colophon.sandbox.Network;
import org.colophon.sandbox.proxy.HostRule;

/** What a stage may reach: what it asks for, as far as the profile lets it. */
record StageNetwork(StageSpec stage, Profile profile) {
  /**
   * Refuses stages that ask for more than anybody gets here.
   *
   * @throws BadRequest naming the first of them, and what it asks for
   */
  static void require(List<StageSpec> stages, Profile profile) {
    for (StageSpec stage : stages) {
      Optional<String> excess = new StageNetwork(stage, profile).excess();
      if (excess.isPresent()) {
        throw new BadRequest("stage " + stage.id() + ": " + excess.get());
      }
    }
  }

  /** For the sandbox. */
  Network network() {
    return switch (stage.network()) {
      case NetworkAccess.None() -> Network.NONE;
      case NetworkAccess.Host() -> Network.HOST;
      case NetworkAccess.Hosts(List<HostRule> rules) ->
          new Network.Hosts(rules, profile.network().notPublic());
    };
  }

  /** Why it asks for more than it gets, if it does. */
  Optional<String> excess() {
    NetworkLimits limits = profile.network();
    return switch (stage.network()) {
      case NetworkAccess.None() -> Optional.empty();
      case NetworkAccess.Host() ->
          limits.most() == Most.HOST ? Optional.empty() : Optional.of(tooMuch("network: host"));
      case NetworkAccess.Hosts(List<HostRule> rules) ->
          limits.most() == Most.NONE
              ? Optional.of(tooMuch("a list of hosts"))
              : unlisted(rules, limits.hosts());
    };
  }

  private String tooMuch(String wanted) {
    return "it asks for %s, and profile %s gives no more than network.most: %s; ask for less, or choose another --env"
        .formatted(wanted, profile.name(), profile.network().most().word());
  }

  private Optional<String> unlisted(List<HostRule> wanted, Optional<List<HostRule>> given) {
    String missing =
        wanted.stream()
            .filter(
                rule -> given.isPresent() && given.get().stream().noneMatch(it -> it.covers(rule)))
            .map(HostRule::toString)
            .collect(Collectors.joining(", "));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "it asks for %s, which network.hosts of profile %s does not list; add it there, ask for less, or choose another --env"
                .formatted(missing, profile.name()));
  }
}
