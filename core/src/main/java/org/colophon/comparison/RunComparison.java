package org.colophon.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two runs held against each other.
 *
 * @param code commit, uncommitted changes and pipeline file
 * @param environment machine, tools, sandbox and profile; a difference that all stages share is
 *     named once, another with its stage
 * @param inputs from outside the runs, by stage, alias and file
 */
public record RunComparison(
    List<FieldDifference> config,
    List<FieldDifference> code,
    List<FieldDifference> environment,
    List<FieldDifference> inputs,
    List<StageComparison> stages) {
  public RunComparison {
    config = List.copyOf(config);
    code = List.copyOf(code);
    environment = List.copyOf(environment);
    inputs = List.copyOf(inputs);
    stages = List.copyOf(stages);
  }

  /** Compares all that two runs recorded. */
  public static RunComparison of(RecordedRun before, RecordedRun after, ArtifactReader reader)
      throws IOException {
    return new RunComparison(
        ValueComparison.exactly(before.config(), after.config()),
        ValueComparison.exactly(before.code(), after.code()),
        environment(before, after),
        ValueComparison.exactly(before.inputs(), after.inputs()),
        StageComparison.of(before, after, reader));
  }

  private static List<FieldDifference> environment(RecordedRun before, RecordedRun after)
      throws IOException {
    Set<String> both = new TreeSet<>(before.stages().keySet());
    both.retainAll(after.stages().keySet());
    Map<FieldDifference, List<String>> stages = new LinkedHashMap<>();
    for (String stage : both) {
      ValueComparison.exactly(before.environment(stage), after.environment(stage))
          .forEach(found -> stages.computeIfAbsent(found, _ -> new ArrayList<>()).add(stage));
    }
    List<FieldDifference> differences = new ArrayList<>();
    stages.forEach((difference, where) -> {
      if (where.size() == both.size()) {
        differences.add(difference);
      } else {
        where.forEach(stage -> differences.add(difference.inside(stage + "/")));
      }
    });
    return differences;
  }

  /** The same without some stages, which were not made by both runs. */
  RunComparison without(Set<String> names) {
    return new RunComparison(
        config,
        code,
        environment,
        inputs,
        stages.stream().filter(stage -> !names.contains(stage.stage())).toList());
  }

  /** Whether every stage ended alike, and nothing that was computed differs beyond tolerance. */
  @JsonProperty
  public boolean sameVerdict() {
    return stages.stream().noneMatch(StageComparison::diverges);
  }

  /** The first stage that differs beyond tolerance; later ones may only follow it. */
  @JsonProperty
  public Optional<String> firstDiverged() {
    return stages.stream()
        .filter(StageComparison::diverges)
        .map(StageComparison::stage)
        .findFirst();
  }

  /** Whether nothing at all differs but what is declared to be of no account. */
  @JsonProperty
  public boolean equal() {
    return config.isEmpty()
        && code.isEmpty()
        && environment.isEmpty()
        && inputs.isEmpty()
        && stages.stream().allMatch(RunComparison::identical);
  }

  private static boolean identical(StageComparison stage) {
    return stage.sameStatus()
        && stage.summary() instanceof Answer.Identical
        && stage.artifacts().stream()
            .allMatch(artifact -> artifact.answer() instanceof Answer.Identical);
  }
}
