package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.colophon.comparison.ArtifactReader;
import org.colophon.comparison.RecordedRun;
import org.colophon.comparison.RunComparison;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff}: two runs held against each other. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Compares two runs: config, code, environment, inputs, and stage by stage status, metrics and"
          + " artifacts. An artifact whose digest differs is compared value by value, with the"
          + " tolerances that its pipeline declares.",
      "",
      "As of diff(1), the exit code is 0 if the runs are equal and 1 if they are not. Fields declared"
          + " to be of no account do not count."
    },
    footer = {
      "",
      "Examples:",
      "  run_pipeline diff demo again",
      "  run_pipeline diff demo /mnt/other/runs/demo --fields 20",
      ExitCodes.HELP
    })
final class DiffCommand implements Callable<Integer> {
  private static final int DIFFERENT = 1;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "Name of a run, or a run folder, with a slash in it.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "B", description = "Name or folder of the other run.")
  private String after = "";

  @Option(
      names = "--fields",
      paramLabel = "N",
      defaultValue = "0",
      description = "Show so many fields of each artifact (default: the worst one).")
  private int fields;

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description = "Pipeline file whose schemas and tolerances to use.")
  private @Nullable Path pipeline;

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  DiffCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    ComparisonConsole.requireFields(fields);
    Console console = new Console(surroundings, common.quiet());
    RecordedRun one = RecordedRun.read(Place.runFolder(common, before));
    RecordedRun other = RecordedRun.read(Place.runFolder(common, after));
    ArtifactReader reader =
        pipeline == null
            ? ArtifactReader.of(one, surroundings.home())
            : ArtifactReader.of(Place.pipeline(pipeline.toString(), surroundings));
    RunComparison comparison = RunComparison.of(one, other, reader);
    if (!reader.knowsTypes()) {
      console.problem(
          "note: the pipeline of "
              + before
              + " is not here, so artifacts are compared by their bytes; give --pipeline FILE");
    }
    if (common.json()) {
      console.json(comparison);
    } else {
      ComparisonConsole shown = new ComparisonConsole(console, fields);
      shown.section("config", comparison.config());
      shown.section("code", comparison.code());
      shown.section("environment", comparison.environment());
      shown.section("inputs", comparison.inputs());
      shown.stages(comparison.stages());
    }
    console.message(
        comparison.equal()
            ? "equal"
            : "different"
                + comparison
                    .firstDiverged()
                    .map(stage -> "; the first stage that diverged is " + stage)
                    .orElse("; no stage diverged"));
    return comparison.equal() ? 0 : DIFFERENT;
  }
}
