package org.colophon.stages.holography.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The physics contracts of stage 04, and the controls that must fail them. */
final class PhysicsSection {
  private static final String HEADING = "Physics contracts";
  private static final String CONTROLS = "Controls that must fail";
  private static final int MOST_CONTROLS = 8;

  /** Which tolerance belongs to a claim; a claim without one is exact. */
  private static final Map<String, String> TOLERANCE =
      Map.ofEntries(
          Map.entry("fit_quality", "fit_quality"),
          Map.entry("table_well_formed", "minimum_points"),
          Map.entry("uv_limit", "uv_limit"),
          Map.entry("f_positive", "f_positive"),
          Map.entry("horizon_position", "horizon_position"),
          Map.entry("hawking", "hawking"),
          Map.entry("uv_exponent", "uv_exponent"),
          Map.entry("E1", "field_equations"),
          Map.entry("E2", "field_equations"),
          Map.entry("E3", "field_equations"),
          Map.entry("R", "field_equations"),
          Map.entry("NEC1", "null_energy"),
          Map.entry("NEC2", "null_energy"),
          Map.entry("energy_sign", "energy_sign"),
          Map.entry("truth_error", "truth_error"));

  private final Evidence contracts;
  private final Evidence summary;
  private final Numbers numbers;

  private PhysicsSection(Evidence contracts, Evidence summary, Numbers numbers) {
    this.contracts = contracts;
    this.summary = summary;
    this.numbers = numbers;
  }

  static String of(RunEvidence run, Numbers numbers) throws IOException {
    Optional<Evidence> contracts = run.json("geometry_contracts", "geometry_contracts.json");
    Optional<Evidence> summary = run.json("geometry_contracts", "contracts_summary.json");
    if (contracts.isEmpty() || summary.isEmpty()) {
      return Markup.absent("left", HEADING, "geometry_contracts");
    }
    PhysicsSection section = new PhysicsSection(contracts.get(), summary.get(), numbers);
    return Markup.section("left", HEADING, section.claims() + section.totals());
  }

  /** The controls alone, for the other column of the page. */
  static String controls(RunEvidence run, Numbers numbers) throws IOException {
    Optional<Evidence> summary = run.json("geometry_contracts", "contracts_summary.json");
    if (summary.isEmpty()) {
      return Markup.absent("right", CONTROLS, "geometry_contracts");
    }
    return Markup.section(
        "right", CONTROLS, new PhysicsSection(summary.get(), summary.get(), numbers).controls());
  }

  private String claims() {
    List<List<String>> rows = new ArrayList<>();
    for (String at : summary.entries("/contracts")) {
      String family = summary.at(at + "/claim_family").text();
      String claim = contracts.entry("/claims", "claim_family", family).orElseThrow();
      String tolerance = TOLERANCE.getOrDefault(family, "");
      rows.add(
          List.of(
              numbers.exact(summary.at(at + "/id")),
              numbers.exact(contracts.at(claim + "/statement")),
              tolerance.isEmpty()
                  ? "exact"
                  : numbers.significant(contracts.find("/tolerances/" + tolerance), 3),
              numbers.exact(summary.at(at + "/pass")),
              numbers.exact(summary.at(at + "/fail")),
              numbers.exact(summary.at(at + "/skip"))));
    }
    return Markup.table(List.of("", "claim", "tolerance", "PASS", "FAIL", "SKIP"), rows);
  }

  private String totals() {
    return Markup.paragraph(
        "Systems: "
            + numbers.exact(summary.at("/verdicts/pass"))
            + " pass, "
            + numbers.exact(summary.at("/verdicts/fail"))
            + " fail, "
            + numbers.exact(summary.at("/verdicts/inconclusive"))
            + " inconclusive. A tolerance is the least one; where the fit states errors, "
            + numbers.significant(contracts.at("/tolerances/sigmas"), 2)
            + " standard deviations are allowed beside it. SKIP is not PASS.");
  }

  private String controls() {
    List<String> ordered =
        summary.entries("/controls").stream()
            .sorted(Comparator.comparing(at -> summary.at(at + "/caught").value().asBoolean()))
            .toList();
    List<List<String>> rows = new ArrayList<>();
    for (String at : ordered.subList(0, Math.min(MOST_CONTROLS, ordered.size()))) {
      boolean caught = summary.at(at + "/caught").value().asBoolean();
      rows.add(
          List.of(
              numbers.exact(summary.at(at + "/system_id")),
              words(at + "/expected"),
              words(at + "/failed"),
              caught ? "caught" : "<b class=\"bad\">MISSED</b>"));
    }
    return Markup.table(List.of("control", "must fail", "failed", ""), rows)
        + Markup.paragraph(
            "False-positive rate "
                + numbers.fixed(summary.find("/false_positive_rate"), 2)
                + ", coverage "
                + numbers.fixed(summary.find("/coverage"), 2)
                + (ordered.size() > MOST_CONTROLS
                    ? "; the others in contracts_summary.json."
                    : "."));
  }

  private String words(String list) {
    String words =
        summary.entries(list).stream()
            .map(at -> numbers.exact(summary.at(at)))
            .collect(Collectors.joining(" "));
    return words.isEmpty() ? Numbers.NONE : words;
  }
}
