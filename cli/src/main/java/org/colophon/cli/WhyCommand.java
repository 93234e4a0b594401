package org.colophon.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.colophon.run.ReadRun;
import org.colophon.run.StageStory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code why}: why a stage stands as it does. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description = {
      "Says why a stage ran, was stopped or is void: every attempt with the reason it began and how"
          + " it ended, each line with its evidence in the run folder.",
      "Reads only; a run at work can be asked."
    },
    footer = {"", "Example:", "  run_pipeline why demo 02", ExitCodes.HELP})
final class WhyCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "EXPERIMENT", description = "Name of the run.")
  private String experiment = "";

  @Parameters(index = "1", paramLabel = "NN", description = "Stage, by number or id.")
  private String stage = "";

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  WhyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Console console = new Console(surroundings, common.quiet());
    ReadRun run = ReadRun.of(Place.run(common, experiment));
    StageStory story = StageStory.of(run, run.stageId(stage));
    if (common.json()) {
      console.json(story);
      return 0;
    }
    console.data(story.stage() + "  " + story.standing());
    story
        .lines()
        .forEach(line ->
            console.data("  " + line.time() + "  " + line.what() + "  [" + line.evidence() + "]"));
    return 0;
  }
}
