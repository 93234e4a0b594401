package org.colophon.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.contract.RunManifest.InputEntry;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.ResolvedFrom;
import org.colophon.contract.RunManifest.StageEntry;

/**
 * Which published stages are void, since what they read was made anew and made differently. A pure
 * function of the state, so that it is decided in the same way while a run goes on, when it was cut
 * off before it had said so, and by whoever reads it in between.
 */
final class Retirement {
  private Retirement() {}

  /** What has to happen for no published stage to be void; each follows from those before it. */
  static List<RunEvent.StageRetired> missing(RunState state) {
    List<RunEvent.StageRetired> missing = new ArrayList<>();
    RunState next = state;
    Optional<RunEvent.StageRetired> found = first(next);
    while (found.isPresent()) {
      missing.add(found.get());
      next = next.with(found.get());
      found = first(next);
    }
    return missing;
  }

  /**
   * What an invocation that did not end has left out; one that ended has retired what it had to.
   */
  static List<RunEvent.StageRetired> leftOut(RunState state) {
    return state.unfinished() ? missing(state) : List.of();
  }

  /** The state once all that was left out has happened. */
  static RunState applied(RunState state) {
    RunState applied = state;
    for (RunEvent.StageRetired event : leftOut(state)) {
      applied = applied.with(event);
    }
    return applied;
  }

  private static Optional<RunEvent.StageRetired> first(RunState state) {
    Map<String, String> digests = new HashMap<>();
    for (StageEntry entry : state.published().values()) {
      for (OutputEntry output : entry.outputs()) {
        digests.put(output.alias(), output.sha256());
      }
    }
    for (StageEntry entry : state.published().values()) {
      Optional<InputEntry> stale =
          entry.inputs().stream()
              .filter(input -> input.resolvedFrom() == ResolvedFrom.MANIFEST)
              .filter(input -> !input.sha256().equals(digests.get(input.alias())))
              .findFirst();
      if (stale.isPresent()) {
        return Optional.of(
            new RunEvent.StageRetired(
                entry.stage(),
                entry.attempt(),
                "its input " + stale.get().alias() + " was made anew"));
      }
    }
    return Optional.empty();
  }
}
