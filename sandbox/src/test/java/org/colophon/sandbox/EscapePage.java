package org.colophon.sandbox;

import java.util.List;
import java.util.Map;
import org.colophon.sandbox.EscapeTrial.Verdict;

/** The page that shows what each backend held. */
final class EscapePage {
  private EscapePage() {}

  static String of(Map<Escape, List<Verdict>> table, boolean root) {
    StringBuilder page =
        new StringBuilder(
            """
            # Escapes

            Written by `scripts/escapes`, which runs every program of
            [src-test-fixtures/escapes](../../src-test-fixtures/escapes) under each backend and judges it from inside and from the
            host. **held**: it did not get out, or ended on its limit by name. **not enforced**: the backend does not claim to keep
            it in; those that only a limit would end are then not started. A **failed** one fails the nightly lane.
            The orchestrator was %s. `none` claims nothing and is not tried.

            | escape | kept in by | bubblewrap | its namespaces alone |
            |---|---|---|---|
            """
                .formatted(root ? "root" : "an ordinary user"));
    table.forEach((escape, verdicts) -> {
      page.append("| ").append(escape.name().substring(0, 2)).append(' ').append(escape.about());
      page.append(" | `").append(escape.guard()).append('`');
      verdicts.forEach(verdict -> page.append(" | ").append(verdict.text()));
      page.append(" |\n");
    });
    return page.toString();
  }
}
