package org.colophon.stages.holography.modes;

import org.colophon.stages.holography.geometry.Background;
import org.colophon.stages.holography.geometry.Jet;

/**
 * The radial equation on a background in closed form.
 *
 * @param zeta dynamical exponent ζ; 1 but for Lifshitz
 */
record BackgroundProfile(Background background, double zeta) implements RadialProfile {

  static BackgroundProfile of(Background background) {
    return new BackgroundProfile(background, 1);
  }

  @Override
  public double uvDimension() {
    return background.d() - 1 + zeta;
  }

  @Override
  public Coefficients at(double z) {
    Jet a = background.a(z);
    Jet b = background.b(z);
    Jet f = background.f(z);
    double log = StrictMath.log(z);
    return Coefficients.of(
        background.d() - 1,
        a.value() + log,
        z * a.first() + 1,
        b.value() + (zeta - 1) * log,
        z * b.first() + zeta - 1,
        f.value(),
        z * f.first());
  }
}
