package org.colophon.run;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.colophon.contract.StageStatus;

/**
 * The files that say for people and programs what the journal says: manifest, run summary and
 * META_LOG. Each is a pure function of the journal, so each can be made again and compared.
 */
final class Projection {
  private final RunState state;
  private final RunManifest.JournalRef journal;

  Projection(RunState state, RunManifest.JournalRef journal) {
    this.state = state;
    this.journal = journal;
  }

  RunManifest manifest() {
    RunEvent.Created created = state.created().orElseThrow();
    RunEvent.Started started = state.started().orElseThrow();
    StageStatus status = state.status();
    RunManifest withoutDigest =
        new RunManifest(
            RunManifest.SCHEMA_NAME,
            RunManifest.SCHEMA_VERSION,
            created.experiment(),
            status,
            status.exitCode(),
            "",
            started.pipeline(),
            created.configSha256(),
            created.seed(),
            started.git(),
            created.aliases(),
            journal,
            state.entries());
    return RunDigest.stamped(withoutDigest);
  }

  String manifestText() {
    return Json.text(manifest());
  }

  /** The consolidated stage summaries, final status and run digest. */
  String runSummaryText() {
    RunManifest manifest = manifest();
    Map<String, Integer> counts = new TreeMap<>();
    manifest.stages().forEach(entry -> counts.merge(entry.status().name(), 1, Integer::sum));
    return Json.text(
        new RunSummary(
            "RunSummary",
            "1.0",
            manifest.experiment(),
            manifest.status(),
            manifest.exitCode(),
            manifest.runDigest(),
            state.interrupted(),
            counts,
            manifest.stages().stream().map(Projection::line).toList()));
  }

  private static RunSummary.Line line(RunManifest.StageEntry entry) {
    return new RunSummary.Line(
        entry.stage(),
        entry.status(),
        entry.exitCode(),
        entry.attempt(),
        entry.startedAt(),
        entry.endedAt(),
        entry.warnings(),
        entry.errors(),
        entry.taintedBy(),
        entry.outputs().stream().map(RunManifest.OutputEntry::alias).toList());
  }

  /** {@code run_summary.json}. */
  record RunSummary(
      String schemaName,
      String schemaVersion,
      String experiment,
      StageStatus status,
      int exitCode,
      String runDigest,
      boolean interrupted,
      Map<String, Integer> counts,
      List<Line> stages) {

    /** One stage of the run. */
    record Line(
        String stage,
        StageStatus status,
        int exitCode,
        String attempt,
        String startedAt,
        String endedAt,
        List<String> warnings,
        List<String> errors,
        List<String> taintedBy,
        List<String> outputs) {}
  }
}
