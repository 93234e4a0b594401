package org.colophon.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.colophon.run.PlannedStage;
import org.colophon.run.WorkPlan;

/** Shows a plan: what becomes of each stage, and why. */
final class PlanConsole {
  private PlanConsole() {}

  /** Gives the exit code: 2 if a stage cannot be reached. */
  static int show(WorkPlan plan, Console console, boolean json) {
    if (json) {
      console.json(plan);
    } else {
      plan.stages().forEach(stage -> show(stage, console));
      console.message(totals(plan));
    }
    return plan.isBlocked() ? 2 : 0;
  }

  private static void show(PlannedStage stage, Console console) {
    console.data("%-36s %-8s %s".formatted(stage.stage(), stage.verdict().word(), stage.reason()));
    stage.refusals().forEach(line -> console.data("    " + line));
    stage.inputs().forEach((alias, source) -> console.data("  ← " + alias + ": " + source));
    stage.outputs().forEach(alias -> console.data("  → " + alias));
    if (stage.verdict() == PlannedStage.Verdict.RUN) {
      expected(stage).forEach(line -> console.data("    " + line));
    }
  }

  private static List<String> expected(PlannedStage stage) {
    List<String> lines = new ArrayList<>();
    Optional.ofNullable(stage.items()).ifPresent(items -> lines.add(items.text()));
    if (stage.expectedSeconds().isPresent() || stage.expectedBytes().isPresent()) {
      lines.add(
          "last time "
              + seconds(stage.expectedSeconds().orElse(0))
              + ", "
              + stage.expectedBytes().orElse(0)
              + " bytes");
    }
    return lines;
  }

  private static String totals(WorkPlan plan) {
    int running = 0;
    int unknown = 0;
    double seconds = 0;
    long bytes = 0;
    for (PlannedStage stage : plan.stages()) {
      if (stage.verdict() == PlannedStage.Verdict.RUN) {
        running++;
        unknown += stage.expectedSeconds().isPresent() ? 0 : 1;
        seconds += stage.expectedSeconds().orElse(0);
        bytes += stage.expectedBytes().orElse(0);
      }
    }
    return running
        + " of "
        + plan.stages().size()
        + " stages run"
        + (running > unknown ? ", about " + seconds(seconds) + " and " + bytes + " bytes" : "")
        + (unknown > 0 ? "; " + unknown + " never ran before" : "")
        + "; nothing was written";
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f s", seconds);
  }
}
