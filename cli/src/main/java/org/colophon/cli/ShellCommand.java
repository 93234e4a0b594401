package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.colophon.config.Profile;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.pipeline.Pipeline;
import org.colophon.run.Installation;
import org.colophon.run.ReadRun;
import org.colophon.run.RunDirectory;
import org.colophon.run.SandboxChoice;
import org.colophon.run.StageShell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code shell}: into the place of a stage. */
@Command(
    name = "shell",
    mixinStandardHelpOptions = true,
    description = {
      "Opens a shell where a stage would run: its environment, its inputs, its sandbox, and a fresh"
          + " folder as STAGE_DIR. The run is not touched; the folder is kept and named at the"
          + " end.",
      "With a command after --, runs that instead and ends with its code."
    },
    footer = {
      "",
      "Examples:",
      "  run_pipeline shell demo 02",
      "  run_pipeline shell demo 02 -- env",
      ExitCodes.HELP
    })
final class ShellCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "EXPERIMENT", description = "Name of the run.")
  private String experiment = "";

  @Parameters(index = "1", paramLabel = "NN", description = "Stage, by number or id.")
  private String stage = "";

  @Parameters(
      index = "2..*",
      paramLabel = "COMMAND",
      description = "Command to run instead of a shell.")
  private List<String> command = new ArrayList<>();

  @Mixin private ProfileOption profile = new ProfileOption();

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  ShellCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Console console = new Console(surroundings, common.quiet());
    Installation installation = Place.installation(surroundings, common);
    RunDirectory directory = Place.run(common, experiment);
    Pipeline pipeline =
        Place.pipelineOf(directory, surroundings)
            .orElseThrow(() -> new BadRequest("the pipeline file of this run is gone"));
    Path folder = Files.createTempDirectory("colophon-shell-");
    Profile settings = Profile.read(installation.profile(profile.name()));
    SandboxChoice sandbox = SandboxChoice.of(settings, installation, folder);
    StageShell shell =
        new StageShell(
            ReadRun.of(directory),
            pipeline,
            pipeline.stage(stage),
            installation,
            sandbox,
            settings);
    Path place = folder.resolve("stage");
    int code = shell.run(command.isEmpty() ? List.of("sh", "-i") : command, place);
    console.message("what was written is kept in " + place);
    return code;
  }
}
