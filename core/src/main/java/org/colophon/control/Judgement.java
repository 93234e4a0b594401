package org.colophon.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;

/**
 * A control held against the run that came of it. A pure function of the two.
 *
 * @param verdict what the pipeline did with the subject
 * @param decisiveSeen how many of the control's decisive checks came true
 * @param differences what is not as specified; the control is held when there is none
 */
public record Judgement(Verdict verdict, int decisiveSeen, List<String> differences) {

  /** What a pipeline did with the subject of a control. */
  public enum Verdict {
    /** The last stage that gives a verdict on it accepts it, and the run ended with 0 or 1. */
    ACCEPTED,
    /** Another verdict, or the run was refused with 2. */
    REJECTED,
    /** No verdict: the run broke (3), or none of its stages gives one. */
    NONE
  }

  public Judgement {
    differences = List.copyOf(differences);
  }

  /**
   * @param rules in the order of the stages; the last that has a verdict counts
   */
  static Judgement of(Control control, List<VerdictRule> rules, FinishedRun run) {
    List<String> differences = new ArrayList<>();
    Verdict verdict = verdict(control, rules, run);
    Verdict wanted =
        switch (control.kind()) {
          case NEGATIVE -> Verdict.REJECTED;
          case POSITIVE -> Verdict.ACCEPTED;
        };
    if (verdict != wanted) {
      differences.add("verdict: expected " + wanted + ", came " + verdict);
    }
    if (run.manifest().exitCode() != control.exitCode()) {
      differences.add(
          "exit code: expected " + control.exitCode() + ", came " + run.manifest().exitCode());
    }
    differences.addAll(differentStages(control, run));
    List<String> missed = differences(control.decisive(), run);
    differences.addAll(missed);
    differences.addAll(differences(control.besides(), run));
    return new Judgement(verdict, control.decisive().size() - missed.size(), differences);
  }

  public boolean holds() {
    return differences.isEmpty();
  }

  private static Verdict verdict(Control control, List<VerdictRule> rules, FinishedRun run) {
    return switch (run.manifest().status()) {
      case ERROR -> Verdict.NONE;
      case INCOMPLETE -> Verdict.REJECTED;
      case OK, WARNING ->
          rules.stream()
              .flatMap(rule -> rule.acceptance(control, run).stream())
              .reduce((_, later) -> later)
              .map(accepted -> accepted ? Verdict.ACCEPTED : Verdict.REJECTED)
              .orElse(Verdict.NONE);
    };
  }

  private static List<String> differentStages(Control control, FinishedRun run) {
    Map<String, StageStatus> all = new TreeMap<>(control.stages());
    run.manifest().stages().forEach(entry -> all.putIfAbsent(entry.stage(), entry.status()));
    List<String> differences = new ArrayList<>();
    for (String stage : all.keySet()) {
      String expected =
          Optional.ofNullable(control.stages().get(stage)).map(Enum::name).orElse("not to run");
      String came =
          run.stage(stage).map(StageEntry::status).map(Enum::name).orElse("that it did not run");
      if (!expected.equals(came)) {
        differences.add(
            stage
                + ": expected "
                + expected
                + ", came "
                + came
                + run.stage(stage).map(Judgement::words).orElse(""));
      }
    }
    return differences;
  }

  /** The first thing that a stage said, so that the reason is seen without opening the run. */
  private static String words(StageEntry entry) {
    List<String> lines = new ArrayList<>(entry.errors());
    lines.addAll(entry.warnings());
    return lines.isEmpty() ? "" : " (" + lines.getFirst() + ")";
  }

  private static List<String> differences(List<Check> checks, FinishedRun run) {
    return checks.stream().flatMap(check -> check.difference(run).stream()).toList();
  }
}
