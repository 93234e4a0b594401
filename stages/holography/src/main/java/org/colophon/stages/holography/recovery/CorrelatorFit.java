package org.colophon.stages.holography.recovery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A model of the correlators and how well it does.
 *
 * @param horizon absent in the model of the vacuum, L = 2 ln ℓ
 * @param operators by name
 */
record CorrelatorFit(
    Optional<Horizon> horizon, Map<String, Operator> operators, double chi2, int degreesOfFreedom) {

  /**
   * The model f = 1 - (z/z_h)^p.
   *
   * @param logZVariance variance of ln z_h
   * @param pVariance variance of p
   * @param covariance of ln z_h and p
   */
  record Horizon(double zH, double p, double logZVariance, double pVariance, double covariance) {

    static Horizon withoutErrors(double zH, double p) {
      return new Horizon(zH, p, Double.NaN, Double.NaN, Double.NaN);
    }

    /** Whether the data fix the parameters well enough to give them errors. */
    boolean isDetermined() {
      return logZVariance >= 0
          && pVariance >= 0
          && Double.isFinite(logZVariance)
          && Double.isFinite(pVariance);
    }

    double zSigma() {
      return zH * Math.sqrt(logZVariance);
    }

    double pSigma() {
      return Math.sqrt(pVariance);
    }

    double f(double z) {
      return 1 - power(z);
    }

    /** Standard deviation of f(z). */
    double fSigma(double z) {
      double byLogZ = p * power(z);
      double byP = -logDepth(z) * power(z);
      return sigma(byLogZ, byP);
    }

    /** Standard deviation of a quantity with these derivatives to ln z_h and p. */
    double sigma(double byLogZ, double byP) {
      double variance =
          byLogZ * byLogZ * logZVariance + byP * byP * pVariance + 2 * byLogZ * byP * covariance;
      return Math.sqrt(Math.max(0, variance));
    }

    private double power(double z) {
      return StrictMath.exp(p * logDepth(z));
    }

    private double logDepth(double z) {
      return StrictMath.log(z / zH);
    }
  }

  /** N and Δ of G = N e^{-Δ L}. */
  record Operator(double logN, double delta, double deltaSigma) {}

  CorrelatorFit {
    operators = new LinkedHashMap<>(operators);
  }

  Operator operator(String name) {
    return Objects.requireNonNull(operators.get(name), name);
  }

  double f(double z) {
    return horizon.map(h -> h.f(z)).orElse(1.0);
  }

  /** Turning point of the geodesic that spans {@code width}. */
  double reach(double width) {
    return horizon
        .map(h -> h.zH() / new GeodesicTable(h.p()).at(width / h.zH()).slope())
        .orElse(width / 2);
  }

  double chi2Dof() {
    return chi2 / degreesOfFreedom;
  }
}
