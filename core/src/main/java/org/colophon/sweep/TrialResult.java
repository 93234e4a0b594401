package org.colophon.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.colophon.contract.StageStatus;
import org.colophon.run.ReadRun;
import org.colophon.run.RunDirectory;
import tools.jackson.databind.JsonNode;

/**
 * How a trial came out, read from its run.
 *
 * @param status of the run; empty if it never began
 * @param interrupted whether it was cut off, and can go on
 * @param metrics by stage number and name, such as {@code 02.loss}
 */
public record TrialResult(
    Trial trial, Optional<StageStatus> status, boolean interrupted, Map<String, Double> metrics) {
  public TrialResult {
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
  }

  /** Reads the run of a trial; a run that never began has no status. */
  static TrialResult of(Trial trial, RunDirectory directory) throws IOException {
    if (!Files.exists(directory.journal())) {
      return new TrialResult(trial, Optional.empty(), false, Map.of());
    }
    ReadRun run = ReadRun.of(directory);
    RunManifest manifest = run.manifest();
    Map<String, Double> metrics = new TreeMap<>();
    for (RunManifest.StageEntry entry : manifest.stages()) {
      if (entry.status().goesOn()) {
        JsonNode summary = Json.read(directory.stage(entry.stage()).summary());
        summary
            .path("metrics")
            .properties()
            .forEach(metric ->
                metrics.put(
                    entry.stage().substring(0, 2) + "." + metric.getKey(),
                    metric.getValue().asDouble()));
      }
    }
    return new TrialResult(
        trial, Optional.of(manifest.status()), !run.activity().isEnded(), metrics);
  }

  /** Whether there is nothing left to do for it. */
  boolean isDone() {
    return !interrupted && status.map(StageStatus::goesOn).orElse(false);
  }
}
