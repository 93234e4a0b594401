package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.StageStatus;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.StageSpec;
import org.colophon.run.ArtifactAssertion;
import org.colophon.run.RunDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assert-artifacts}: the gate before a stage, as a command. */
@Command(
    name = "assert-artifacts",
    mixinStandardHelpOptions = true,
    description = {
      "Checks that everything a stage needs exists, has the right type, and passes its schema.",
      "Prints one line for each thing that does not (missing_artifact: …) and ends with 2."
    },
    footer = {
      "",
      "Example:",
      "  run_pipeline assert-artifacts --experiment demo --stage 06",
      ExitCodes.HELP
    })
final class AssertArtifactsCommand implements Callable<Integer> {
  @Option(
      names = {"-x", "--experiment"},
      required = true,
      paramLabel = "NAME",
      description = "Name of the run.")
  private String experiment = "";

  @Option(
      names = "--stage",
      required = true,
      paramLabel = "NN",
      description = "Stage about to start, by number or id.")
  private String stage = "";

  @Option(
      names = "--input",
      paramLabel = "ALIAS=PATH",
      description = "An input from outside the run. Can be repeated.")
  private Map<String, Path> inputs = new LinkedHashMap<>();

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description = "Pipeline file, if it is not under stages/.")
  private @Nullable Path pipelineFile;

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  AssertArtifactsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Console console = new Console(surroundings, common.quiet());
    RunDirectory run = Place.run(common, experiment);
    Pipeline pipeline =
        pipelineFile == null
            ? Place.pipelineOf(run, surroundings)
                .orElseThrow(() -> new BadRequest("there is no run " + run.root()))
            : Place.pipeline(pipelineFile.toString(), surroundings);
    StageSpec spec = pipeline.stage(stage);
    List<String> problems = ArtifactAssertion.problems(run, pipeline, spec, Place.inputs(inputs));
    if (common.json()) {
      console.json(problems);
    } else {
      problems.forEach(console::data);
    }
    console.message(
        problems.isEmpty() ? spec.id() + " has what it needs" : spec.id() + " cannot start");
    return problems.isEmpty() ? 0 : StageStatus.INCOMPLETE.exitCode();
  }
}
