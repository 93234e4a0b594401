package org.colophon.stages.holography.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The atlas of operators of stage 08, and who is not in it. */
final class AtlasSection {
  private static final String HEADING = "Atlas: m²L² = Δ(Δ − D) of the operators";
  private static final int MOST_EXCLUDED = 6;
  private static final List<String> COLUMNS =
      List.of(
          "system",
          "D",
          "m²L² and branch",
          "BF bound",
          "thermal c",
          "c of AdS brane",
          "horizons, pull (allowed)",
          "<var>4πTz</var><sub>h</sub><sup>ζ</sup>/p − <var>1</var> (allowed)",
          "Δ − bound",
          "atlas");

  private final Evidence atlas;
  private final Numbers numbers;

  private AtlasSection(Evidence atlas, Numbers numbers) {
    this.atlas = atlas;
    this.numbers = numbers;
  }

  static String of(RunEvidence run, ShownSystems shown, Numbers numbers) throws IOException {
    Optional<Evidence> found = run.json("dictionary", "holographic_dictionary.json");
    if (found.isEmpty()) {
      return Markup.absent("wide", HEADING, "dictionary");
    }
    AtlasSection section = new AtlasSection(found.get(), numbers);
    List<String> systems = found.get().entries("/systems");
    List<String> rows =
        shown.metas().isEmpty()
            ? systems.subList(0, Math.min(8, systems.size()))
            : systems.stream()
                .filter(at -> shown.ids().contains(found.get().at(at + "/system_id").text()))
                .toList();
    return Markup.section(
        "wide",
        HEADING,
        Markup.table(COLUMNS, rows.stream().map(section::row).toList())
            + excluded(run.verdicts(), numbers));
  }

  private List<String> row(String at) {
    return List.of(
        numbers.exact(atlas.at(at + "/system_id")),
        numbers.significant(atlas.at(at + "/D"), 5),
        operators(at),
        numbers.significant(atlas.find(at + "/operators/0/field/bf_bound"), 3),
        atlas
            .find(at + "/thermal/value")
            .map(c -> numbers.measured(c, atlas.find(at + "/thermal/sigma")))
            .orElse(Numbers.NONE),
        atlas.find(at + "/thermal/value").isPresent()
            ? numbers.fixed(atlas.find(at + "/thermal/expected"), 6)
            : Numbers.NONE,
        contract(at, "one_horizon"),
        contract(at, "temperature"),
        contract(at, "unitarity"),
        numbers.status(atlas.at(at + "/status")));
  }

  private String operators(String system) {
    List<String> shown = new ArrayList<>();
    for (String at : atlas.entries(system + "/operators")) {
      String branches =
          atlas.entries(at + "/field/branches").stream()
              .map(one -> numbers.exact(atlas.at(one)))
              .collect(Collectors.joining("/"));
      shown.add(
          numbers.measured(atlas.at(at + "/field/m2L2"), atlas.find(at + "/field/m2L2_sigma"))
              + " "
              + (branches.isEmpty() ? "no branch" : branches));
    }
    boolean more = shown.size() > 2;
    return String.join("; ", more ? shown.subList(0, 2) : shown) + (more ? "; …" : "");
  }

  private String contract(String system, String id) {
    String at = atlas.entry(system + "/contracts", "id", id).orElseThrow();
    Optional<Bound> value = atlas.find(at + "/value");
    if (value.isEmpty()) {
      return "<span class=\"none\">not tested</span>";
    }
    Bound tolerance = atlas.at(at + "/tolerance");
    return numbers.significant(value.get(), 2)
        + (tolerance.number() > 0 ? " (" + numbers.significant(tolerance, 1) + ")" : "");
  }

  private static String excluded(Evidence verdicts, Numbers numbers) {
    List<String> all = verdicts.entries("/excluded_systems");
    if (all.isEmpty()) {
      return Markup.paragraph("No system was left out of the atlas.");
    }
    String listed =
        all.stream()
            .limit(MOST_EXCLUDED)
            .map(at ->
                "<b>"
                    + numbers.exact(verdicts.at(at + "/system_id"))
                    + "</b> ("
                    + numbers.exact(verdicts.at(at + "/reason"))
                    + ")")
            .collect(Collectors.joining("; "));
    return Markup.paragraph(
        "Left out, and not judged: "
            + listed
            + (all.size() > MOST_EXCLUDED ? "; more in dictionary_contracts.json." : "."));
  }
}
