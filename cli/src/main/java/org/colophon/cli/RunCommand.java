package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.colophon.contract.PipelineException;
import org.colophon.reporting.RunReader;
import org.colophon.run.ExperimentName;
import org.colophon.run.FreshRun;
import org.colophon.run.Installation;
import org.colophon.run.Interruption;
import org.colophon.run.PipelineRunner;
import org.colophon.run.RunPlan;
import org.colophon.run.RunRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: the main job. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the stages of a pipeline in order, each in a sandbox, and checks what each leaves.",
      "",
      "A new experiment needs --config. An existing one goes on with the config that it was begun"
          + " and, unless its stages make them anew, the inputs given to it last: --from runs stages"
          + " again; --resume runs only what is not published, or not whole any more. A stage that"
          + " failed is run again by --resume if the cause was infrastructure (interrupted, killed,"
          + " not started) or if its code, parameters or inputs have changed since; --from insists."
          + " What an earlier attempt published is kept under .history."
    },
    footer = {
      "",
      "Examples:",
      "  run_pipeline --experiment demo --from 00 --to 06 --config configs/holography/toy.yaml",
      "  run_pipeline run --experiment demo --from 03",
      "  run_pipeline run --experiment demo --as demo-96 --set params.fit.table_points=96 --from 02",
      "  run_pipeline run --experiment real --from 02 --config configs/holography/toy.yaml \\",
      "      --input boundary=measured/boundary --set params.fit.table_points=96 --seed 11",
      ExitCodes.HELP
    })
final class RunCommand implements Callable<Integer> {
  @Option(
      names = {"-x", "--experiment"},
      required = true,
      paramLabel = "NAME",
      description = "Name of the run: letters, digits, '.', '_' and '-'.")
  private String experiment = "";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Config of the experiment, YAML or JSON.")
  private @Nullable Path config;

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description = "Pipeline file to use instead of the one that the config names.")
  private @Nullable Path pipeline;

  @Option(names = "--from", paramLabel = "NN", description = "First stage, by number or id.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "NN", description = "Last stage, by number or id.")
  private @Nullable String to;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a value of the config; the value is YAML. Can be repeated.")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--input",
      paramLabel = "ALIAS=PATH",
      description = "Take an input from outside the run. Can be repeated.")
  private Map<String, Path> inputs = new LinkedHashMap<>();

  @Option(names = "--seed", paramLabel = "N", description = "Override the seed of the config.")
  private @Nullable Long seed;

  @Option(
      names = "--env",
      paramLabel = "PROFILE",
      defaultValue = "default",
      description = "Environment profile in configs/env (default: ${DEFAULT-VALUE}).")
  private String profile = "default";

  @Option(names = "--resume", description = "Keep stages that are published already.")
  private boolean resume;

  @Option(
      names = "--keep-going",
      description = "After a stage that failed, run those that do not depend on it.")
  private boolean keepGoing;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description =
          "Take the config of --experiment, with what --config, --set and --seed change, to a new"
              + " run of this name. Stages before --from are not run; what they made is taken from"
              + " --experiment.")
  private @Nullable String as;

  @Option(names = "--dry-run", description = "Say what would be done, and write nothing.")
  private boolean dryRun;

  @Mixin private ReportOptions reportOptions = new ReportOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Logging.configure(common.verbose());
    Console console = new Console(surroundings, common.quiet());
    Installation installation = Place.installation(surroundings, common);
    Reports reports =
        dryRun ? Reports.none(console) : Reports.of(reportOptions, surroundings, console);
    try {
      RunPlan plan = RunPlan.of(request(), installation);
      return dryRun ? show(plan, console) : execute(plan, installation, console, reports);
    } catch (PipelineException | IOException e) {
      reports.tellOf(e, experiment);
      throw e;
    }
  }

  private int show(RunPlan plan, Console console) throws IOException {
    List<RunPlan.Step> steps = plan.steps();
    if (common.json()) {
      console.json(steps);
    } else {
      steps.forEach(step -> show(step, console));
      console.message("dry run: nothing was written");
    }
    return steps.stream().anyMatch(RunPlan.Step::blocked) ? 2 : 0;
  }

  private static void show(RunPlan.Step step, Console console) {
    console.data(step.stage() + (step.about().isEmpty() ? "" : "  " + step.about()));
    step.inputs().forEach((alias, source) -> console.data("  ← " + alias + ": " + source));
    step.outputs().forEach(alias -> console.data("  → " + alias));
  }

  private int execute(RunPlan plan, Installation installation, Console console, Reports reports)
      throws IOException {
    // first, so that a mistake in what they read is found before anything runs
    Optional<RunReader> reader =
        reports.wanted() ? Optional.of(RunReader.of(plan)) : Optional.empty();
    Interruption interruption = new Interruption();
    try (SignalWatch _ = SignalWatch.over(interruption)) {
      PipelineRunner.Result result =
          new FreshRun(installation, interruption, new RunConsole(console, plan.directory()))
              .run(plan);
      report(plan, result, console);
      if (reader.isPresent()) {
        reports.tellOf(reader.get().report(result));
      }
      return ExitCodes.of(result.manifest().status());
    }
  }

  private void report(RunPlan plan, PipelineRunner.Result result, Console console) {
    if (common.json()) {
      console.json(result.manifest());
    }
    console.message(
        console.coloured(result.manifest().status(), result.manifest().status().name())
            + "  "
            + plan.directory().root()
            + "  run digest "
            + result.manifest().runDigest());
    if (result.interrupted()) {
      console.problem("interrupted; go on with: run_pipeline " + String.join(" ", resuming()));
    }
  }

  private RunRequest request() {
    return new RunRequest(
        new ExperimentName(experiment),
        Optional.ofNullable(config),
        Optional.ofNullable(pipeline),
        Optional.ofNullable(from),
        Optional.ofNullable(to),
        sets,
        Place.inputs(inputs),
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
        profile,
        resume,
        keepGoing,
        Optional.ofNullable(as).map(ExperimentName::new),
        arguments());
  }

  /** The command line as it can be typed again, for the audit log. */
  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("run", "--experiment", experiment));
    add(arguments, "--config", config);
    add(arguments, "--pipeline", pipeline);
    add(arguments, "--from", from);
    add(arguments, "--to", to);
    sets.forEach(set -> add(arguments, "--set", set));
    inputs.forEach((alias, path) -> add(arguments, "--input", alias + "=" + path));
    add(arguments, "--seed", seed);
    if (!profile.equals("default")) {
      add(arguments, "--env", profile);
    }
    if (resume) {
      arguments.add("--resume");
    }
    if (keepGoing) {
      arguments.add("--keep-going");
    }
    add(arguments, "--as", as);
    return arguments;
  }

  /** What to type to go on; config and inputs are known to the run. */
  private List<String> resuming() {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--experiment", as == null ? experiment : as));
    add(arguments, "--from", from);
    add(arguments, "--to", to);
    if (!profile.equals("default")) {
      add(arguments, "--env", profile);
    }
    arguments.add("--resume");
    common.givenRunsDir().ifPresent(folder -> add(arguments, "--runs-dir", "'" + folder + "'"));
    return arguments;
  }

  private static void add(List<String> arguments, String name, @Nullable Object value) {
    if (value != null) {
      arguments.add(name);
      arguments.add(value.toString());
    }
  }
}
