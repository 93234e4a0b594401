package org.colophon.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code stage_summary.json}: what one stage says of one attempt.
 *
 * @param artifacts paths relative to the stage folder, by name
 * @param metrics finite numbers by name; the unit is part of the name ({@code fit_s})
 * @param meta further facts: {@code git_sha, created_at, attempt, written_by, seed, duration_s}
 */
public record StageSummary(
    String schemaName,
    String schemaVersion,
    String stage,
    String experiment,
    StageStatus status,
    @JsonProperty("exit_code") int exitCode,
    Counts counts,
    List<String> errors,
    List<String> warnings,
    Map<String, String> artifacts,
    Map<String, Double> metrics,
    Map<String, Object> meta) {

  public static final String SCHEMA_NAME = "StageSummary";
  public static final String SCHEMA_VERSION = "1.0";

  /** How many inputs were looked at, and how many rows or records were written. */
  public record Counts(long inputsTotal, long inputsOk, long inputsFailed, long outputsRows) {
    public static final Counts NONE = new Counts(0, 0, 0, 0);
  }

  public StageSummary {
    if (exitCode != status.exitCode()) {
      throw new IllegalArgumentException(
          "exit_code " + exitCode + " does not agree with status " + status);
    }
    metrics.forEach((name, value) -> {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("metric " + name + " is not finite: " + value);
      }
    });
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    artifacts = new LinkedHashMap<>(artifacts);
    metrics = new LinkedHashMap<>(metrics);
    meta = new LinkedHashMap<>(meta);
  }
}
