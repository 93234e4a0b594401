package org.colophon.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.StageSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stages}: what a pipeline consists of. */
@Command(
    name = "stages",
    mixinStandardHelpOptions = true,
    subcommands = StageCheckCommand.class,
    description = "Lists the stages of a pipeline with what each reads and writes.",
    footer = {
      "",
      "Examples:",
      "  run_pipeline stages holography",
      "  run_pipeline stages check 02 --config configs/holography/toy.yaml",
      ExitCodes.HELP
    })
final class StagesCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PIPELINE",
      arity = "0..1",
      description = "A folder under stages/, or a pipeline file.")
  private String pipeline = "";

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  StagesCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What {@code --json} prints for each stage. */
  record Line(
      String stage,
      String about,
      List<String> params,
      Map<String, String> inputs,
      Map<String, String> outputs) {}

  @Override
  public Integer call() throws IOException {
    if (pipeline.isEmpty() && spec != null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "say which pipeline, or check");
    }
    Console console = new Console(surroundings, common.quiet());
    Pipeline found = Place.pipeline(pipeline, surroundings);
    List<Line> lines = found.stages().stream().map(StagesCommand::line).toList();
    if (common.json()) {
      console.json(lines);
    } else {
      lines.forEach(line -> show(console, line));
    }
    return 0;
  }

  private static Line line(StageSpec stage) {
    Map<String, String> inputs = new TreeMap<>();
    stage
        .inputs()
        .forEach((alias, input) ->
            inputs.put(alias, input.type() + (input.optional() ? " (optional)" : "")));
    Map<String, String> outputs = new TreeMap<>();
    stage.outputs().forEach((alias, output) -> outputs.put(alias, output.type().toString()));
    return new Line(stage.id(), stage.about(), stage.params(), inputs, outputs);
  }

  private static void show(Console console, Line line) {
    console.data(line.stage() + "  " + line.about());
    line.inputs().forEach((alias, type) -> console.data("  ← " + alias + "  " + type));
    line.outputs().forEach((alias, type) -> console.data("  → " + alias + "  " + type));
  }
}
