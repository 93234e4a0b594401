package org.colophon.stages.holography.modes;

import org.colophon.stages.holography.geometry.GeometryTable;

/**
 * The radial equation on a tabulated background: cubic splines of A + ln z, f and B + (ζ-1) ln z -
 * Φ. The boundary values A + ln z = 0 and f = 1 and, if there is a horizon, f = 0 there are knots
 * too.
 */
final class TableProfile implements RadialProfile {
  /** Nearer to the horizon than this share of it a point adds only rounding to the spline. */
  private static final double TOO_NEAR = 1e-4;

  private final int d;
  private final double zeta;
  private final EvenSpline a;
  private final EvenSpline s;
  private final EvenSpline f;

  /**
   * @param horizon position of the horizon, or positive infinity
   */
  TableProfile(int d, double zeta, GeometryTable table, double horizon) {
    this.d = d;
    this.zeta = zeta;
    int size = table.size();
    double[] z = new double[size + 1];
    double[] aValues = new double[size + 1];
    double[] sValues = new double[size + 1];
    for (int i = 0; i < size; i++) {
      double log = StrictMath.log(table.z().get(i));
      z[i + 1] = table.z().get(i);
      aValues[i + 1] = table.a().get(i) + log;
      sValues[i + 1] = table.b().get(i) + (zeta - 1) * log - table.phi().get(i);
    }
    // A constant in B only rescales time, which does not enter at ω = 0.
    sValues[0] = sValues[1];
    this.a = new EvenSpline(z, aValues);
    this.s = new EvenSpline(z, sValues);
    this.f = blackening(table, horizon);
  }

  private static EvenSpline blackening(GeometryTable table, double horizon) {
    int inside = 0;
    while (inside < table.size() && table.z().get(inside) < horizon * (1 - TOO_NEAR)) {
      inside++;
    }
    boolean closed = Double.isFinite(horizon);
    double[] z = new double[inside + (closed ? 2 : 1)];
    double[] f = new double[z.length];
    f[0] = 1;
    for (int i = 0; i < inside; i++) {
      z[i + 1] = table.z().get(i);
      f[i + 1] = table.f().get(i);
    }
    if (closed) {
      z[inside + 1] = horizon;
    }
    return new EvenSpline(z, f);
  }

  @Override
  public double uvDimension() {
    return d - 1 + zeta;
  }

  @Override
  public Coefficients at(double z) {
    return Coefficients.of(
        d - 1,
        a.value(z),
        z * a.derivative(z),
        s.value(z),
        z * s.derivative(z),
        f.value(z),
        z * f.derivative(z));
  }
}
