package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.WholeFile;
import org.colophon.run.ExperimentName;
import org.colophon.run.Installation;
import org.colophon.run.Interruption;
import org.colophon.run.ReuseRule;
import org.colophon.run.RunPlan;
import org.colophon.run.RunRequest;
import org.colophon.sweep.Axis;
import org.colophon.sweep.Halving;
import org.colophon.sweep.Metric;
import org.colophon.sweep.ParallelCoordinates;
import org.colophon.sweep.Sampling;
import org.colophon.sweep.Sweep;
import org.colophon.sweep.SweepRunner;
import org.colophon.sweep.TrialResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sweep}: one config with some values changed, run by run. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a config once for every combination of values, and compares what came out.",
      "",
      "Each trial is an ordinary run, runs/NAME/t0001 and so on, and what trials have in common is"
          + " made once and reused. runs/NAME/sweep.json says what is tried and never changes;"
          + " repeated, the command goes on where it was: a trial that is done is not run again,"
          + " one that was cut off goes on.",
      "",
      "With --metric, the table is sorted, and runs/NAME/sweep.svg shows parameters against it."
    },
    footer = {
      "",
      "Examples:",
      "  run_pipeline sweep --experiment noise --config configs/holography/toy.yaml \\",
      "      --over boundary_data.sigma_rel=0,1e-4,1e-3 --max-parallel 2",
      "  run_pipeline sweep --experiment noise --show",
      ExitCodes.HELP
    })
final class SweepCommand implements Callable<Integer> {
  private static final Pattern TIME = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(s|m|h)");

  @Option(
      names = {"-x", "--experiment"},
      required = true,
      paramLabel = "NAME",
      description = "Name of the sweep.")
  private String experiment = "";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Config that the trials change.")
  private @Nullable Path config;

  @Option(
      names = "--over",
      paramLabel = "KEY=V,V",
      description =
          "A parameter and the values it takes, as YAML; repeat for more. KEY is a dotted path below"
              + " params, or seed.")
  private List<String> over = new ArrayList<>();

  @Option(
      names = "--random",
      paramLabel = "N",
      description = "Try N combinations drawn at random instead of all.")
  private @Nullable Integer random;

  @Option(
      names = "--random-seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of the draw (default: ${DEFAULT-VALUE}).")
  private long randomSeed;

  @Option(
      names = "--halve",
      paramLabel = "KEY=V,V",
      description =
          "Successive halving: all trials with the first value of KEY, the best of them with the"
              + " next, and so on.")
  private @Nullable String halve;

  @Option(
      names = "--eta",
      paramLabel = "N",
      defaultValue = "3",
      description = "Of N trials one goes on (default: ${DEFAULT-VALUE}).")
  private int eta = 3;

  @Option(
      names = "--metric",
      paramLabel = "NN.NAME",
      description = "What trials are compared by: a stage's number and a metric of its summary.")
  private @Nullable String metric;

  @Option(
      names = "--goal",
      paramLabel = "GOAL",
      defaultValue = "min",
      description = "Which way is better: min or max (default: ${DEFAULT-VALUE}).")
  private Metric.Goal goal = Metric.Goal.MIN;

