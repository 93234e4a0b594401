package org.colophon.run;

import java.util.List;
import java.util.Optional;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.reuse.StageKey;
import org.colophon.reuse.StoredStage;

/** What is to be done with one stage of an invocation, and why. */
sealed interface StageChoice {

  /** Why, in words for people; the journal keeps them. */
  String reason();

  /**
   * The stage runs, or is refused by its gate.
   *
   * @param changes what is not as it was in the attempt that the reason names
   * @param inputs what the gate says
   * @param damaged what was stored under its key, if it cannot be used
   */
  record Run(
      String reason,
      List<StageKey.Change> changes,
      ArtifactGate.Answer inputs,
      StageKey key,
      Optional<StoredStage> damaged)
      implements StageChoice {
    public Run {
      changes = List.copyOf(changes);
    }

    /** The same for another reason. */
    Run because(String other) {
      return new Run(other, changes, inputs, key, damaged);
    }
  }

  /** What the stage has published stands. */
  record Keep(StageEntry published, String reason) implements StageChoice {}

  /** The stage is published as another attempt with the same key left it. */
  record Reuse(StoredStage stored, StageKey key, List<AdmittedInput> inputs, String reason)
      implements StageChoice {
    public Reuse {
      inputs = List.copyOf(inputs);
    }
  }

  /** The stage failed, and would fail again in the same way. */
  record Hold(String reason) implements StageChoice {}

  /** The stage reads what a stage that failed was to make. */
  record Block(String reason) implements StageChoice {}
}
