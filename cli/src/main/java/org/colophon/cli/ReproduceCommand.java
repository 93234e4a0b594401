package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.colophon.comparison.RecordedRun;
import org.colophon.comparison.Reproduction;
import org.colophon.contract.StageStatus;
import org.colophon.run.ExperimentName;
import org.colophon.run.FreshRun;
import org.colophon.run.Installation;
import org.colophon.run.Interruption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reproduce}: a run made again from its own folder. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a run again, as a new experiment, from what its folder says: frozen config, seed, stages,"
          + " and inputs, which must have the digests that were recorded. The folder may come from"
          + " another machine, and is never written to. Then compares the two, and says what could"
          + " not be as it was: code, tools, sandbox, imported stages.",
      "",
      "Ends with 0 if every stage ended alike and every artifact is identical or within tolerance, 3"
          + " if not, 2 if the run cannot be made again: each missing or changed input is named."
    },
    footer = {
      "",
      "Examples:",
      "  run_pipeline reproduce demo",
      "  run_pipeline reproduce /mnt/other/runs/demo --as demo-here --input boundary=/data/boundary",
      ExitCodes.HELP
    })
final class ReproduceCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      description = "Name of a run, or a run folder, with a slash in it.")
  private String run = "";

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "Name of the new experiment (default: that of the run with -again).")
  private @Nullable String as;

  @Option(
      names = "--input",
      paramLabel = "ALIAS=PATH",
      description = "Where an input from outside lies now. Can be repeated.")
  private Map<String, Path> inputs = new LinkedHashMap<>();

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description = "Pipeline file to use instead of this installation's.")
  private @Nullable Path pipeline;

  @Mixin private ProfileOption profile = new ProfileOption();

  @Option(names = "--dry-run", description = "Say whether it can be made again; write nothing.")
  private boolean dryRun;

  @Option(
      names = "--fields",
      paramLabel = "N",
      defaultValue = "0",
      description = "Show so many fields of each artifact (default: the worst one).")
  private int fields;

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  ReproduceCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What {@code --json} prints when the run was not made again. */
  record NotMade(List<String> obstacles, List<String> remarks) {}

  @Override
  public Integer call() throws IOException {
    ComparisonConsole.requireFields(fields);
    Logging.configure(common.verbose());
    Console console = new Console(surroundings, common.quiet());
    Installation installation = Place.installation(surroundings, common);
    Reproduction reproduction = Reproduction.of(request(), installation);
    Reproduction.Plan plan = reproduction.plan();
    plan.remarks().forEach(remark -> console.message("note: " + remark));
    if (!plan.obstacles().isEmpty() || dryRun) {
      return notMade(plan, console);
    }
    Interruption interruption = new Interruption();
    try (SignalWatch _ = SignalWatch.over(interruption)) {
      RunConsole listener = new RunConsole(console, plan.plans().getFirst().directory());
      Reproduction.Outcome outcome =
          reproduction.run(plan, new FreshRun(installation, interruption, listener));
      report(outcome, console);
      return outcome.sameVerdict() ? 0 : StageStatus.ERROR.exitCode();
    }
  }

  private Integer notMade(Reproduction.Plan plan, Console console) {
    plan.obstacles().forEach(console::problem);
    if (common.json()) {
      console.json(new NotMade(plan.obstacles(), plan.remarks()));
    }
    console.message(
        plan.obstacles().isEmpty()
            ? "dry run: the run can be made again; nothing was written"
            : "the run cannot be made again; nothing was written");
    return plan.obstacles().isEmpty() ? 0 : StageStatus.INCOMPLETE.exitCode();
  }

  private void report(Reproduction.Outcome outcome, Console console) {
    if (common.json()) {
      console.json(outcome);
    } else {
      new ComparisonConsole(console, fields).stages(outcome.comparison().stages());
      outcome.notReproduced().forEach(line -> console.data("not as it was: " + line));
    }
    console.message(
        (outcome.sameVerdict() ? "same verdict" : "different verdict")
            + outcome
                .comparison()
                .firstDiverged()
                .map(stage -> "; the first stage that diverged is " + stage)
                .orElse("")
            + "; run digest "
            + (outcome.sameRunDigest() ? "the same" : "differs"));
  }

  private Reproduction.Request request() throws IOException {
    Path folder = Place.runFolder(common, run);
    String name = as == null ? RecordedRun.read(folder).manifest().experiment() + "-again" : as;
    return new Reproduction.Request(
        folder,
        new ExperimentName(name),
        Place.inputs(inputs),
        Optional.ofNullable(pipeline),
        profile.name(),
        List.of("reproduce", run, "--as", name));
  }
}
