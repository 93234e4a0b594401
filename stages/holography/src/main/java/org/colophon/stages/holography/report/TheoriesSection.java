package org.colophon.stages.holography.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Published spectra of conformal theories, and what they may be called. */
final class TheoriesSection {
  private static final String HEADING = "Published conformal theories";
  private static final int MOST_CHECKS = 8;
  private static final int MOST_THEORIES = 6;
  private static final int MOST_OPERATORS = 3;

  private final Evidence verdicts;
  private final Numbers numbers;

  private TheoriesSection(Evidence verdicts, Numbers numbers) {
    this.verdicts = verdicts;
    this.numbers = numbers;
  }

  static String of(Evidence verdicts, Numbers numbers) {
    TheoriesSection section = new TheoriesSection(verdicts, numbers);
    List<String> theories =
        verdicts.entries("/subjects").stream()
            .filter(at -> verdicts.at(at + "/kind").text().equals("SPECTRUM"))
            .toList();
    if (theories.isEmpty()) {
      return Markup.absent("right", HEADING, "cft_spectrum");
    }
    Optional<String> refused =
        theories.stream()
            .filter(at -> verdicts.at(at + "/verdict").text().equals("NOT_HOLOGRAPHIC"))
            .findFirst();
    String detailed = refused.orElse(theories.getFirst());
    return Markup.section(
        "right",
        HEADING,
        section.detail(detailed)
            + section.others(theories.stream().filter(at -> !at.equals(detailed)).toList()));
  }

  private String detail(String theory) {
    List<List<String>> rows = new ArrayList<>();
    for (String at : verdicts.entries(theory + "/checks")) {
      Optional<Bound> value = verdicts.find(at + "/value");
      if (value.isPresent() && rows.size() < MOST_CHECKS) {
        rows.add(
            List.of(
                numbers.exact(verdicts.at(at + "/statement")),
                verdicts.find(at + "/error").map(Bound::number).orElse(0.0) > 0
                    ? numbers.measured(value.get(), verdicts.find(at + "/error"))
                    : numbers.fixed(value, 9),
                numbers.significant(verdicts.at(at + "/tolerance"), 2),
                numbers.status(verdicts.at(at + "/status")),
                Markup.papers(verdicts.at(at + "/literature").text())));
      }
    }
    return Markup.paragraph(
            "<b>"
                + numbers.exact(verdicts.at(theory + "/subject_id"))
                + "</b>, d = "
                + numbers.exact(verdicts.at(theory + "/d"))
                + ": "
                + numbers.status(verdicts.at(theory + "/verdict"))
                + " "
                + numbers.exact(verdicts.at(theory + "/reason")))
        + Markup.table(List.of("test", "value", "allowed", "", "why it matters"), rows)
        + operators(theory);
  }

  private String operators(String theory) {
    return Markup.paragraph(
        verdicts.entries(theory + "/operators").stream()
            .limit(MOST_OPERATORS)
            .map(this::operator)
            .collect(Collectors.joining("; ")));
  }

  private String operator(String at) {
    String m2 =
        verdicts
            .find(at + "/field/0/m2L2")
            .map(value -> ", m²L² = " + numbers.fixed(value, 7) + branches(at))
            .orElse("");
    String paper = Markup.papers(verdicts.at(at + "/published").text());
    return "Δ<sub>"
        + numbers.exact(verdicts.at(at + "/name"))
        + "</sub> = "
        + numbers.measured(verdicts.at(at + "/Delta"), verdicts.find(at + "/Delta_err"))
        + m2
        + (paper.isEmpty() ? "" : " (" + paper + ")");
  }

  private String branches(String operator) {
    String names =
        verdicts.entries(operator + "/field/0/branches").stream()
            .map(at -> numbers.exact(verdicts.at(at)))
            .collect(Collectors.joining("/"));
    return names.isEmpty() ? "" : " " + names + " branch";
  }

  private String others(List<String> theories) {
    if (theories.isEmpty()) {
      return "";
    }
    return Markup.paragraph(
        "Others: "
            + theories.stream()
                .limit(MOST_THEORIES)
                .map(at ->
                    numbers.exact(verdicts.at(at + "/subject_id"))
                        + " "
                        + numbers.status(verdicts.at(at + "/verdict")))
                .collect(Collectors.joining(", "))
            + (theories.size() > MOST_THEORIES ? ", more in dictionary_contracts.json." : "."));
  }
}
