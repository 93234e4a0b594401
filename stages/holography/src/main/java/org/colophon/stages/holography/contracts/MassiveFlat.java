package org.colophon.stages.holography.contracts;

import org.colophon.stages.holography.geometry.Background;
import org.colophon.stages.holography.geometry.Jet;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.hipparchus.special.Gamma;

/**
 * The "bulk" that geodesics see if the data are G = e^{-mx}/(4πx), a free massive field in flat
 * space, where there is none. With Δ = 1/2, L = 2 ln ℓ + 2mℓ, so dL/dℓ = 1/u at the turning point u
 * gives ℓ = 2u/(1 - 2mu); the Abel inversion of that, term by term, is f = 1/g² with
 *
 * <pre>g = Σ_k 2 (2mz)^k / B(k/2 + 1, 1/2)      for 2mz &lt; 1.</pre>
 *
 * <p>1 - f starts with the first power of z, which is no energy density in any d &gt; 1.
 *
 * @param mass m in 1/unit
 */
record MassiveFlat(int d, double mass) implements Background {
  private static final int TERMS = 400;

  @Override
  public double horizon() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public Jet a(double z) {
    return PowerBlackening.ads(d).a(z);
  }

  /**
   * @param z below 0.45/m, where the series has converged
   */
  @Override
  public Jet f(double z) {
    double x = 2 * mass * z;
    if (!(x < 0.9)) {
      throw new IllegalArgumentException("the series needs 2 m z below 0.9, was " + x);
    }
    double g = 0;
    double first = 0;
    double second = 0;
    double power = 1;
    for (int k = 0; k < TERMS; k++) {
      double term = 2 * power / beta(k);
      g += term;
      first += k * term / z;
      second += k * (k - 1.0) * term / (z * z);
      power *= x;
    }
    return new Jet(
        1 / (g * g),
        -2 * first / (g * g * g),
        6 * first * first / (g * g * g * g) - 2 * second / (g * g * g));
  }

  /** B(k/2 + 1, 1/2). */
  private static double beta(int k) {
    return Math.sqrt(Math.PI)
        * StrictMath.exp(Gamma.logGamma(k / 2.0 + 1) - Gamma.logGamma(k / 2.0 + 1.5));
  }
}
