package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.colophon.conformance.Conformance;
import org.colophon.conformance.Point;
import org.colophon.conformance.StageCheck;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.StageStatus;
import org.colophon.executor.LocalExecutor;
import org.colophon.pipeline.StageSpec;
import org.colophon.run.ExperimentName;
import org.colophon.run.Installation;
import org.colophon.run.Interruption;
import org.colophon.run.ReadRun;
import org.colophon.run.RunDirectory;
import org.colophon.run.RunListener;
import org.colophon.run.RunPlan;
import org.colophon.run.RunRequest;
import org.colophon.run.SandboxChoice;
import org.colophon.run.ScratchFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stages check}: whether a stage is done. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Tries a stage on the eight points of the run contract that make it done, and prints which"
          + " hold, with what was seen.",
      "",
      "The stage is really run, in a temporary folder: after the stages that make its inputs, or on"
          + " the inputs of the finished run that --experiment names; again under another name with"
          + " copies of its inputs elsewhere; and on each input missing and spoiled, with the gate"
          + " and without. Nothing outside that folder is written.",
      "",
      "Ends with 0 if all eight hold, 1 if one could not be shown or is not judged by any schema, 2"
          + " if one does not hold or the inputs cannot be had."
    },
    footer = {
      "",
      "Examples:",
      "  run_pipeline stages check 02 --config configs/holography/toy.yaml",
      "  run_pipeline stages check 09 --experiment demo --input cft_spectrum=published.json",
      ExitCodes.HELP
    })
final class StageCheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NN", description = "Stage, by number or id.")
  private String stage = "";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Config to run it with; names the pipeline.")
  private @Nullable Path config;

  @Option(
      names = {"-x", "--experiment"},
      paramLabel = "NAME",
      description = "A run to take config and inputs from, in place of running the stages before.")
  private @Nullable String experiment;

  @Option(
      names = "--pipeline",
      paramLabel = "PIPELINE",
      description =
          "Pipeline to use instead of the one that the config names: a folder under"
              + " stages/, or a pipeline file.")
  private @Nullable String pipeline;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a value of the config; the value is YAML. Can be repeated.")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--input",
      paramLabel = "ALIAS=PATH",
      description = "Take an input from there. Can be repeated.")
  private Map<String, Path> inputs = new LinkedHashMap<>();

  @Mixin private ProfileOption profile = new ProfileOption();

  @Option(names = "--keep", description = "Keep the temporary folder, and say where it is.")
  private boolean keep;

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  StageCheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Logging.configure(common.verbose());
    Console console = new Console(surroundings, common.quiet());
    Interruption interruption = new Interruption();
    try (SignalWatch _ = SignalWatch.over(interruption)) {
      if (keep) {
        Path kept = Files.createTempDirectory("colophon-check-");
        console.message("the trials are kept in " + kept);
        return report(kept, interruption, console);
      }
      try (ScratchFolder scratch = ScratchFolder.make()) {
        return report(scratch.path(), interruption, console);
      }
    }
  }

  private int report(Path folder, Interruption interruption, Console console) throws IOException {
    Conformance conformance = check(folder.toRealPath(), interruption, console);
    if (common.json()) {
      console.json(conformance);
    } else {
      show(conformance, console);
    }
    return ExitCodes.of(conformance.status());
  }

  private Conformance check(Path folder, Interruption interruption, Console console)
      throws IOException {
    Installation here = Place.installation(surroundings, common);
    Installation trials = here.withRunsDir(folder.resolve("runs"));
    RunPlan plan = experiment == null ? planOfConfig(trials) : planOfRun(here, experiment);
    StageSpec spec = plan.pipeline().stage(stage);
    SandboxChoice sandbox = SandboxChoice.of(plan.profile(), here, folder.resolve("scratch"));
    if (sandbox.isNone()) {
      console.problem("WARNING: stages run without a sandbox: " + sandbox.note());
    }
    RunListener listener = new TrialConsole(console);
    return new StageCheck(plan, spec, trials, new LocalExecutor(), sandbox, interruption, listener)
        .run();
  }

  private RunPlan planOfConfig(Installation trials) throws IOException {
    if (config == null) {
      throw new BadRequest(
          "give --config to run the stage with, or --experiment of a run to take its inputs from");
    }
    return RunPlan.of(request("check"), trials);
  }

  /** What the run published is given as from outside, so that the run itself is not written to. */
  private RunPlan planOfRun(Installation here, String name) throws IOException {
    RunDirectory run = RunDirectory.of(here.runsDir(), new ExperimentName(name));
    ReadRun read = ReadRun.of(run);
    RunPlan plan = RunPlan.of(request(name), here);
    StageSpec spec = plan.pipeline().stage(stage);
    Map<String, Path> given = new LinkedHashMap<>();
    plan.given()
        .forEach((alias, path) -> {
          if (spec.inputs().containsKey(alias)) {
            given.put(alias, path);
          }
        });
    read.manifest()
        .published()
        .forEach((alias, made) -> {
          if (spec.inputs().containsKey(alias)) {
            given.putIfAbsent(alias, run.root().resolve(made.output().path()));
          }
        });
    return plan.withGiven(given);
  }

  private RunRequest request(String name) {
    return new RunRequest(
        new ExperimentName(name),
        Optional.ofNullable(config),
        Optional.ofNullable(pipeline).map(found -> Place.pipelineFile(found, surroundings)),
        Optional.empty(),
        Optional.empty(),
        sets,
        Place.inputs(inputs),
        OptionalLong.empty(),
        profile.name(),
        false,
        false,
        Optional.empty(),
        List.of("stages", "check", stage));
  }

  private static void show(Conformance conformance, Console console) {
    IntStream.range(0, conformance.points().size())
        .forEach(i -> show(Integer.toString(i + 1), conformance.points().get(i), console));
    show("+", conformance.repeatable(), console);
    long held =
        conformance.points().stream()
            .filter(point -> point.finding() == Point.Finding.HOLDS)
            .count();
    console.message(
        "%s of %s: %d of %d points hold"
            .formatted(
                conformance.stage(), conformance.pipeline(), held, conformance.points().size()));
  }

  private static void show(String number, Point point, Console console) {
    console.data(
        "%s %-40s %s"
            .formatted(
                number,
                point.title(),
                console.coloured(status(point.finding()), point.finding().words())));
    point.evidence().forEach(line -> console.data("    " + line));
  }

  private static StageStatus status(Point.Finding finding) {
    return switch (finding) {
      case HOLDS -> StageStatus.OK;
      case NOT_JUDGED, NOT_SHOWN -> StageStatus.WARNING;
      case DOES_NOT_HOLD -> StageStatus.ERROR;
    };
  }
}
