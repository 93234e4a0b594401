package org.colophon.stages.holography.modes;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * One line of {@code bulk_modes_dataset.csv}.
 *
 * @param m2 m²L² as given in the config, never computed from λ or Δ
 * @param lambda in 1/unit²
 * @param deltaUv measured, see {@link UvExponent}
 * @param lambdaError change of λ from N to N + 8 basis functions
 */
public record ModeRow(
    String systemId,
    String family,
    int d,
    Problem problem,
    InnerEnd inner,
    double m2,
    Branch branch,
    int mode,
    double lambda,
    double deltaUv,
    double deltaUvError,
    double lambdaError,
    Quality quality) {

  static final List<String> COLUMNS =
      List.of(
          "system_id",
          "family",
          "d",
          "problem",
          "bc",
          "m2L2_input",
          "branch",
          "mode_id",
          "lambda_sl",
          "Delta_UV",
          "Delta_UV_err",
          "lambda_err",
          "quality_flag",
          "is_ground_state");

  /** Digits of λ and Δ; more would be rounding noise. */
  private static final MathContext VALUE = new MathContext(13);

  private static final MathContext ERROR = new MathContext(3);

  String csv() {
    return String.join(
        ",",
        quoted(systemId),
        family,
        Integer.toString(d),
        problem.id(),
        inner.id(),
        Double.toString(m2),
        branch.id(),
        Integer.toString(mode),
        number(lambda, VALUE),
        number(deltaUv, VALUE),
        number(deltaUvError, ERROR),
        number(lambdaError, ERROR),
        quality.name(),
        mode == 0 ? "1" : "0");
  }

  private static String number(double value, MathContext digits) {
    return Double.toString(new BigDecimal(value).round(digits).doubleValue());
  }

  /** A CSV field by RFC 4180. */
  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
