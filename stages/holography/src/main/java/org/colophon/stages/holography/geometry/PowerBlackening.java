package org.colophon.stages.holography.geometry;

/**
 * A logarithmic background A = -a ln z, B = -b ln z with f = 1 - (z/z_h)^p, or f = 1 without a
 * horizon: AdS, Lifshitz and hyperscaling-violating black branes.
 *
 * @param a coefficient of A; 1 for AdS and Lifshitz, 1 - θ/n with hyperscaling violation
 * @param b coefficient of B; ζ - 1
 * @param p blackening exponent; d, n + ζ or n + ζ - θ
 * @param horizon z_h, or positive infinity
 * @see <a href="https://arxiv.org/abs/0808.1725">Kachru, Liu, Mulligan: Lifshitz</a>
 * @see <a href="https://arxiv.org/abs/1201.1905">Dong et al.: hyperscaling violation</a>
 */
public record PowerBlackening(int d, double a, double b, double p, double horizon)
    implements Background {

  public PowerBlackening {
    if (d < 2) {
      throw new IllegalArgumentException("d must be at least 2, was " + d);
    }
    if (!(horizon > 0)) {
      throw new IllegalArgumentException("z_h must be positive, was " + horizon);
    }
  }

  public static PowerBlackening ads(int d) {
    return adsBrane(d, Double.POSITIVE_INFINITY);
  }

  public static PowerBlackening adsBrane(int d, double horizon) {
    return new PowerBlackening(d, 1, 0, d, horizon);
  }

  /**
   * @param zeta dynamical exponent ζ
   */
  public static PowerBlackening lifshitz(int d, double zeta, double horizon) {
    return new PowerBlackening(d, 1, zeta - 1, d - 1 + zeta, horizon);
  }

  /**
   * @param theta hyperscaling violation θ
   * @param zeta dynamical exponent ζ
   */
  public static PowerBlackening hyperscaling(int d, double theta, double zeta, double horizon) {
    int n = d - 1;
    return new PowerBlackening(d, 1 - theta / n, zeta - 1, n + zeta - theta, horizon);
  }

  @Override
  public Jet a(double z) {
    return logarithm(a, z);
  }

  @Override
  public Jet b(double z) {
    return b == 0 ? Jet.ZERO : logarithm(b, z);
  }

  @Override
  public Jet f(double z) {
    if (Double.isInfinite(horizon)) {
      return Jet.ONE;
    }
    double power = StrictMath.pow(z / horizon, p);
    return new Jet(1 - power, -p * power / z, -p * (p - 1) * power / (z * z));
  }

  private static Jet logarithm(double coefficient, double z) {
    return new Jet(-coefficient * StrictMath.log(z), -coefficient / z, coefficient / (z * z));
  }
}
