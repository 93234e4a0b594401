package org.colophon.stages.holography.dictionary;

import java.util.List;
import org.colophon.stages.holography.equations.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * When an entry of the atlas is believed: the config section {@code atlas}.
 *
 * @param sigmas standard deviations that two measurements may differ by
 * @param temperatureTolerance |4πT z_h^ζ/p - 1|, at most
 * @param relationTolerance difference of m² by Δ(Δ - D) and by the fitted relation, relative to the
 *     larger of |m²| and 1, at most
 * @param controls ids of systems that are declared controls: one that fails is no warning
 */
public record AtlasParams(
    double sigmas, double temperatureTolerance, double relationTolerance, List<String> controls) {

  public static final AtlasParams DEFAULTS = new AtlasParams(3, 0.03, 0.01, List.of());

  public AtlasParams {
    controls = List.copyOf(controls);
    require(sigmas > 0, "sigmas must be positive", sigmas);
    require(temperatureTolerance > 0, "temperature_tolerance must be > 0", temperatureTolerance);
    require(relationTolerance > 0, "relation_tolerance must be positive", relationTolerance);
  }

  public static AtlasParams of(JsonNode params) {
    return Parameters.section(params, "atlas", DEFAULTS, AtlasParams.class);
  }

  private static void require(boolean holds, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", was " + value);
    }
  }
}
