package org.colophon.stages.holography.dictionary;

import org.colophon.stages.holography.equations.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * How stage 07 regresses: the config section {@code dictionary}; its schema says what each value
 * means.
 *
 * @param sigmaFloor least standard deviation of m²L², as measured errors can be exactly 0
 * @param threshold a term that accounts for less than this share of m² is dropped
 * @param significance a coefficient of fewer standard deviations is dropped
 * @param pointsPerParameter fewer points than this for each coefficient are refused
 * @param coefficientTolerance |c - expected|, at most
 * @param minimumR2 of the fit, and of the systems held out
 * @param spectrumTolerance |Δ_spectrum - Δ_UV| relative to the larger of Δ_UV and 1, at most
 * @param permutations how often Δ is shuffled
 * @param permutedR2 median R² of the shuffled fits, below which they are harmless
 */
public record DictionaryParams(
    double sigmaFloor,
    double threshold,
    double significance,
    int pointsPerParameter,
    double coefficientTolerance,
    double minimumR2,
    double spectrumTolerance,
    int permutations,
    double permutedR2) {

  public static final DictionaryParams DEFAULTS =
      new DictionaryParams(1e-6, 0.05, 4, 5, 0.01, 0.99, 0.01, 99, 0.3);

  public DictionaryParams {
    require(sigmaFloor > 0, "sigma_floor must be positive", sigmaFloor);
    require(threshold > 0 && threshold < 1, "threshold must be in (0, 1)", threshold);
    require(significance >= 0, "significance must not be negative", significance);
    require(pointsPerParameter >= 5, "points_per_parameter must be >= 5", pointsPerParameter);
    require(coefficientTolerance > 0, "coefficient_tolerance must be > 0", coefficientTolerance);
    require(minimumR2 > 0 && minimumR2 <= 1, "minimum_r2 must be in (0, 1]", minimumR2);
    require(spectrumTolerance > 0, "spectrum_tolerance must be positive", spectrumTolerance);
    require(permutations >= 19, "permutations must be at least 19", permutations);
    require(permutedR2 > 0 && permutedR2 < 1, "permuted_r2 must be in (0, 1)", permutedR2);
  }

  public static DictionaryParams of(JsonNode params) {
    return Parameters.section(params, "dictionary", DEFAULTS, DictionaryParams.class);
  }

  private static void require(boolean holds, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", was " + value);
    }
  }
}