  @Option(
      names = "--max-parallel",
      paramLabel = "N",
      defaultValue = "1",
      description = "Trials at once (default: ${DEFAULT-VALUE}).")
  private int parallel = 1;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      description = "Begin no trial after this long, such as 90m or 2.5h.")
  private @Nullable String budget;

  @Option(names = "--to", paramLabel = "NN", description = "Last stage, by number or id.")
  private @Nullable String to;

  @Option(
      names = "--input",
      paramLabel = "ALIAS=PATH",
      description = "Take an input from outside the runs. Can be repeated.")
  private Map<String, Path> inputs = new LinkedHashMap<>();

  @Mixin private ProfileOption profile = new ProfileOption();

  @Option(names = "--show", description = "Show how the sweep stands; run nothing.")
  private boolean show;

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  SweepCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What {@code --json} prints. */
  record Shown(Sweep sweep, List<TrialResult> trials) {}

  @Override
  public Integer call() throws IOException {
    Logging.configure(common.verbose());
    Console console = new Console(surroundings, common.quiet());
    Installation installation = Place.installation(surroundings, common);
    Path folder = SweepRunner.folder(installation, experiment);
    if (show) {
      Sweep sweep =
          Sweep.in(folder).orElseThrow(() -> new BadRequest("there is no sweep in " + folder));
      return tell(sweep, SweepRunner.results(sweep, folder), folder, console);
    }
    if (parallel < 1) {
      throw new BadRequest("--max-parallel must be at least 1, was " + parallel);
    }
    RunRequest base = request();
    Sweep sweep = settled(installation, base);
    Interruption interruption = new Interruption();
    try (SignalWatch _ = SignalWatch.over(interruption)) {
      List<TrialResult> results =
          new SweepRunner(
                  sweep,
                  installation,
                  base,
                  interruption,
                  new SweepConsole(console),
                  parallel,
                  Optional.ofNullable(budget).map(SweepCommand::time))
              .run();
      return tell(sweep, results, folder, console);
    }
  }

  /** Every trial is checked before the first begins, and before anything is written. */
  private Sweep settled(Installation installation, RunRequest base) throws IOException {
    List<Axis> axes = over.stream().map(Axis::parse).toList();
    if (axes.isEmpty()) {
      throw new BadRequest("say what to try: --over KEY=VALUE,VALUE");
    }
    Optional<Halving> halving =
        Optional.ofNullable(halve)
            .map(Axis::parse)
            .map(axis -> new Halving(axis.key(), axis.values(), eta));
    Sampling sampling =
        random == null ? new Sampling.Grid() : new Sampling.Random(random, randomSeed);
    Installation nowhere = installation.withRunsIn(SweepRunner.folder(installation, experiment));
    RunPlan plan = RunPlan.of(base.ofTrial(new ExperimentName("t0000"), List.of()), nowhere);
    for (var trial : sampling.trials(axes)) {
      List<String> sets = new ArrayList<>(trial.sets());
      halving.ifPresent(rungs -> sets.add(rungs.key() + "=" + rungs.values().getFirst()));
      RunPlan.of(base.ofTrial(new ExperimentName("t0000"), sets), nowhere);
    }
    return SweepRunner.settled(
        installation,
        experiment,
        plan.pipeline().name(),
        plan.config().sha256(),
        axes,
        sampling,
        halving,
        Optional.ofNullable(metric).map(text -> Metric.parse(text, goal)));
  }

  private RunRequest request() {
    if (config == null) {
      throw new BadRequest("a sweep needs --config FILE");
    }
    return new RunRequest(
        new ExperimentName(experiment),
        Optional.of(config),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(to),
        List.of(),
        Place.inputs(inputs),
        OptionalLong.empty(),
        profile.name(),
        true,
        false,
        Optional.empty(),
        ReuseRule.BY_DEFAULT,
        List.of("sweep", "--experiment", experiment));
  }

  private int tell(Sweep sweep, List<TrialResult> results, Path folder, Console console)
      throws IOException {
    if (sweep.metric() != null && !show) {
      WholeFile.write(
          folder.resolve("sweep.svg"),
          ParallelCoordinates.svg(sweep.axes(), sweep.metric(), results));
    }
    if (common.json()) {
      console.json(new Shown(sweep, results));
    } else {
      SweepConsole.table(sweep, results).forEach(console::data);
    }
    var status = SweepRunner.status(results);
    console.message(console.coloured(status, status.name()) + "  " + folder);
    return ExitCodes.of(status);
  }

  private static Duration time(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw new BadRequest("--budget takes a time such as 90m or 2.5h, was " + text);
    }
    double seconds = Double.parseDouble(matcher.group(1));
    return Duration.ofMillis(
        Math.round(
            1000
                * seconds
                * switch (matcher.group(2)) {
                  case "s" -> 1;
                  case "m" -> 60;
                  default -> 3600;
                }));
  }
}
