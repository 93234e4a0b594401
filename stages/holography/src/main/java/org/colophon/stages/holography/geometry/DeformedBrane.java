package org.colophon.stages.holography.geometry;

/**
 * The deformed black brane A = -ln z - c z², f = 1 - I(z)/I(z_h) with I(z) = ∫₀^z e^{-nA}; f = 1
 * without a horizon. It solves the Einstein equations with a neutral scalar for c ≥ 0.
 *
 * @param c deformation in 1/unit²
 * @param horizon z_h, or positive infinity
 */
public record DeformedBrane(int d, double c, double horizon) implements Background {
  private static final GaussLegendre RULE = GaussLegendre.ofSize(64);

  public DeformedBrane {
    if (d < 2) {
      throw new IllegalArgumentException("d must be at least 2, was " + d);
    }
    if (!(horizon > 0)) {
      throw new IllegalArgumentException("z_h must be positive, was " + horizon);
    }
  }

  @Override
  public Jet a(double z) {
    return new Jet(-StrictMath.log(z) - c * z * z, -1 / z - 2 * c * z, 1 / (z * z) - 2 * c);
  }

  @Override
  public Jet f(double z) {
    if (Double.isInfinite(horizon)) {
      return Jet.ONE;
    }
    int n = d - 1;
    double weight = StrictMath.pow(z, n) * StrictMath.exp(n * c * z * z);
    double total = integral(horizon);
    return new Jet(
        1 - integral(z) / total, -weight / total, -weight * (n / z + 2 * n * c * z) / total);
  }

  private double integral(double z) {
    int n = d - 1;
    return z
        * RULE.integrate(t -> StrictMath.pow(z * t, n) * StrictMath.exp(n * c * z * z * t * t));
  }
}
