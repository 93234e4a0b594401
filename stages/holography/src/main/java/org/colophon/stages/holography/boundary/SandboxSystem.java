package org.colophon.stages.holography.boundary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.colophon.stages.holography.boundary.BoundaryData.Correlator;
import org.colophon.stages.holography.geometry.Background;
import org.colophon.stages.holography.geometry.Column;

/**
 * One system made from a known bulk: what the boundary sees, and the truth behind it.
 *
 * @param boundary correlators in the geodesic approximation, G = e^{-Δ L(x)} with N = 1, times e^{σ
 *     ξ} with ξ standard normal: operators in order, separations in order within each
 */
public record SandboxSystem(BoundaryData boundary, BulkTruth truth) {
  private static final int TRUTH_POINTS = 200;
  private static final double TRUTH_START = 0.01;
  private static final double TRUTH_END = 0.99;

  /**
   * @param seed seed of this system's noise
   * @throws IllegalArgumentException if a separation has no geodesic
   */
  public static SandboxSystem make(SystemSpec spec, String id, Sampling sampling, long seed) {
    Background background = spec.background();
    double[] x = sampling.separations();
    double[] lengths = lengths(new Geodesic(background), x);
    GaussianNoise noise = new GaussianNoise(seed);
    List<Correlator> correlators = new ArrayList<>();
    for (Map.Entry<String, Double> operator : sampling.operators().entrySet()) {
      double[] g = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        double error = sampling.sigmaRel() == 0 ? 0 : sampling.sigmaRel() * noise.next();
        g[i] = StrictMath.exp(-operator.getValue() * lengths[i] + error);
      }
      correlators.add(new Correlator(operator.getKey(), Column.of(g), sampling.sigmaRel()));
    }
    BoundaryData boundary =
        new BoundaryData(
            id,
            spec.d(),
            background.temperature(),
            seed,
            sampling.sigmaRel(),
            Column.of(x),
            correlators);
    double end = spec.zH().isPresent() ? TRUTH_END * spec.zH().getAsDouble() : sampling.xMax() / 2;
    return new SandboxSystem(
        boundary, BulkTruth.of(spec, id, grid(TRUTH_START, end), sampling.operators()));
  }

  private static double[] lengths(Geodesic geodesic, double[] x) {
    double[] lengths = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      lengths[i] = geodesic.length(geodesic.turningPoint(x[i]));
    }
    return lengths;
  }

  private static double[] grid(double from, double to) {
    double[] z = new double[TRUTH_POINTS];
    for (int i = 0; i < TRUTH_POINTS; i++) {
      z[i] = from + (to - from) * i / (TRUTH_POINTS - 1);
    }
    return z;
  }
}
