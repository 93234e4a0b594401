package org.colophon.run;

import java.util.List;

/**
 * What a run will do with the items of a stage.
 *
 * @param knownAfter stages that make what they come from; empty if the numbers are known
 * @param run how many run
 * @param reused how many an earlier attempt has done
 * @param problems why none can run
 */
public record PlannedItems(List<String> knownAfter, int run, int reused, List<String> problems) {
  public PlannedItems {
    knownAfter = List.copyOf(knownAfter);
    problems = List.copyOf(problems);
  }

  static PlannedItems of(ItemPlan plan) {
    int reused = plan.reused();
    return new PlannedItems(List.of(), plan.items().size() - reused, reused, plan.problems());
  }

  static PlannedItems knownAfter(List<String> stages) {
    return new PlannedItems(stages, 0, 0, List.of());
  }

  /** For people. */
  public String text() {
    if (!knownAfter.isEmpty()) {
      return "items: known after " + String.join(", ", knownAfter);
    }
    return problems.isEmpty()
        ? "items: %d to run, %d reused".formatted(run, reused)
        : "items: " + String.join("; ", problems);
  }
}
