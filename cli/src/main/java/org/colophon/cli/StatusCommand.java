package org.colophon.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.run.ReadRun;
import org.colophon.run.StageStanding;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code status}: how a run stands. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Says how a run stands: running, interrupted, failed, stale (what a stage read was made anew"
          + " since) or done; and each stage, when it began or ended and how long it took.",
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

  /**
   * What {@code --json} prints.
   *
   * @param heldBy who is at work on it; null if nobody is
   */
  record Status(
      String activity,
      @Nullable String heldBy,
      Map<String, String> openAttempts,
      List<StageStanding> stages,
      RunManifest manifest) {}

  @Override
  public Integer call() throws IOException {
    Console console = new Console(surroundings, common.quiet());
    ReadRun run = ReadRun.of(Place.run(common, experiment));
    RunManifest manifest = run.manifest();
    List<StageStanding> stages = StageStanding.of(run, Clock.systemUTC().instant());
    String activity = run.activity().name().toLowerCase(Locale.ROOT);
    if (common.json()) {
      console.json(
          new Status(activity, run.holder().orElse(null), run.openAttempts(), stages, manifest));
    } else {
      console.data(
          manifest.experiment()
              + "  "
              + activity
              + "  "
              + console.coloured(manifest.status(), manifest.status().name())
              + "  run digest "
              + manifest.runDigest());
      run.holder().ifPresent(holder -> console.data("  held by " + holder));
      Map<String, StageEntry> ended =
          manifest.stages().stream()
              .collect(Collectors.toMap(StageEntry::stage, Function.identity()));
      stages.forEach(stage -> {
        Optional.ofNullable(ended.get(stage.stage())).ifPresent(entry -> show(console, entry));
        atWorkOrNot(stage).ifPresent(console::data);
        Optional.ofNullable(stage.items())
            .ifPresent(items -> console.data("      " + items.text()));
      });
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
                StageStanding.took(entry)
                    .map(took -> entry.endedAt() + "  took " + words(took))
                    .orElse("began " + entry.startedAt())));
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

  /** What is to be said of a stage beside how an attempt of it ended; often nothing. */
  private static Optional<String> atWorkOrNot(StageStanding stage) {
    String line = "  %-36s %-10s".formatted(stage.stage(), word(stage.state()));
    return switch (stage.state()) {
      case ENDED -> Optional.empty();
      case NOT_RUN -> Optional.of(line.stripTrailing());
      case RUNNING ->
          Optional.of(
              "%s attempt %s  since %s, for %s"
                  .formatted(
                      line,
                      stage.attempt(),
                      stage.startedAt(),
                      words(stage.took().orElse(Duration.ZERO))));
      case CUT_OFF ->
          Optional.of(
              "%s attempt %s  began %s".formatted(line, stage.attempt(), stage.startedAt()));
      case VOID ->
          Optional.of(
              "%s attempt %s  what it read was made anew; --resume runs it again"
                  .formatted(line, stage.attempt()));
    };
  }

  private static String word(StageStanding.State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** As people read it: {@code 0.42 s}, {@code 3 min 20 s}, {@code 5 h 07 min}. */
  private static String words(Duration duration) {
    if (duration.toMinutes() < 1) {
      return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }
    return duration.toHours() < 1
        ? "%d min %02d s".formatted(duration.toMinutes(), duration.toSecondsPart())
        : "%d h %02d min".formatted(duration.toHours(), duration.toMinutesPart());
  }
}
