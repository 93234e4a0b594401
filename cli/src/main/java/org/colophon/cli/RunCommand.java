package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.colophon.contract.PipelineException;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.reporting.RunReader;
import org.colophon.run.FreshRun;
import org.colophon.run.Installation;
import org.colophon.run.Interruption;
import org.colophon.run.PipelineRunner;
import org.colophon.run.RunPlan;
import org.colophon.run.RunRequest;
import org.colophon.run.WorkPlan;
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
          + " and, unless its stages make them anew, the inputs given to it last. --resume goes by"
          + " what is published: it runs only what is not, or not whole any more. A stage that"
          + " failed is run again by --resume if the cause was infrastructure (interrupted, killed,"
          + " not started) or if its code, parameters or inputs have changed since; --from insists."
          + " What an earlier attempt published is kept under .history.",
      "",
      "A stage is known by all that its outputs depend on. If an attempt of any run had the same"
          + " key and ended OK, the stage is kept or reused instead of run, and the line says whose"
          + " attempt that was; --force and --no-reuse insist on running."
    },
    footer = {
      "",
      "Examples:",
      "  run_pipeline --experiment demo --from 00 --to 06 --config configs/holography/toy.yaml",
      "  run_pipeline run --experiment demo --force 03",
      "  run_pipeline run --experiment demo --as demo-96 --set params.fit.table_points=96 --from"
          + " 02",
      "  run_pipeline run --experiment real --from 02 --config configs/holography/toy.yaml \\",
      "      --input boundary=measured/boundary --set params.fit.table_points=96 --seed 11",
      ExitCodes.HELP
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = {"-n", "--dry-run"},
      description = "Say what would be done, as plan does, and write nothing.")
  private boolean dryRun;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description =
          "Do what plan --json has written to this file, and nothing else: refused, with what has"
              + " changed, if it would come out otherwise. Takes no other option of the run.")
  private @Nullable Path planFile;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Run up to N stages side by side (default: ${DEFAULT-VALUE}), as far as they do not read"
              + " what others make, and their resources fit into the capacity of the profile.")
  private int jobs = 1;

  @Mixin private ReportOptions reportOptions = new ReportOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Logging.configure(common.verbose());
    if (jobs < 1) {
      throw new BadRequest("--jobs must be at least 1, was " + jobs);
    }
    Console console = new Console(surroundings, common.quiet());
    Installation installation = Place.installation(surroundings, common);
    Reports reports =
        dryRun ? Reports.none(console) : Reports.of(reportOptions, surroundings, console);
    try {
      Optional<WorkPlan> agreed = agreed();
      RunRequest request = request(agreed);
      RunPlan plan = RunPlan.of(request, installation);
      if (dryRun) {
        return PlanConsole.show(WorkPlan.of(request, plan, installation), console, common.json());
      }
      if (agreed.isPresent()) {
        agreed.get().requireSame(WorkPlan.of(request, plan, installation));
      }
      return execute(plan, agreed, installation, console, reports);
    } catch (PipelineException | IOException e) {
      reports.tellOf(e, options.experiment());
      throw e;
    }
  }

  private RunRequest request(Optional<WorkPlan> agreed) {
    RunRequest asked = options.request("run");
    return agreed.isEmpty()
        ? asked
        : agreed
            .get()
            .request()
            .askedBy(
                Stream.concat(
                        asked.arguments().stream(), Stream.of("--plan", String.valueOf(planFile)))
                    .toList());
  }

  private Optional<WorkPlan> agreed() throws IOException {
    if (planFile == null) {
      return Optional.empty();
    }
    WorkPlan agreed = WorkPlan.read(planFile);
    options.requireOnly(agreed.request().experiment().value(), planFile);
    return Optional.of(agreed);
  }

  private int execute(
      RunPlan plan,
      Optional<WorkPlan> agreed,
      Installation installation,
      Console console,
      Reports reports)
      throws IOException {
    // first, so that a mistake in what they read is found before anything runs
    Optional<RunReader> reader =
        reports.wanted() ? Optional.of(RunReader.of(plan)) : Optional.empty();
    Interruption interruption = new Interruption();
    try (SignalWatch _ = SignalWatch.over(interruption)) {
      PipelineRunner.Result result = run(plan, installation, interruption, console, agreed);
      report(plan, result, console);
      if (reader.isPresent()) {
        reports.tellOf(reader.get().report(result));
      }
      return ExitCodes.of(result.manifest().status());
    }
  }

  /** A disk that refuses is no end: the message says how to go on. */
  private PipelineRunner.Result run(
      RunPlan plan,
      Installation installation,
      Interruption interruption,
      Console console,
      Optional<WorkPlan> agreed)
      throws IOException {
    try {
      return new FreshRun(
              installation, interruption, new RunConsole(console, plan.directory()), jobs)
          .run(plan, agreed);
    } catch (IOException e) {
      throw new IOException(
          Main.message(e)
              + "; what was published is whole; once the disk is well, go on with: run_pipeline "
              + String.join(" ", options.resuming(common)),
          e);
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
      console.problem(
          "interrupted; go on with: run_pipeline " + String.join(" ", options.resuming(common)));
    }
  }
}
