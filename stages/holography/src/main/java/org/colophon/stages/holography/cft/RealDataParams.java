package org.colophon.stages.holography.cft;

import java.util.LinkedHashMap;
import java.util.Map;
import org.colophon.stages.holography.equations.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * How stage 09 judges: the config section {@code real_data}.
 *
 * @param sigmas standard deviations beside every tolerance
 * @param gffTolerance |Δε - 2Δσ|/2Δσ that a weakly coupled bulk may have
 * @param higherSpinGap least twist, above that of a conserved current, of the lowest operator of
 *     spin 4 in a theory with a large gap
 * @param publishedTolerance |λ z_h²/published - 1| of an eigenvalue on a recovered geometry
 * @param expected verdicts known beforehand, by subject; another one is a WARNING
 */
public record RealDataParams(
    double sigmas,
    double gffTolerance,
    double higherSpinGap,
    double publishedTolerance,
    Map<String, Verdict> expected) {

  public static final RealDataParams DEFAULTS = new RealDataParams(3, 0.05, 1, 0.01, Map.of());

  public RealDataParams {
    expected = new LinkedHashMap<>(expected);
    if (!(sigmas > 0 && gffTolerance > 0 && higherSpinGap > 0 && publishedTolerance > 0)) {
      throw new IllegalArgumentException(
          "sigmas, gff_tolerance, higher_spin_gap and published_tolerance must be positive");
    }
  }

  public static RealDataParams of(JsonNode params) {
    return Parameters.section(params, "real_data", DEFAULTS, RealDataParams.class);
  }
}
