package org.colophon.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.run.ReadRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code status}: how a run stands. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Says how a run stands: running, interrupted or finished, and each stage.",
      "Reads only; a run at work can be looked at."
    },
    footer = {"", "Example:", "  run_pipeline status demo", ExitCodes.HELP})
final class StatusCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EXPERIMENT", description = "Name of the run.")
  private String experiment = "";

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What {@code --json} prints. */
  record Status(String activity, Map<String, String> openAttempts, RunManifest manifest) {}

  @Override
  public Integer call() throws IOException {
    Console console = new Console(surroundings, common.quiet());
    ReadRun run = ReadRun.of(Place.run(common, experiment));
    RunManifest manifest = run.manifest();
    String activity = run.activity().name().toLowerCase(Locale.ROOT);
    if (common.json()) {
      console.json(new Status(activity, run.openAttempts(), manifest));
    } else {
      console.data(
          manifest.experiment()
              + "  "
              + activity
              + "  "
              + console.coloured(manifest.status(), manifest.status().name())
              + "  run digest "
              + manifest.runDigest());
      manifest.stages().forEach(entry -> show(console, entry));
      waiting(run, manifest).forEach(line -> console.data(line));
    }
    return ExitCodes.of(manifest.status());
  }

  private static void show(Console console, StageEntry entry) {
    console.data(
        "  %-36s %s attempt %s  %s"
            .formatted(
                entry.stage(),
                console.coloured(entry.status(), "%-10s".formatted(entry.status())),
                entry.attempt(),
                entry.endedAt()));
    entry.errors().stream().limit(3).forEach(error -> console.data("      " + error));
    if (entry.disposition() == RunManifest.Disposition.IMPORTED) {
      console.data("      imported from an older folder, not run here: import_report.json");
    }
    if (entry.disposition() == RunManifest.Disposition.REUSED) {
      console.data("      reused, not run here: why and stage_summary.json say whose it is");
    }
    if (entry.disposition() != RunManifest.Disposition.IMPORTED && entry.fromLegacy()) {
      console.data("      made from imported artifacts (resolved_from_legacy)");
    }
    if (!entry.taintedBy().isEmpty()) {
      console.data("      carries the warnings of " + String.join(", ", entry.taintedBy()));
    }
    if (entry.failedAttempt() != null) {
      console.data(
          "      attempt "
              + entry.failedAttempt().attempt()
              + " failed since: "
              + entry.failedAttempt().path());
    }
  }

  private static List<String> waiting(ReadRun run, RunManifest manifest) {
    List<String> ended = manifest.stages().stream().map(StageEntry::stage).toList();
    return run.asked().stream()
        .filter(stage -> !ended.contains(stage))
        .map(stage ->
            "  %-36s %s"
                .formatted(
                    stage,
                    run.openAttempts().containsKey(stage)
                        ? (run.activity() == ReadRun.Activity.RUNNING ? "running" : "cut off")
                        : "not run"))
        .toList();
  }
}
