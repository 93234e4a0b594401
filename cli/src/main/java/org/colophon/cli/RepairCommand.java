package org.colophon.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.colophon.contract.StageStatus;
import org.colophon.run.Repair;
import org.colophon.run.RunDirectory;
import org.colophon.run.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code repair}: brings a run folder to its journal. */
@Command(
    name = "repair",
    mixinStandardHelpOptions = true,
    description = {
      "Brings a run to what its journal (events.jsonl) says, and says each thing that it did:"
          + " manifest, run summary, META_LOG, places of stage folders, aliases, attempts that were"
          + " cut off. Runs no stage. Every command that writes a run does the same first.",
      "",
      "What was changed from outside is kept under .history. Ends with 0 if verify finds the run"
          + " right after it, else with 2 and what remains; a broken journal is refused with 3."
    },
    footer = {
      "",
      "Examples:",
      "  run_pipeline repair demo --dry-run",
      "  run_pipeline repair demo",
      ExitCodes.HELP
    })
final class RepairCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EXPERIMENT", description = "Name of the run.")
  private String experiment = "";

  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean dryRun;

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  RepairCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What {@code --json} prints. */
  record Report(
      boolean dryRun,
      List<String> actions,
      List<String> lost,
      List<Verification.Difference> differences) {}

  @Override
  public Integer call() throws IOException {
    Logging.configure(common.verbose());
    Console console = new Console(surroundings, common.quiet());
    RunDirectory run = Place.run(common, experiment);
    Repair.Result result =
        dryRun
            ? Repair.planned(run)
            : Repair.of(
                run, Place.installation(surroundings, common), "run_pipeline repair " + experiment);
    List<Verification.Difference> differences =
        dryRun ? List.of() : Verification.of(run, surroundings.home()).differences();
    if (common.json()) {
      console.json(new Report(dryRun, result.actions(), result.lost(), differences));
    } else {
      result.actions().forEach(action -> console.data(action));
      result.lost().forEach(line -> console.data("lost: " + line));
      differences.forEach(
          difference -> console.data("remains: " + difference.path() + ": " + difference.what()));
    }
    console.message(verdict(result, differences));
    return result.lost().isEmpty() && differences.isEmpty() ? 0 : StageStatus.INCOMPLETE.exitCode();
  }

  private String verdict(Repair.Result result, List<Verification.Difference> differences) {
    String done =
        result.actions().isEmpty()
            ? "nothing to repair"
            : dryRun ? "dry run: nothing was changed" : "repaired";
    boolean whole = result.lost().isEmpty() && differences.isEmpty();
    return whole
        ? done
        : done
            + "; what is lost or remains does not follow from the journal: run --experiment "
            + experiment
            + " --from NN makes a stage again";
  }
}
