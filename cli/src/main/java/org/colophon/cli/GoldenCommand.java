package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.colophon.comparison.ArtifactReader;
import org.colophon.comparison.Golden;
import org.colophon.comparison.GoldenComparison;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.StageStatus;
import org.colophon.run.FreshRun;
import org.colophon.run.Installation;
import org.colophon.run.Interruption;
import org.colophon.run.RunPlan;
import org.colophon.run.ScratchFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code golden}: runs that are kept, to be made again and compared. */
@Command(
    name = "golden",
    mixinStandardHelpOptions = true,
    subcommands = {GoldenCommand.Check.class, GoldenCommand.Diff.class, GoldenCommand.Update.class},
    description =
        "Makes the golden runs again and compares them with what is kept: identical, within"
            + " tolerance, or diverged.",
    footer = {"", "Example:", "  run_pipeline golden check", ExitCodes.HELP})
final class GoldenCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "say check, diff or update");
    }
  }

  /** Options of every golden command. */
  static final class Options {
    @Option(
        names = "--golden-dir",
        paramLabel = "DIR",
        description = "Folder of golden runs (default: src-test-fixtures/runs of the program).")
    private @Nullable Path goldenDir;

    @Mixin private ProfileOption profile = new ProfileOption();

    private List<Golden> named(List<String> names, Surroundings surroundings) throws IOException {
      Path folder =
          Optional.ofNullable(goldenDir)
              .orElseGet(() -> surroundings.home().resolve("src-test-fixtures/runs"));
      return Golden.in(folder, names);
    }
  }

  /** A golden run made again, and where it is. */
  private record Made(Path folder, boolean interrupted) {}

  /** Makes golden runs, in a folder that is gone afterwards or in the one given. */
  private static final class Maker implements AutoCloseable {
    private final Surroundings surroundings;
    private final CommonOptions common;
    private final Options options;
    private final Console console;
    private final ScratchFolder scratch;
    private final Interruption interruption = new Interruption();
    private final SignalWatch signals = SignalWatch.over(interruption);

    private Maker(Surroundings surroundings, CommonOptions common, Options options, Console console)
        throws IOException {
      this.surroundings = surroundings;
      this.common = common;
      this.options = options;
      this.console = console;
      this.scratch = ScratchFolder.make();
    }

    private Made make(Golden golden) throws IOException {
      Installation installation =
          Place.installation(surroundings, common)
              .withRunsDir(common.givenRunsDir().orElse(scratch.path()));
      RunPlan plan = golden.plan(installation, options.profile.name());
      if (Files.exists(plan.directory().root())) {
        throw new BadRequest(plan.directory().root() + " exists; take another --runs-dir, or none");
      }
      console.message("making " + golden.name() + " again");
      boolean interrupted =
          new FreshRun(installation, interruption, new RunConsole(console, plan.directory()))
              .run(plan)
              .interrupted();
      return new Made(plan.directory().root(), interrupted);
    }

    @Override
    public void close() throws IOException {
      signals.close();
      scratch.close();
    }
  }

  /** Makes each again and compares; an interrupted one is not compared. */
  private static List<GoldenComparison> compared(List<Golden> goldens, Maker maker)
      throws IOException {
    List<GoldenComparison> comparisons = new ArrayList<>();
    for (Golden golden : goldens) {
      golden.recorded();
      Made made = maker.make(golden);
      if (made.interrupted()) {
        throw new IOException("interrupted while " + golden.name() + " was made again");
      }
      ArtifactReader reader = ArtifactReader.of(golden.pipeline(maker.surroundings.home()));
      comparisons.add(GoldenComparison.of(golden, made.folder(), reader));
    }
    return comparisons;
  }

  private static void show(GoldenComparison comparison, Console console, int fields) {
    ComparisonConsole shown = new ComparisonConsole(console, fields);
    console.data(comparison.golden());
    shown.section("config", comparison.config());
    shown.section("inputs", comparison.inputs());
    shown.stages(comparison.stages());
  }

  private static String verdict(GoldenComparison comparison) {
    if (!comparison.diverges()) {
      return comparison.golden() + ": as it was";
    }
    return comparison.golden()
        + ": diverged"
        + comparison
            .firstDiverged()
            .map(stage -> "; the first stage that diverged is " + stage)
            .orElse("; its config or inputs are not those that are kept");
  }

  private static int code(List<GoldenComparison> comparisons) {
    boolean diverges = comparisons.stream().anyMatch(GoldenComparison::diverges);
    return diverges ? StageStatus.ERROR.exitCode() : 0;
  }

  /** {@code golden check}. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Makes golden runs again, for real, in a temporary folder, and compares every stage and"
            + " artifact with what is kept. Names the first stage that diverged.",
        "Ends with 0 if nothing diverged, else with 3. With --runs-dir the new runs are kept there."
      },
      footer = {
        "",
        "Examples:",
        "  run_pipeline golden check",
        "  run_pipeline golden check ads_control --json",
        ExitCodes.HELP
      })
  static final class Check implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Golden runs (default: all).")
    private List<String> names = new ArrayList<>();

    @Mixin private Options options = new Options();
    @Mixin private CommonOptions common = new CommonOptions();

    private final Surroundings surroundings;

    Check(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      Console console = new Console(surroundings, common.quiet());
      try (Maker maker = new Maker(surroundings, common, options, console)) {
        List<GoldenComparison> comparisons = compared(options.named(names, surroundings), maker);
        if (common.json()) {
          console.json(comparisons);
        } else {
          comparisons.forEach(comparison -> show(comparison, console, 0));
        }
        comparisons.forEach(comparison -> console.message(verdict(comparison)));
        return code(comparisons);
      }
    }
  }

  /** {@code golden diff}. */
  @Command(
      name = "diff",
      mixinStandardHelpOptions = true,
      description = {
        "Makes one golden run again and shows every field that is not as it was kept, the weightiest"
            + " first.",
        "Ends with 0 if nothing diverged, else with 3."
      },
      footer = {"", "Example:", "  run_pipeline golden diff Tfinite --fields 50", ExitCodes.HELP})
  static final class Diff implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The golden run.")
    private String name = "";

    @Option(
        names = "--fields",
        paramLabel = "N",
        defaultValue = "20",
        description = "Show so many fields of each artifact (default: ${DEFAULT-VALUE}).")
    private int fields;

    @Mixin private Options options = new Options();
    @Mixin private CommonOptions common = new CommonOptions();

    private final Surroundings surroundings;

    Diff(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      ComparisonConsole.requireFields(fields);
      Console console = new Console(surroundings, common.quiet());
      try (Maker maker = new Maker(surroundings, common, options, console)) {
        GoldenComparison comparison =
            compared(options.named(List.of(name), surroundings), maker).getFirst();
        if (common.json()) {
          console.json(comparison);
        } else {
          show(comparison, console, Math.max(1, fields));
        }
        console.message(verdict(comparison));
        return code(List.of(comparison));
      }
    }
  }

  /** {@code golden update}. */
  @Command(
      name = "update",
      mixinStandardHelpOptions = true,
      description = {
        "Makes one golden run again, shows what differs from what is kept, and keeps the new one. If"
            + " something diverged it writes only with --yes, and ends with 3 without.",
        "An artifact that did not change keeps its bytes, so version control shows what did."
      },
      footer = {"", "Example:", "  run_pipeline golden update Tfinite --yes", ExitCodes.HELP})
  static final class Update implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The golden run.")
    private String name = "";

    @Option(names = "--yes", description = "Write also if something diverged.")
    private boolean yes;

    @Mixin private Options options = new Options();
    @Mixin private CommonOptions common = new CommonOptions();

    private final Surroundings surroundings;

    Update(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    /** What {@code --json} prints. */
    record Updated(Optional<GoldenComparison> comparison, boolean written) {}

    @Override
    public Integer call() throws IOException {
      Console console = new Console(surroundings, common.quiet());
      Golden golden = options.named(List.of(name), surroundings).getFirst();
      try (Maker maker = new Maker(surroundings, common, options, console)) {
        Made made = maker.make(golden);
        if (made.interrupted()) {
          throw new IOException("interrupted while " + name + " was made again");
        }
        ArtifactReader reader = ArtifactReader.of(golden.pipeline(surroundings.home()));
        Optional<GoldenComparison> comparison =
            golden.isRecorded()
                ? Optional.of(GoldenComparison.of(golden, made.folder(), reader))
                : Optional.empty();
        boolean written = yes || !comparison.map(GoldenComparison::diverges).orElse(false);
        if (written) {
          GoldenComparison.accept(golden, made.folder(), reader);
        }
        report(new Updated(comparison, written), golden, console);
        return written ? 0 : StageStatus.ERROR.exitCode();
      }
    }

    private void report(Updated updated, Golden golden, Console console) {
      if (common.json()) {
        console.json(updated);
      } else {
        updated.comparison().ifPresent(comparison -> show(comparison, console, 20));
      }
      updated.comparison().map(GoldenCommand::verdict).ifPresent(console::message);
      console.message(
          updated.written()
              ? "wrote " + golden.kept()
              : "nothing was written; if this is what the run should be from now on, give --yes");
    }
  }
}
