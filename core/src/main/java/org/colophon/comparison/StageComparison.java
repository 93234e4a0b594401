package org.colophon.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;
import org.jspecify.annotations.Nullable;

/**
 * One stage of two runs.
 *
 * @param before status; {@code absent} if the run has no such stage
 * @param summary counts, messages and metrics of {@code stage_summary.json}
 */
public record StageComparison(
    String stage, String before, String after, Answer summary, List<ArtifactComparison> artifacts) {
  /** The type by which tolerances name {@code stage_summary.json}. */
  private static final String SUMMARY_TYPE = "StageSummary@1.0";

  public StageComparison {
    artifacts = List.copyOf(artifacts);
  }

  static List<StageComparison> of(RecordedRun before, RecordedRun after, ArtifactReader reader)
      throws IOException {
    TreeSet<String> names = new TreeSet<>(before.stages().keySet());
    names.addAll(after.stages().keySet());
    List<StageComparison> stages = new ArrayList<>();
    for (String name : names) {
      stages.add(of(name, before, after, reader));
    }
    return stages;
  }

  private static StageComparison of(
      String name, RecordedRun before, RecordedRun after, ArtifactReader reader)
      throws IOException {
    StageEntry one = before.stages().get(name);
    StageEntry other = after.stages().get(name);
    if (one == null || other == null) {
      return new StageComparison(
          name, status(one), status(other), new Answer.Identical(List.of()), List.of());
    }
    Answer summary =
        Answer.of(
            ValueComparison.of(
                SUMMARY_TYPE, reader.tolerances(), before.summary(name), after.summary(name)));
    Map<String, OutputEntry> left = byAlias(one);
    Map<String, OutputEntry> right = byAlias(other);
    TreeSet<String> aliases = new TreeSet<>(left.keySet());
    aliases.addAll(right.keySet());
    List<ArtifactComparison> artifacts = new ArrayList<>();
    for (String alias : aliases) {
      OutputEntry a = left.get(alias);
      OutputEntry b = right.get(alias);
      if (a != null && b != null) {
        artifacts.add(ArtifactComparison.of(before, after, a, b, reader));
      } else if (a != null) {
        artifacts.add(ArtifactComparison.lone(a, true));
      } else if (b != null) {
        artifacts.add(ArtifactComparison.lone(b, false));
      }
    }
    return new StageComparison(name, status(one), status(other), summary, artifacts);
  }

  /** Whether both runs have the stage. */
  @JsonProperty
  public boolean inBoth() {
    return !before.equals(FieldDifference.ABSENT) && !after.equals(FieldDifference.ABSENT);
  }

  /** Whether both runs have the stage and it ended alike. */
  @JsonProperty
  public boolean sameStatus() {
    return before.equals(after);
  }

  /** Whether status, summary or an artifact differ beyond what is declared. */
  @JsonProperty
  public boolean diverges() {
    return !sameStatus()
        || summary.diverges()
        || artifacts.stream().anyMatch(artifact -> artifact.answer().diverges());
  }

  private static String status(@Nullable StageEntry entry) {
    return entry == null ? FieldDifference.ABSENT : entry.status().name();
  }

  private static Map<String, OutputEntry> byAlias(StageEntry entry) {
    Map<String, OutputEntry> outputs = new TreeMap<>();
    entry.outputs().forEach(output -> outputs.put(output.alias(), output));
    return outputs;
  }
}
