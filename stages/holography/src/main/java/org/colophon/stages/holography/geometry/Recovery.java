package org.colophon.stages.holography.geometry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How a geometry was recovered, and how far that can be trusted.
 *
 * @param p blackening exponent of f = 1 - (z/z_h)^p
 * @param deltaHat scaling dimension by operator
 * @param deltaSigma its standard deviation by operator
 * @param chi2Dof χ² per degree of freedom of the fit
 * @param deltaChi2 χ² of the model without a horizon minus χ² of the fit
 * @param gauge the coordinate that fixes A; {@code areal} means A = -ln z by choice
 * @param learned the functions that the data determine; the others are assumed
 * @param probe the approximation that links correlators and bulk
 * @param zReach depth that the longest separation probes
 * @param interpretation what the geometry may be called
 */
public record Recovery(
    OptionalDouble p,
    OptionalDouble pSigma,
    Map<String, Double> deltaHat,
    Map<String, Double> deltaSigma,
    OptionalDouble chi2Dof,
    OptionalDouble deltaChi2,
    String gauge,
    List<String> learned,
    String method,
    String probe,
    OptionalDouble zReach,
    String interpretation) {

  /** A recovered geometry is a re-encoding of the data, no evidence for a gravity dual. */
  public static final String REPRESENTATION = "representation";

  /** For a geometry that comes from elsewhere and does not say. */
  public static final Recovery UNSTATED =
      new Recovery(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Map.of(),
          Map.of(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          "unstated",
          List.of(),
          "unstated",
          "unstated",
          OptionalDouble.empty(),
          REPRESENTATION);

  public Recovery {
    deltaHat = new LinkedHashMap<>(deltaHat);
    deltaSigma = new LinkedHashMap<>(deltaSigma);
    learned = List.copyOf(learned);
  }
}
