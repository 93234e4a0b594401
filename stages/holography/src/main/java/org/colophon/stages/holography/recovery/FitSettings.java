package org.colophon.stages.holography.recovery;

import org.colophon.stages.holography.geometry.ConfigSection;

/**
 * How correlators are fitted and when an answer is believed.
 *
 * @param sigmaFloor relative standard deviation used where the data claim to be exact
 * @param pMin lower bound of the blackening exponent
 * @param pMax its upper bound
 * @param starts how many of the best scan points the optimiser starts from
 * @param chi2DofMax χ² per degree of freedom above which no family is named
 * @param resolvedDeltaChi2 gain in χ² over the model without a horizon that resolves one
 * @param shapeSigmas standard deviations by which a length must fail to increase, or to be concave
 * @param exponentTolerance how far p may be from d for {@code ads}, beside 3 σ
 * @param temperatureTolerance relative difference of T and Hawking's temperature, beside 3 σ
 * @param modelFreeTolerance difference in f from the Abel inversion above which no family is named
 * @param tablePoints rows of the geometry that is written
 * @param tableFrom first z, in units of the horizon, or without one of the depth reached
 * @param tableTo last z in the same unit, below 1
 */
public record FitSettings(
    double sigmaFloor,
    double pMin,
    double pMax,
    int starts,
    double chi2DofMax,
    double resolvedDeltaChi2,
    double shapeSigmas,
    double exponentTolerance,
    double temperatureTolerance,
    double modelFreeTolerance,
    int tablePoints,
    double tableFrom,
    double tableTo) {

  public FitSettings {
    require(sigmaFloor > 0 && sigmaFloor < 1, "sigma_floor must be between 0 and 1");
    require(pMin >= 0.5 && pMax > pMin && pMax <= 30, "need 0.5 <= p_min < p_max <= 30");
    require(starts >= 1, "starts must be at least 1");
    require(chi2DofMax > 0, "chi2_dof_max must be positive");
    require(resolvedDeltaChi2 > 0, "resolved_delta_chi2 must be positive");
    require(shapeSigmas > 0, "shape_sigmas must be positive");
    require(exponentTolerance >= 0, "exponent_tolerance must not be negative");
    require(temperatureTolerance >= 0, "temperature_tolerance must not be negative");
    require(modelFreeTolerance > 0, "model_free_tolerance must be positive");
    require(tablePoints >= 16, "table_points must be at least 16");
    require(
        tableFrom > 0 && tableTo > tableFrom && tableTo < 1, "need 0 < table_from < table_to < 1");
  }

  /**
   * @throws IllegalArgumentException if a value is missing or out of range
   */
  public static FitSettings read(ConfigSection section) {
    try {
      return new FitSettings(
          section.number("sigma_floor"),
          section.number("p_min"),
          section.number("p_max"),
          section.integer("starts"),
          section.number("chi2_dof_max"),
          section.number("resolved_delta_chi2"),
          section.number("shape_sigmas"),
          section.number("exponent_tolerance"),
          section.number("temperature_tolerance"),
          section.number("model_free_tolerance"),
          section.integer("table_points"),
          section.number("table_from"),
          section.number("table_to"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(section.path() + ": " + e.getMessage(), e);
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
