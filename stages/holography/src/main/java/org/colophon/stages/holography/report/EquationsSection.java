package org.colophon.stages.holography.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What stages 03 and 05 say of the field equations. */
final class EquationsSection {
  private static final String HEADING = "Equations: f″ = c A′f′, expected c = −(d − <var>1</var>)";
  private static final int MOST = 6;

  private EquationsSection() {}

  static String of(RunEvidence run, Numbers numbers) throws IOException {
    Optional<Evidence> analysis = run.json("bulk_equations_analysis", "analysis.json");
    return analysis.isEmpty()
        ? Markup.absent("right", HEADING, "bulk_equations_analysis")
        : Markup.section("right", HEADING, table(analysis.get(), numbers));
  }

  private static String table(Evidence analysis, Numbers numbers) {
    List<String> groups =
        analysis.entries("/families").stream()
            .sorted(
                Comparator.comparingDouble(at ->
                    -analysis.find(at + "/coefficient/deviation").map(Bound::number).orElse(0.0)))
            .toList();
    boolean all = groups.size() <= MOST;
    List<List<String>> rows = new ArrayList<>();
    for (String at : groups.subList(0, Math.min(MOST, groups.size()))) {
      rows.add(
          List.of(
              numbers.exact(analysis.at(at + "/family"))
                  + ", d = "
                  + numbers.exact(analysis.at(at + "/d")),
              analysis
                  .find(at + "/coefficient/value")
                  .map(c -> numbers.measured(c, analysis.find(at + "/coefficient/sigma")))
                  .orElse(Numbers.NONE),
              numbers.significant(analysis.find(at + "/coefficient/expected"), 4),
              numbers.exact(analysis.find(at + "/full/rank"))
                  + " of "
                  + numbers.exact(analysis.find(at + "/full/terms")),
              verdict(analysis, at, "E2", numbers),
              verdict(analysis, at, "E3", numbers)));
    }
    return Markup.table(
            List.of("family", "c", "expected", "rank", "<var>E2</var>", "<var>E3</var>"), rows)
        + Markup.paragraph(
            "Consistent with, not discovered: where the rank is below the number of terms, the long"
                + " library cannot tell its terms apart."
                + (all ? "" : " The groups that deviate most; all in analysis.json."));
  }

  private static String verdict(Evidence analysis, String group, String id, Numbers numbers) {
    return analysis
        .entry(group + "/equations", "id", id)
        .map(at -> numbers.status(analysis.at(at + "/verdict")))
        .orElse(Numbers.NONE);
  }
}
