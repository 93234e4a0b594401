package org.colophon.reporting;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;

/**
 * What one invocation of {@code run} did, as reports tell it. It holds what the manifest holds, and
 * no environment, config or log.
 *
 * @param manifest empty if the run could not begin
 * @param stages that were asked for, in order
 * @param findings of the stages that were reached
 * @param statements what a contract says, by rule
 * @param problem why the run could not begin or go on; empty if it could
 */
public record RunReport(
    String experiment,
    Optional<RunManifest> manifest,
    List<Stage> stages,
    List<Finding> findings,
    Map<String, String> statements,
    String problem) {

  /** A stage that was asked for. */
  public sealed interface Stage {
    String id();

    /**
     * It ended in this invocation, or had before and was kept.
     *
     * @param kept whether it was published already and not run again
     */
    record Reached(StageEntry entry, boolean kept) implements Stage {
      @Override
      public String id() {
        return entry.stage();
      }

      /** How long the attempt took. */
      public Duration time() {
        return Duration.between(Instant.parse(entry.startedAt()), Instant.parse(entry.endedAt()));
      }
    }

    /** It was not started, for that reason. */
    record NotReached(String id, String reason) implements Stage {}
  }

  public RunReport {
    stages = List.copyOf(stages);
    findings = List.copyOf(findings);
    statements = Collections.unmodifiableMap(new LinkedHashMap<>(statements));
  }

  /** The report of a run that could not begin, or was broken off by {@code problem}. */
  public static RunReport notBegun(String experiment, String problem) {
    return new RunReport(experiment, Optional.empty(), List.of(), List.of(), Map.of(), problem);
  }

  /** The status of the run; ERROR if it could not begin. */
  public StageStatus status() {
    return manifest.map(RunManifest::status).orElse(StageStatus.ERROR);
  }

  /** What the contract of a rule says. */
  String statement(String rule) {
    String said = statements.getOrDefault(rule, "");
    if (!said.isEmpty()) {
      return said;
    }
    return rule.contains("/") ? "The contract " + rule + " holds." : LineCode.meaning(rule);
  }

  /** Name of the pipeline; empty if the run could not begin. */
  String pipeline() {
    return manifest.map(known -> known.pipeline().name()).orElse("");
  }
}
