package org.colophon.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.reuse.StageKey;
import org.jspecify.annotations.Nullable;

/**
 * What a run will do with one stage.
 *
 * @param waitsFor stages that run before it and make what it reads: until they have, nobody can say
 *     whether it runs; it does, unless they make what is known already
 * @param reason in words; the journal of the run will have the same
 * @param changes what is not as it was in the attempt that the reason names
 * @param refusals what the gate says, if it refuses
 * @param key digest of what its outputs depend on; empty where that is not known yet
 * @param inputs where each comes from, by alias
 * @param expectedSeconds as long as it took last time; empty if it never ran
 * @param expectedBytes of new outputs, as many as last time; empty if it never ran
 * @param items of a stage that runs, once for each; absent of others
 */
public record PlannedStage(
    String stage,
    String about,
    Verdict verdict,
    List<String> waitsFor,
    String reason,
    List<StageKey.Change> changes,
    List<String> refusals,
    String key,
    Map<String, String> inputs,
    List<String> outputs,
    OptionalDouble expectedSeconds,
    OptionalLong expectedBytes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PlannedItems items) {

  /** What becomes of the stage. */
  public enum Verdict {
    @JsonProperty("run")
    RUN,
    @JsonProperty("reuse")
    REUSE,
    @JsonProperty("keep")
    KEEP,
    @JsonProperty("blocked")
    BLOCKED;

    /** The word that is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PlannedStage {
    waitsFor = List.copyOf(waitsFor);
    changes = List.copyOf(changes);
    refusals = List.copyOf(refusals);
    outputs = List.copyOf(outputs);
  }

  /** Where another plan says something else of the same stage. */
  List<String> differencesTo(PlannedStage now) {
    List<String> differences = new ArrayList<>();
    if (verdict != now.verdict || !waitsFor.equals(now.waitsFor)) {
      differences.add(
          stage
              + ": "
              + verdict.word()
              + after(waitsFor)
              + " → "
              + now.verdict.word()
              + after(now.waitsFor)
              + ", since "
              + now.reason);
    } else if (!key.equals(now.key)) {
      differences.add(stage + ": it depends on something else now: " + now.reason);
    } else if (!Objects.equals(items, now.items)) {
      differences.add(
          stage
              + ": "
              + (items == null ? "no items" : items.text())
              + " → "
              + (now.items == null ? "no items" : now.items.text()));
    } else if (!refusals.equals(now.refusals)) {
      differences.add(stage + ": " + String.join("; ", now.refusals));
    }
    return differences;
  }

  /**
   * Refuses what was not planned. Of a stage that waited for others the plan said that it may run
   * or not.
   */
  void require(StageChoice choice) {
    Verdict chosen =
        switch (choice) {
          case StageChoice.Keep _ -> Verdict.KEEP;
          case StageChoice.Reuse _ -> Verdict.REUSE;
          case StageChoice.Hold _ -> Verdict.BLOCKED;
          // another stage failed, which no plan foresees
          case StageChoice.Block _ -> verdict;
          case StageChoice.Run run ->
              switch (run.inputs()) {
                case ArtifactGate.Answer.Admitted _ -> Verdict.RUN;
                case ArtifactGate.Answer.Refused _ -> Verdict.BLOCKED;
              };
        };
    boolean either = !waitsFor.isEmpty() && chosen != Verdict.BLOCKED;
    if (chosen != verdict && !either) {
      throw new BadRequest(
          "not as planned: "
              + stage
              + ": "
              + verdict.word()
              + " → "
              + chosen.word()
              + ", since "
              + choice.reason()
              + "; what was done so far stays, go on with --resume or make a new plan");
    }
  }

  private static String after(List<String> stages) {
    return stages.isEmpty() ? "" : " after " + String.join(", ", stages);
  }
}
