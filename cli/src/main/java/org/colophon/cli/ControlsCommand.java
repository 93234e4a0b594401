package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.colophon.contract.StageStatus;
import org.colophon.control.ControlLane;
import org.colophon.control.ControlReport;
import org.colophon.control.ControlSet;
import org.colophon.control.ControlsFile;
import org.colophon.pipeline.Pipeline;
import org.colophon.run.FreshRun;
import org.colophon.run.Installation;
import org.colophon.run.Interruption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code controls}: whether a pipeline rejects what it must, for the right reason. */
@Command(
    name = "controls",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the controls of a pipeline: runs that must end as its controls.yaml says, for the"
          + " reasons it says.",
      "",
      "Each is a run of its own; the pipeline is not told that it is a control. Prints what was"
          + " expected and what came, the false-positive rate (negative controls accepted, over"
          + " those judged; must be 0) and the coverage (rejections seen, over all specified; must"
          + " be 1). Ends with 0 if every control is held, else with 3.",
      "",
      "Runs are made in a temporary folder and removed when their control holds; those of the"
          + " others are kept and named. With --runs-dir all are made there and kept."
    },
    footer = {
      "",
      "Examples:",
      "  run_pipeline controls holography",
      "  run_pipeline controls holography ising3d free_scalar --runs-dir /tmp/looked-at",
      ExitCodes.HELP
    })
final class ControlsCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "PIPELINE",
      description = "A folder under stages/, or a pipeline file; controls.yaml stands beside it.")
  private String pipeline = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "NAME",
      description = "Only these controls (default: all).")
  private List<String> names = new ArrayList<>();

  @Mixin private ProfileOption profile = new ProfileOption();

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  ControlsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Logging.configure(common.verbose());
    Console console = new Console(surroundings, common.quiet());
    Pipeline found = Place.pipeline(pipeline, surroundings);
    ControlSet set =
        ControlsFile.read(found.folder().resolve(ControlsFile.NAME), found).only(names);
    boolean kept = common.givenRunsDir().isPresent();
    Path runsDir =
        kept ? common.runsDir() : Files.createTempDirectory("colophon-controls-").toRealPath();
    try {
      ControlReport report = run(set, runsDir, kept, console);
      if (common.json()) {
        console.json(report);
      }
      ControlsConsole.summary(report).forEach(console::message);
      return report.held() ? 0 : StageStatus.ERROR.exitCode();
    } finally {
      if (!kept) {
        removeIfEmpty(runsDir);
      }
    }
  }

  private ControlReport run(ControlSet set, Path runsDir, boolean kept, Console console)
      throws IOException {
    Installation installation = Place.installation(surroundings, common).withRunsDir(runsDir);
    ControlLane lane = ControlLane.of(set, profile.name(), installation);
    ControlsConsole shown = new ControlsConsole(console, common.json(), kept);
    Interruption interruption = new Interruption();
    try (SignalWatch _ = SignalWatch.over(interruption)) {
      FreshRun runs = new FreshRun(installation, interruption, shown);
      return lane.run(runs, shown, installation.clock());
    }
  }

  /** Runs of controls that are not held stay in it. */
  private static void removeIfEmpty(Path folder) throws IOException {
    try (var left = Files.list(folder)) {
      if (left.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(folder);
  }
}
