package org.colophon.stages.holography.equations.analysis;

import org.colophon.stages.holography.equations.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * What stage 05 is told: the config section {@code equations_analysis}.
 *
 * @param sigmas standard deviations within which a coefficient counts as the expected one
 */
public record AnalysisParams(double sigmas) {
  public static final AnalysisParams DEFAULTS = new AnalysisParams(3);

  public AnalysisParams {
    if (!(sigmas > 0 && sigmas <= 10)) {
      throw new IllegalArgumentException("sigmas must be in (0, 10], was " + sigmas);
    }
  }

  public static AnalysisParams of(JsonNode params) {
    return Parameters.section(params, "equations_analysis", DEFAULTS, AnalysisParams.class);
  }
}
