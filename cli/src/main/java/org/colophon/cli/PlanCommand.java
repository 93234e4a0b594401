package org.colophon.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.colophon.run.Installation;
import org.colophon.run.RunPlan;
import org.colophon.run.RunRequest;
import org.colophon.run.WorkPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plan}: what a run would do, and why. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Says what run would do with each stage, and why: run (with what has changed since the"
          + " attempt that is named), reuse (whose attempt), keep, or blocked. Reads and hashes;"
          + " writes nothing. Takes the options of run.",
      "",
      "A stage that reads what a stage before it is still to make runs, unless that makes the same"
          + " bytes as before: the plan says so, and does not guess.",
      "",
      "What --json prints can be given to run --plan, which does that or refuses."
    },
    footer = {
      "",
      "Examples:",
      "  run_pipeline plan --experiment demo --config configs/holography/toy.yaml",
      "  run_pipeline plan --experiment demo --from 03 --json",
      ExitCodes.HELP
    })
final class PlanCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  PlanCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Logging.configure(common.verbose());
    Installation installation = Place.installation(surroundings, common);
    RunRequest request = options.request("run");
    RunPlan plan = RunPlan.of(request, installation);
    return PlanConsole.show(
        WorkPlan.of(request, plan, installation),
        new Console(surroundings, common.quiet()),
        common.json());
  }
}
