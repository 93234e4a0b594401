package org.colophon.stages.holography.equations.analysis;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.colophon.stages.holography.equations.BulkEquations.Excluded;
import org.colophon.stages.holography.equations.Relation.Verdict;
import org.colophon.stages.holography.equations.analysis.BulkEquationsAnalysis.Coefficient;
import org.colophon.stages.holography.equations.analysis.BulkEquationsAnalysis.Contradiction;
import org.colophon.stages.holography.equations.analysis.BulkEquationsAnalysis.EquationFinding;
import org.colophon.stages.holography.equations.analysis.BulkEquationsAnalysis.FamilyFinding;

/** The analysis as Markdown: nothing in it that is not in the data. */
public final class AnalysisText {
  private static final String CAUTION =
      """
      . A geometry recovered from boundary data re-encodes them; an equation it is consistent
      with is no evidence for a gravity dual.

      """;

  private AnalysisText() {}

  public static String of(BulkEquationsAnalysis analysis) {
    StringBuilder text = new StringBuilder(2048);
    text.append("# Bulk equations\n\n")
        .append("Interpretation: ")
        .append(analysis.interpretation())
        .append(CAUTION);
    coefficients(text, analysis);
    equations(text, analysis);
    identifiability(text, analysis);
    contradictions(text, analysis.contradictions());
    excluded(text, analysis.excluded());
    return text.toString();
  }

  private static void coefficients(StringBuilder text, BulkEquationsAnalysis analysis) {
    text.append("## f'' = α f' + β A'f'\n\n")
        .append("| family | d | systems | β | expected | deviation | unseen systems |\n")
        .append("|---|---|---|---|---|---|---|\n");
    for (FamilyFinding one : analysis.families()) {
      Coefficient beta = one.coefficient();
      row(
          text,
          one.family(),
          Integer.toString(one.d()),
          Integer.toString(one.systemIds().size()),
          withError(beta.value(), beta.sigma()),
          beta.expected().isPresent()
              ? BigDecimal.valueOf(beta.expected().getAsDouble())
                  .stripTrailingZeros()
                  .toPlainString()
              : "–",
          beta.deviation().isPresent()
              ? String.format(Locale.ROOT, "%.1f σ", beta.deviation().getAsDouble())
              : "–",
          one.heldOutSystems() ? "tested" : "none");
    }
    text.append("\nCheck: ")
        .append(analysis.check().statement())
        .append(String.format(Locale.ROOT, ", within %.1f σ: ", analysis.sigmas()))
        .append(
            analysis.check().off().isEmpty()
                ? "holds in " + list(analysis.check().tested())
                : "does not hold in " + list(analysis.check().off()))
        .append(".\n\n");
  }

  private static void equations(StringBuilder text, BulkEquationsAnalysis analysis) {
    text.append("## Vacuum equations\n\n")
        .append("| family | d | equation | verdict | by | contracts P/F/S | why |\n")
        .append("|---|---|---|---|---|---|---|\n");
    for (FamilyFinding one : analysis.families()) {
      for (EquationFinding equation : one.equations()) {
        row(
            text,
            one.family(),
            Integer.toString(one.d()),
            equation.id(),
            words(equation.verdict()),
            equation.source(),
            equation.pass() + "/" + equation.fail() + "/" + equation.skip(),
            equation.reason());
      }
    }
    text.append('\n');
  }

  private static void identifiability(StringBuilder text, BulkEquationsAnalysis analysis) {
    text.append("## Identifiability of f'' in the full library\n\n")
        .append("| family | d | identifiable | rank | selected | stable |\n")
        .append("|---|---|---|---|---|---|\n");
    for (FamilyFinding one : analysis.families()) {
      row(
          text,
          one.family(),
          Integer.toString(one.d()),
          one.full().identifiable() ? "yes" : "no",
          one.full().rank() + " of " + one.full().terms(),
          list(one.full().selected()),
          list(one.full().stable()));
    }
    text.append('\n');
  }

  private static void contradictions(StringBuilder text, List<Contradiction> contradictions) {
    text.append("## Contradictions between regression and contracts\n\n");
    if (contradictions.isEmpty()) {
      text.append("None.\n\n");
    }
    contradictions.forEach(one -> text.append("- ").append(one.statement()).append('\n'));
    text.append(contradictions.isEmpty() ? "" : "\n");
  }

  private static void excluded(StringBuilder text, List<Excluded> excluded) {
    text.append("## Left out\n\n");
    if (excluded.isEmpty()) {
      text.append("None.\n");
    }
    excluded.forEach(one ->
        text.append("- ")
            .append(one.systemId())
            .append(": ")
            .append(one.code())
            .append(", ")
            .append(one.reason())
            .append('\n'));
  }

  private static void row(StringBuilder text, String... cells) {
    for (String cell : cells) {
      text.append("| ").append(cell.replace("|", "\\|")).append(' ');
    }
    text.append("|\n");
  }

  private static String list(List<String> items) {
    return items.isEmpty() ? "–" : String.join(", ", items);
  }

  private static String words(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The value to the second digit of its error: {@code -2.0013 ± 0.0021}. */
  private static String withError(double value, double sigma) {
    BigDecimal error = BigDecimal.valueOf(sigma);
    int places = Math.clamp((long) error.scale() - error.precision() + 2, 0, 12);
    return BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString()
        + " ± "
        + error.setScale(places, RoundingMode.HALF_EVEN).toPlainString();
  }
}
