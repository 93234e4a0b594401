package org.colophon.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A golden run held against the same run made now.
 *
 * @param config differences of the resolved config; a default that changed is one
 * @param inputs differences of the files that it reads
 */
public record GoldenComparison(
    String golden,
    List<FieldDifference> config,
    List<FieldDifference> inputs,
    List<StageComparison> stages) {
  public GoldenComparison {
    config = List.copyOf(config);
    inputs = List.copyOf(inputs);
    stages = List.copyOf(stages);
  }

  /** Compares what a golden run has kept with a run that was just made in {@code fresh}. */
  public static GoldenComparison of(Golden golden, Path fresh, ArtifactReader reader)
      throws IOException {
    RunComparison runs = RunComparison.of(golden.recorded(), RecordedRun.read(fresh), reader);
    return new GoldenComparison(golden.name(), runs.config(), runs.inputs(), runs.stages());
  }

  /** Keeps the run in {@code fresh} as what the golden run is to be from now on. */
  public static void accept(Golden golden, Path fresh, ArtifactReader reader) throws IOException {
    NormalisedRun.keep(RecordedRun.read(fresh), golden, reader);
  }

  /** Whether the config, an input, a status, a metric or an artifact differs beyond tolerance. */
  @JsonProperty
  public boolean diverges() {
    return !config.isEmpty()
        || !inputs.isEmpty()
        || stages.stream().anyMatch(StageComparison::diverges);
  }

  /** The first stage that differs beyond tolerance; later ones may only follow it. */
  @JsonProperty
  public Optional<String> firstDiverged() {
    return stages.stream()
        .filter(StageComparison::diverges)
        .map(StageComparison::stage)
        .findFirst();
  }
}
