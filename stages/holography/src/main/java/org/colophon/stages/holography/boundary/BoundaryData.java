package org.colophon.stages.holography.boundary;

import java.util.List;
import org.colophon.stages.holography.geometry.Column;

/**
 * Equal-time two-point functions of one system: everything that stage 02 may know.
 *
 * @param d boundary spacetime dimension
 * @param temperature in 1/unit
 * @param seed of the noise, as the file states it
 * @param x separations, positive and strictly increasing
 */
public record BoundaryData(
    String systemId,
    int d,
    double temperature,
    long seed,
    double sigmaRel,
    Column x,
    List<Correlator> correlators) {

  /**
   * One operator's two-point function at the separations.
   *
   * @param g positive values
   * @param sigmaRel relative standard deviation; 0 where the data claim to be exact
   */
  public record Correlator(String operator, Column g, double sigmaRel) {}

  public BoundaryData {
    correlators = List.copyOf(correlators);
    if (d < 2) {
      throw new IllegalArgumentException("meta_range:d: must be at least 2, was " + d);
    }
    if (!(temperature >= 0 && Double.isFinite(temperature))) {
      throw new IllegalArgumentException(
          "meta_range:temperature: must not be negative, was " + temperature);
    }
    if (!x.isFinite() || !(x.first() > 0) || !x.isStrictlyIncreasing()) {
      throw new IllegalArgumentException(
          "x_not_increasing: x_grid must be positive and increase strictly");
    }
    if (correlators.isEmpty()) {
      throw new IllegalArgumentException("missing_key: no correlator G2_<operator>");
    }
    for (Correlator correlator : correlators) {
      String name = "G2_" + correlator.operator();
      if (correlator.g().size() != x.size()) {
        throw new IllegalArgumentException(
            "length_mismatch: " + name + " has " + correlator.g().size() + ", not " + x.size());
      }
      for (double value : correlator.g().toArray()) {
        if (!(value > 0 && Double.isFinite(value))) {
          throw new IllegalArgumentException("not_positive: " + name + " holds " + value);
        }
      }
    }
  }
}
