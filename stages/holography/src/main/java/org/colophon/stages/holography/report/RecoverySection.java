package org.colophon.stages.holography.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stage 02 recovered, what stage 04 found against it, and what stage 09 calls it. */
final class RecoverySection {
  private static final String HEADING =
      "Recovered geometry: f = <var>1</var> − (z/z<sub>h</sub>)<sup>p</sup> in the gauge A = −ln z";
  private static final List<String> COLUMNS =
      List.of(
          "system",
          "d",
          "family",
          "Δ̂ of the operators",
          "z<sub>h</sub>",
          "p",
          "χ²/dof",
          "<var>4πT/|f′|</var>",
          "|f − f<sub>truth</sub>| (allowed)",
          "physics",
          "verdict");

  private final Evidence verdicts;
  private final Optional<Evidence> contracts;
  private final Numbers numbers;

  private RecoverySection(Evidence verdicts, Optional<Evidence> contracts, Numbers numbers) {
    this.verdicts = verdicts;
    this.contracts = contracts;
    this.numbers = numbers;
  }

  static String of(RunEvidence run, ShownSystems shown, Numbers numbers) throws IOException {
    if (shown.metas().isEmpty()) {
      return Markup.absent("wide", HEADING, "predictions");
    }
    RecoverySection section =
        new RecoverySection(
            run.verdicts(), run.json("geometry_contracts", "geometry_contracts.json"), numbers);
    return Markup.section(
        "wide",
        HEADING,
        Markup.table(COLUMNS, shown.metas().stream().map(section::row).toList()) + shown.note());
  }

  private List<String> row(Evidence meta) {
    String id = meta.at("/system_id").text();
    Optional<String> judged = contracts.flatMap(file -> file.entry("/systems", "system_id", id));
    Optional<String> named = verdicts.entry("/subjects", "subject_id", id);
    return List.of(
        numbers.exact(meta.at("/system_id")),
        numbers.exact(meta.at("/d")),
        numbers.exact(meta.at("/family")),
        dimensions(meta),
        meta.find("/z_h").map(z -> numbers.measured(z, meta.find("/z_h_sigma"))).orElse(none(meta)),
        meta.find("/p").map(p -> numbers.measured(p, meta.find("/p_sigma"))).orElse(Numbers.NONE),
        numbers.significant(meta.find("/chi2_dof"), 3),
        judged.map(at -> claim(at, "hawking")).orElse(Numbers.NONE),
        judged.map(at -> claim(at, "truth_error")).orElse(Numbers.NONE),
        judged
            .map(at -> numbers.status(contracts.orElseThrow().at(at + "/verdict")))
            .orElse(Numbers.NONE),
        named.map(at -> numbers.status(verdicts.at(at + "/verdict"))).orElse(Numbers.NONE));
  }

  private String none(Evidence meta) {
    return meta.find("/temperature").map(Bound::number).orElse(1.0) == 0
        ? "<span class=\"none\">no horizon</span>"
        : Numbers.NONE;
  }

  private String dimensions(Evidence meta) {
    List<String> shown = new ArrayList<>();
    for (String at : meta.entries("/Delta_hat")) {
      String sigma = at.replaceFirst("^/Delta_hat", "/Delta_sigma");
      shown.add(numbers.measured(meta.at(at), meta.find(sigma)));
    }
    boolean more = shown.size() > 2;
    return shown.isEmpty()
        ? Numbers.NONE
        : String.join(", ", more ? shown.subList(0, 2) : shown) + (more ? ", …" : "");
  }

  /** Value and tolerance of a claim, where it was tested. */
  private String claim(String system, String family) {
    Evidence file = contracts.orElseThrow();
    String at = file.entry(system + "/contracts", "claim_family", family).orElseThrow();
    Optional<Bound> value = file.find(at + "/value");
    if (value.isEmpty()) {
      return "<span class=\"none\">not tested</span>";
    }
    String allowed = numbers.significant(file.find(at + "/tolerance"), 2);
    return family.equals("hawking")
        ? numbers.fixed(value, 4) + " (± " + allowed + ")"
        : numbers.significant(value, 2) + " (" + allowed + ")";
  }
}
