package org.colophon.stages.holography.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The relation of mass and dimension of stage 07, with the proof that it is no circle. */
final class DictionarySection {
  private static final String HEADING = "m²L² regressed on Δ and d";

  private DictionarySection() {}

  static String of(RunEvidence run, Numbers numbers) throws IOException {
    Optional<Evidence> found = run.json("lambda_dictionary", "lambda_sl_dictionary.json");
    if (found.isEmpty()) {
      return Markup.absent("third", HEADING, "lambda_dictionary");
    }
    Evidence file = found.get();
    List<List<String>> rows = new ArrayList<>();
    for (String at : file.entries("/fits/0/coefficients")) {
      rows.add(
          List.of(
              numbers.exact(file.at(at + "/term")),
              numbers.measured(file.at(at + "/value"), file.find(at + "/sigma")),
              numbers.significant(file.at(at + "/expected"), 3)));
    }
    return Markup.section(
        "third",
        HEADING,
        Markup.table(List.of("term", "coefficient", "expected"), rows)
            + quality(file, numbers)
            + independence(file, numbers));
  }

  private static String quality(Evidence file, Numbers numbers) {
    return Markup.paragraph(
        numbers.status(file.at("/verdict"))
            + " "
            + numbers.exact(file.at("/fits/0/points"))
            + " fields ("
            + numbers.exact(file.at("/fits/0/points_needed"))
            + " needed); R² = "
            + numbers.fixed(file.at("/fits/0/r2"), 6)
            + ", systems held out "
            + numbers.fixed(file.find("/fits/0/held_out/r2"), 6)
            + ", Δ shuffled at most "
            + numbers.fixed(file.at("/fits/0/permutation/maximum_r2"), 2)
            + "; largest residual "
            + numbers.significant(file.at("/fits/0/residual_max"), 1)
            + ".");
  }

  private static String independence(Evidence file, Numbers numbers) {
    String at = "/independence";
    return Markup.paragraph(
        "No circle, by provenance. m²: <b>"
            + numbers.exact(file.at(at + "/m2_source"))
            + "</b>, config digest "
            + numbers.beginning(file.at(at + "/m2_read/sha256"))
            + " "
            + numbers.exact(file.at(at + "/m2_read/verified"))
            + ". Δ: <b>"
            + numbers.exact(file.at(at + "/Delta_source"))
            + "</b> on geometries "
            + numbers.beginning(file.at(at + "/Delta_read/sha256"))
            + " "
            + numbers.exact(file.at(at + "/Delta_read/verified"))
            + ". Producers "
            + numbers.beginning(file.at(at + "/m2_producer_sha256"))
            + " ≠ "
            + numbers.beginning(file.at(at + "/Delta_producer_sha256"))
            + ".");
  }
}
