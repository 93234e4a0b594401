package org.colophon.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.config.Profile;
import org.colophon.config.RunConfig;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.MissingInput;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.StageSpec;
import org.colophon.process.Command;
import org.colophon.process.TerminalProcess;
import org.colophon.sandbox.Confined;
import org.colophon.sandbox.PolicyRefused;

/**
 * A program of the user's in the place of a stage: its environment, its inputs, its sandbox, and an
 * empty folder to write in. The run is not touched. The stage's secrets are there, and are not
 * masked: what is printed goes to the user's own terminal.
 */
public final class StageShell {
  private static final String ATTEMPT = "shell";

  private final ReadRun run;
  private final Pipeline pipeline;
  private final StageSpec stage;
  private final Installation installation;
  private final SandboxChoice sandbox;
  private final Profile profile;

  public StageShell(
      ReadRun run,
      Pipeline pipeline,
      StageSpec stage,
      Installation installation,
      SandboxChoice sandbox,
      Profile profile) {
    this.run = run;
    this.pipeline = pipeline;
    this.stage = stage;
    this.installation = installation;
    this.sandbox = sandbox;
    this.profile = profile;
  }

  /**
   * Runs {@code argv} on this process's own terminal and gives its exit code.
   *
   * @param folder an empty folder that stands for the stage's, outside the run
   * @throws MissingInput if the stage could not be started either
   */
  public int run(List<String> argv, Path folder) throws IOException, InterruptedException {
    StageLaunch launch =
        new StageLaunch(
            pipeline,
            stage,
            run.directory(),
            new StageFolder(folder),
            admitted(),
            installation,
            new StageLimits(stage, profile));
    try (Confined confined = confined(launch, argv, folder)) {
      return TerminalProcess.run(confined.command(), confined.preparation());
    }
  }

  private List<AdmittedInput> admitted() throws IOException {
    InputResolver resolver =
        new InputResolver(
            run.directory(), run.given(), run.manifest().published(), run.state().imported());
    ArtifactGate gate = new ArtifactGate(pipeline, PipelineRunner.catalog(pipeline.schemas()));
    return switch (gate.judge(stage, resolver)) {
      case ArtifactGate.Answer.Admitted(List<AdmittedInput> inputs) -> inputs;
      case ArtifactGate.Answer.Refused(List<String> reasons) ->
          throw new MissingInput(String.join("\n", reasons));
    };
  }

  private Confined confined(StageLaunch launch, List<String> argv, Path folder) throws IOException {
    RunConfig config = RunConfig.read(run.directory().config());
    String experiment = run.manifest().experiment();
    StageFolder place = new StageFolder(folder);
    DurableFiles disk = new DurableFiles();
    disk.makeFolder(folder);
    for (String alias : stage.outputs().keySet()) {
      disk.makeFolder(place.output(alias));
    }
    disk.write(
        place.inputs(),
        Json.text(launch.context(experiment, ATTEMPT, config, run.manifest().git().sha())));
    Command stageCommand = launch.command(experiment, config.seed(), Optional.empty());
    RunSecrets secrets = RunSecrets.of(run.directory(), pipeline, stage, profile, installation);
    Command wanted =
        new Command(argv, folder, stageCommand.environment()).withSecrets(secrets.of(stage));
    try {
      return sandbox.sandbox().confine(wanted, launch.policy(stageCommand));
    } catch (PolicyRefused e) {
      throw new MissingInput(String.valueOf(e.getMessage()));
    }
  }
}
