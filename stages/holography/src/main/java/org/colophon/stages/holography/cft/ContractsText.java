package org.colophon.stages.holography.cft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.colophon.stages.holography.cft.DictionaryContracts.Check;
import org.colophon.stages.holography.cft.DictionaryContracts.InputFile;
import org.colophon.stages.holography.cft.DictionaryContracts.Operator;
import org.colophon.stages.holography.cft.DictionaryContracts.Quantity;
import org.colophon.stages.holography.cft.DictionaryContracts.Source;
import org.colophon.stages.holography.cft.DictionaryContracts.Subject;

/** The verdicts as Markdown; a number in brackets leads to the file and field it came from. */
final class ContractsText {
  private static final String CAUTION =
      """
      . A geometry that represents boundary data re-encodes them; no verdict
      here claims that a gravity dual exists. SKIP never counts as PASS.

      """;

  private final DictionaryContracts contracts;
  private final List<Source> sources = new ArrayList<>();
  private final StringBuilder text = new StringBuilder(4096);

  private ContractsText(DictionaryContracts contracts) {
    this.contracts = contracts;
  }

  static String of(DictionaryContracts contracts) {
    return new ContractsText(contracts).write();
  }

  private String write() {
    text.append("# Contracts of dictionary and real data\n\n")
        .append("Interpretation: ")
        .append(contracts.interpretation())
        .append(CAUTION)
        .append("## Verdicts\n\n| subject | data | d | verdict | why |\n|---|---|---|---|---|\n");
    for (Subject one : contracts.subjects()) {
      row(
          one.subjectId(),
          one.kind().name().toLowerCase(Locale.ROOT),
          Integer.toString(one.d()),
          "**" + one.verdict() + "**",
          one.reason());
    }
    contracts.subjects().forEach(this::subject);
    sources();
    return text.toString();
  }

  private void subject(Subject subject) {
    text.append("\n## ").append(subject.subjectId()).append("\n\n");
    text.append("| test | value | error | tolerance | status | literature | from |\n")
        .append("|---|---|---|---|---|---|---|\n");
    for (Check one : subject.checks()) {
      row(
          one.statement(),
          number(one.value()),
          number(one.error()),
          number(OptionalDouble.of(one.tolerance())),
          one.status().name(),
          one.literature(),
          marks(one.sources()));
    }
    text.append("\n| operator | spin | Δ | error | m²L² | branch | published | from |\n")
        .append("|---|---|---|---|---|---|---|---|\n");
    for (Operator one : subject.operators()) {
      row(
          one.name(),
          Integer.toString(one.spin()),
          number(OptionalDouble.of(one.delta())),
          number(one.error()),
          one.field().isEmpty() ? "–" : number(OptionalDouble.of(one.field().getFirst().m2())),
          one.field().isEmpty() ? "–" : String.join("/", one.field().getFirst().branches()),
          one.published(),
          marks(List.of(one.source())));
    }
    for (Quantity one : subject.quantities()) {
      text.append("\n")
          .append(one.id())
          .append(" = ")
          .append(one.statement())
          .append(" = ")
          .append(number(OptionalDouble.of(one.value())))
          .append(' ')
          .append(marks(one.sources()))
          .append('\n');
    }
  }

  private void sources() {
    text.append("\n## Where the numbers come from\n\n| | alias | file | field | SHA-256 |\n")
        .append("|---|---|---|---|---|\n");
    for (int i = 0; i < sources.size(); i++) {
      Source one = sources.get(i);
      row(
          "[" + (i + 1) + "]",
          one.alias(),
          one.file(),
          "`" + one.field() + "`",
          contracts.files().stream()
              .filter(file -> file.alias().equals(one.alias()) && file.file().equals(one.file()))
              .map(InputFile::sha256)
              .findFirst()
              .orElseThrow());
    }
  }

  private String marks(List<Source> cited) {
    StringBuilder marks = new StringBuilder();
    for (Source one : cited) {
      if (!sources.contains(one)) {
        sources.add(one);
      }
      marks.append('[').append(sources.indexOf(one) + 1).append(']');
    }
    return marks.isEmpty() ? "–" : marks.toString();
  }

  private static String number(OptionalDouble value) {
    return value.isEmpty() ? "–" : String.format(Locale.ROOT, "%.10g", value.getAsDouble());
  }

  private void row(String... cells) {
    for (String cell : cells) {
      text.append("| ").append(cell.replace("|", "\\|")).append(' ');
    }
    text.append("|\n");
  }
}
