package org.colophon.stages.holography.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Eigenvalues on the recovered geometries against published and exact ones. */
final class SpectraSection {
  private static final String HEADING = "Spectra on the recovered geometries";
  private static final int MOST = 6;

  private SpectraSection() {}

  static String of(RunEvidence run, Numbers numbers) throws IOException {
    Optional<Evidence> modes = run.csv("bulk_eigenmodes", "bulk_modes_dataset.csv");
    if (modes.isEmpty()) {
      return Markup.absent("left", HEADING, "bulk_eigenmodes");
    }
    Optional<Evidence> relation = run.json("lambda_dictionary", "lambda_sl_dictionary.json");
    return Markup.section(
        "left",
        HEADING,
        published(run.verdicts(), modes.get(), numbers)
            + relation.map(file -> closedForms(file, numbers)).orElse(""));
  }

  private static String published(Evidence verdicts, Evidence modes, Numbers numbers) {
    List<String> levels = verdicts.entries("/published_levels");
    if (levels.isEmpty()) {
      return Markup.paragraph(
          "No recovered system has a published spectrum (a massless field on the black brane of"
              + " AdS<sub><var>5</var></sub>).");
    }
    String system = verdicts.at(levels.getFirst() + "/system_id").text();
    List<List<String>> rows = new ArrayList<>();
    for (String at : levels) {
      if (rows.size() < MOST && verdicts.at(at + "/system_id").text().equals(system)) {
        rows.add(
            List.of(
                numbers.exact(verdicts.at(at + "/mode_id")),
                numbers.significant(modes.cell(verdicts.at(at + "/sources/0/field").text()), 7),
                numbers.measured(
                    verdicts.at(at + "/lambda_zh2"), verdicts.find(at + "/lambda_zh2_err")),
                numbers.exact(verdicts.at(at + "/published")),
                numbers.significant(verdicts.at(at + "/deviation"), 2),
                numbers.significant(verdicts.at(at + "/tolerance"), 2),
                numbers.status(verdicts.at(at + "/status"))));
      }
    }
    String first = levels.getFirst();
    return Markup.paragraph(
            "<b>"
                + numbers.exact(verdicts.at(first + "/spectrum"))
                + "</b> from "
                + numbers.exact(verdicts.at(first + "/system_id"))
                + ", published in "
                + Markup.papers(verdicts.at(first + "/literature").text()))
        + Markup.table(
            List.of("n", "λ", "λz<sub>h</sub>²", "published", "deviation", "allowed", ""), rows);
  }

  /** Of each closed form, the test that comes nearest to failing. */
  private static String closedForms(Evidence relation, Numbers numbers) {
    Map<String, String> worst = new LinkedHashMap<>();
    for (String at : relation.entries("/spectra")) {
      worst.merge(
          relation.at(at + "/method").text(),
          at,
          (a, b) -> strain(relation, b) > strain(relation, a) ? b : a);
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> papers = new ArrayList<>();
    for (String at : worst.values()) {
      rows.add(
          List.of(
              numbers.exact(relation.at(at + "/system_id")),
              numbers.exact(relation.at(at + "/method")),
              relation
                  .find(at + "/Delta_spectrum")
                  .map(d -> numbers.measured(d, relation.find(at + "/Delta_spectrum_err")))
                  .orElse(Numbers.NONE),
              numbers.fixed(relation.at(at + "/Delta_UV"), 6),
              numbers.significant(relation.at(at + "/tolerance"), 2),
              numbers.status(relation.at(at + "/status"))));
      papers.add(Markup.papers(relation.at(at + "/source").text()));
    }
    return rows.isEmpty()
        ? ""
        : Markup.paragraph(
                "Δ from a closed form of the spectrum ("
                    + String.join("; ", papers)
                    + "), the worst case of each:")
            + Markup.table(
                List.of("system", "form", "Δ, spectrum", "Δ, boundary", "allowed", ""), rows);
  }

  private static double strain(Evidence relation, String at) {
    Optional<Bound> found = relation.find(at + "/Delta_spectrum");
    return found.isEmpty()
        ? Double.POSITIVE_INFINITY
        : Math.abs(found.get().number() - relation.at(at + "/Delta_UV").number())
            / relation.at(at + "/tolerance").number();
  }
}
