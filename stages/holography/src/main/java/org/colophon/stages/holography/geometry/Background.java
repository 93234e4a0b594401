package org.colophon.stages.holography.geometry;

/**
 * A static planar background with boundary at z = 0 and L = 1,
 *
 * <pre>ds² = e^{2A(z)} [ -e^{2B(z)} f(z) dt² + dx_i² + dz²/f(z) ]</pre>
 *
 * in d boundary spacetime dimensions, d - 1 of them spatial. Lengths are in one arbitrary unit.
 */
public interface Background {

  /** Boundary spacetime dimension, at least 2. */
  int d();

  /** Horizon position, or positive infinity where there is none. */
  double horizon();

  Jet a(double z);

  default Jet b(double z) {
    return Jet.ZERO;
  }

  Jet f(double z);

  /** Hawking temperature e^B |f'| / (4π) at the horizon; 0 without one. */
  default double temperature() {
    if (Double.isInfinite(horizon())) {
      return 0;
    }
    double zh = horizon();
    return StrictMath.exp(b(zh).value()) * Math.abs(f(zh).first()) / (4 * Math.PI);
  }
}
