package org.colophon.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.colophon.run.Verification.Difference;

/** Which command sets right what a verification found. */
final class WayOut {
  private WayOut() {}

  /** One line for each command; none if there is nothing to be done. */
  static List<String> of(ReadRun run, List<Difference> differences) throws IOException {
    String name = String.valueOf(run.directory().root().getFileName());
    Recovery recovery = Recovery.decide(run.directory(), run.journal());
    List<String> lines = new ArrayList<>();
    if (run.activity() == ReadRun.Activity.INTERRUPTED) {
      lines.add(
          "the run was interrupted; to finish it: run_pipeline run --experiment "
              + name
              + " --resume, which also brings the folder to its journal; to do only that:"
              + " run_pipeline repair "
              + name);
    } else if (!recovery.actions().isEmpty()) {
      lines.add("to bring the folder to its journal: run_pipeline repair " + name);
    }
    TreeSet<String> changed = new TreeSet<>();
    differences.stream().map(Difference::stage).filter(Objects::nonNull).forEach(changed::add);
    if (!changed.isEmpty() && (recovery.actions().isEmpty() || !recovery.lost().isEmpty())) {
      lines.add(
          "no repair brings back what a stage left; to make it again: run_pipeline run --experiment "
              + name
              + " --from "
              + changed.first().split("_", 2)[0]);
    }
    if (differences.stream().anyMatch(difference -> difference.path().startsWith(".history/"))) {
      lines.add(
          "an earlier attempt is not as it was, and nothing reads it; to let go of what .history"
              + " keeps: run_pipeline gc "
              + name
              + " --delete");
    }
    return lines;
  }
}
