package org.colophon.stages.holography.equations;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * How stage 03 regresses: the config section {@code equations}.
 *
 * @param controls ids of systems that are declared controls and so left out
 * @param threshold normalised coefficients below it are dropped, 0 to below 1
 * @param edgeTrim share of the points left out at each end of a table, 0 to 0.4
 * @param bootstrapReplicates at least 20
 * @param stableFrequency share of the replicates that must select a term, with the same sign
 * @param heldOutFraction share of a group's systems kept for testing, above 0 to 0.5
 */
public record EquationsParams(
    List<String> controls,
    double threshold,
    double edgeTrim,
    int bootstrapReplicates,
    double stableFrequency,
    double heldOutFraction) {

  public static final EquationsParams DEFAULTS =
      new EquationsParams(List.of(), 0.05, 0.1, 200, 0.9, 0.25);

  public EquationsParams {
    controls = List.copyOf(controls);
    require(threshold >= 0 && threshold < 1, "threshold must be in [0, 1)", threshold);
    require(edgeTrim >= 0 && edgeTrim <= 0.4, "edge_trim must be in [0, 0.4]", edgeTrim);
    require(
        bootstrapReplicates >= 20 && bootstrapReplicates <= 100_000,
        "bootstrap_replicates must be in 20..100000",
        bootstrapReplicates);
    require(
        stableFrequency > 0.5 && stableFrequency <= 1,
        "stable_frequency must be in (0.5, 1]",
        stableFrequency);
    require(
        heldOutFraction > 0 && heldOutFraction <= 0.5,
        "held_out_fraction must be in (0, 0.5]",
        heldOutFraction);
  }

  public static EquationsParams of(JsonNode params) {
    return Parameters.section(params, "equations", DEFAULTS, EquationsParams.class);
  }

  private static void require(boolean holds, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", was " + value);
    }
  }
}
