package org.colophon.stages.holography.modes;

import org.colophon.stages.holography.modes.RadialProfile.Coefficients;

/**
 * The exponent Δ of φ ~ z^Δ at the boundary, measured on the differential equation without the
 * formula Δ(Δ - D) = m². The slope y = d ln φ / d ln z obeys a Riccati equation whose attractor is
 * the larger exponent when it is integrated away from the boundary, the smaller one towards it; the
 * starting slope is arbitrary and forgotten like a power of z.
 *
 * @param error how far the value moves when the integration ends a factor of two earlier
 */
record UvExponent(double value, double error) {
  private static final double LOG_NEAR = StrictMath.log(1e-8);
  private static final double LOG_FAR = StrictMath.log(1e-3);
  private static final double LOG_TWO = StrictMath.log(2);
  private static final int STEPS = 160;
  private static final int STEPS_PER_OCTAVE = 20;

  /** Two starting slopes, away from D/2; any two will do. */
  private static final double START = 0.25;

  private static final double OTHER_START = 1;

  /** Below this the starting slope is forgotten, and what is left of it is rounding. */
  private static final double FORGOTTEN = 1e-9;

  /**
   * @param unit the length on which the background changes: z runs from 1e-8 to 1e-3 of it
   */
  static UvExponent measure(
      RadialProfile profile, double m2, double lambda, Branch branch, double unit) {
    Riccati riccati = new Riccati(profile, m2, lambda, unit);
    double middle = profile.uvDimension() / 2;
    return switch (branch) {
      case PLUS ->
          extrapolate(
              riccati.lastOctaves(middle + START, LOG_NEAR, LOG_FAR),
              riccati.lastOctaves(middle + OTHER_START, LOG_NEAR, LOG_FAR));
      case MINUS ->
          extrapolate(
              riccati.lastOctaves(middle - START, LOG_FAR, LOG_NEAR),
              riccati.lastOctaves(middle - OTHER_START, LOG_FAR, LOG_NEAR));
    };
  }

  /**
   * @param y slopes at the ends of the last octaves, four of them
   * @param other the same from another start
   */
  private static UvExponent extrapolate(double[] y, double[] other) {
    double earlier = limit(y, other, 1);
    double value = limit(y, other, 2);
    return new UvExponent(value, Math.abs(value - earlier));
  }

  /**
   * Takes out of y = Δ + κ z² + memory both corrections by their values an octave apart: the memory
   * of the start shrinks by the ratio that the difference of the two starts shows, z² grows by
   * four.
   */
  private static double limit(double[] y, double[] other, int i) {
    double before = y[i] - other[i];
    double memory = Math.abs(before) < FORGOTTEN ? 0 : (y[i + 1] - other[i + 1]) / before;
    double first = y[i] - memory * y[i - 1];
    double second = y[i + 1] - memory * y[i];
    return (4 * first - second) / (3 * (1 - memory));
  }

  /** dy/dt for t = ln(z/unit), by the classical Runge-Kutta method. */
  private record Riccati(RadialProfile profile, double m2, double lambda, double unit) {

    /** y three octaves, two, one and none before the end. */
    double[] lastOctaves(double start, double from, double to) {
      double octave = Math.copySign(LOG_TWO, to - from);
      double[] y = new double[4];
      y[0] = integrate(start, from, to - 3 * octave, STEPS);
      for (int i = 1; i < y.length; i++) {
        double end = to - (3 - i) * octave;
        y[i] = integrate(y[i - 1], end - octave, end, STEPS_PER_OCTAVE);
      }
      return y;
    }

    private double integrate(double start, double from, double to, int steps) {
      double h = (to - from) / steps;
      double y = start;
      Coefficients left = at(from);
      for (int i = 0; i < steps; i++) {
        double t = from + i * h;
        Coefficients middle = at(t + h / 2);
        Coefficients right = at(t + h);
        double k1 = slope(left, t, y);
        double k2 = slope(middle, t + h / 2, y + h / 2 * k1);
        double k3 = slope(middle, t + h / 2, y + h / 2 * k2);
        double k4 = slope(right, t + h, y + h * k3);
        y += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        left = right;
      }
      return y;
    }

    private Coefficients at(double t) {
      return profile.at(unit * StrictMath.exp(t));
    }

    private double slope(Coefficients c, double t, double y) {
      double z = unit * StrictMath.exp(t);
      double damping = profile.uvDimension() - c.slope() / c.p();
      return (m2 * c.q() - lambda * z * z * c.w()) / c.p() + y * (damping - y);
    }
  }
}
