package org.colophon.stages.holography.boundary;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.colophon.stages.holography.geometry.ConfigSection;

/**
 * Where and how well correlators are measured.
 *
 * @param xMin shortest separation, in units of length
 * @param xMax longest separation
 * @param points number of separations, evenly spaced
 * @param dimensions scaling dimensions Δ of the operators O1, O2, …; heavy, for the geodesic
 *     approximation
 * @param sigmaRel relative standard deviation of each value; 0 for none
 */
public record Sampling(
    double xMin, double xMax, int points, List<Double> dimensions, double sigmaRel) {

  public Sampling {
    dimensions = List.copyOf(dimensions);
    if (!(xMin > 0 && xMax > xMin && Double.isFinite(xMax))) {
      throw new IllegalArgumentException(
          "separations need 0 < x_min < x_max, were " + xMin + " and " + xMax);
    }
    if (points < 16) {
      throw new IllegalArgumentException("points must be at least 16, was " + points);
    }
    if (dimensions.isEmpty() || !dimensions.stream().allMatch(delta -> delta > 0)) {
      throw new IllegalArgumentException("Delta must list positive dimensions: " + dimensions);
    }
    if (!(sigmaRel >= 0 && sigmaRel < 1)) {
      throw new IllegalArgumentException("sigma_rel must be in [0, 1), was " + sigmaRel);
    }
  }

  /**
   * @throws IllegalArgumentException if a value is missing or out of range
   */
  public static Sampling read(ConfigSection section) {
    try {
      return new Sampling(
          section.number("x_min"),
          section.number("x_max"),
          section.integer("points"),
          section.numbers("Delta"),
          section.number("sigma_rel"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(section.path() + ": " + e.getMessage(), e);
    }
  }

  double[] separations() {
    double[] x = new double[points];
    for (int i = 0; i < points; i++) {
      x[i] = xMin + (xMax - xMin) * i / (points - 1);
    }
    return x;
  }

  /** Scaling dimensions by operator name, in order. */
  Map<String, Double> operators() {
    Map<String, Double> operators = new LinkedHashMap<>();
    for (int i = 0; i < dimensions.size(); i++) {
      operators.put("O" + (i + 1), dimensions.get(i));
    }
    return operators;
  }
}
