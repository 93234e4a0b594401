package org.colophon.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a stage program notes while it works, turned into its summary at the end. Any warning makes
 * the stage WARNING; {@link #incomplete} makes it INCOMPLETE.
 */
public final class StageReport {
  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, String> artifacts = new LinkedHashMap<>();
  private final Map<String, Double> metrics = new LinkedHashMap<>();
  private long inputsOk;
  private long inputsFailed;
  private long outputsRows;
  private boolean incomplete;
  private boolean failed;

  public void inputOk() {
    inputsOk++;
  }

  public void inputFailed() {
    inputsFailed++;
  }

  public void rows(long count) {
    outputsRows += count;
  }

  public void warn(String message) {
    warnings.add(message);
  }

  /** Something required is missing or invalid: the stage ends INCOMPLETE. */
  public void incomplete(String message) {
    incomplete = true;
    errors.add(message);
  }

  /** Something broke: the stage ends ERROR. */
  public void fail(String message) {
    failed = true;
    errors.add(message);
  }

  /**
   * @param path relative to the stage folder
   */
  public void artifact(String name, String path) {
    artifacts.put(name, path);
  }

  /**
   * @param value finite; the unit belongs in the name
   */
  public void metric(String name, double value) {
    metrics.put(name, value);
  }

  StageSummary summary(StageContext context, Instant now, double durationS) {
    StageStatus status = status();
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("git_sha", context.gitSha());
    meta.put("created_at", now.toString());
    meta.put("attempt", context.attempt());
    meta.put("written_by", "stage");
    meta.put("seed", context.seed());
    meta.put("duration_s", durationS);
    return new StageSummary(
        StageSummary.SCHEMA_NAME,
        StageSummary.SCHEMA_VERSION,
        context.stage(),
        context.experiment(),
        status,
        status.exitCode(),
        new StageSummary.Counts(inputsOk + inputsFailed, inputsOk, inputsFailed, outputsRows),
        errors,
        warnings,
        artifacts,
        metrics,
        meta);
  }

  private StageStatus status() {
    if (failed) {
      return StageStatus.ERROR;
    }
    if (incomplete) {
      return StageStatus.INCOMPLETE;
    }
    return warnings.isEmpty() ? StageStatus.OK : StageStatus.WARNING;
  }
}
