package org.colophon.stages.holography.modes;

import org.colophon.stages.holography.modes.RadialProfile.Coefficients;

/**
 * The exponent Δ of φ ~ z^Δ at the boundary, measured on the differential equation without the
 * formula Δ(Δ - D) = m². The slope y = d ln φ / d ln z obeys a Riccati equation whose attractor is
 * the larger exponent when it is integrated away from the boundary, the smaller one towards it; the
 * starting value is arbitrary and forgotten like (z₁/z₀)^{-2ν}.
 *
 * @param error how much the value still depends on the starting slope, and on z
 */
record UvExponent(double value, double error) {
  private static final double LOG_NEAR = StrictMath.log(1e-8);
  private static final double LOG_FAR = StrictMath.log(1e-3);
  private static final int STEPS = 400;

  /** Two starting slopes above D/2; below it for the smaller exponent. */
  private static final double START = 0.25;

  private static final double OTHER_START = 1;

  /**
   * @param unit the length on which the background changes: z runs from 1e-8 to 1e-3 of it
   */
  static UvExponent measure(
      RadialProfile profile, double m2, double lambda, Branch branch, double unit) {
    Riccati riccati = new Riccati(profile, m2, lambda, unit);
    return switch (branch) {
      case PLUS -> outward(riccati, profile.uvDimension() / 2);
      case MINUS -> inward(riccati, profile.uvDimension() / 2);
    };
  }

  private static UvExponent outward(Riccati riccati, double middle) {
    double half = LOG_FAR - StrictMath.log(2);
    double there = riccati.integrate(middle + START, LOG_NEAR, half);
    double further = riccati.integrate(there, half, LOG_FAR);
    double other = riccati.integrate(middle + OTHER_START, LOG_NEAR, LOG_FAR);
    // y = Δ + O(z²): the term of second order is taken out by its two values
    double value = there + (there - further) / 3;
    return new UvExponent(value, Math.abs(further - other) + Math.abs(value - there));
  }

  private static UvExponent inward(Riccati riccati, double middle) {
    double value = riccati.integrate(middle - START, LOG_FAR, LOG_NEAR);
    double other = riccati.integrate(middle - OTHER_START, LOG_FAR, LOG_NEAR);
    return new UvExponent(value, Math.abs(value - other));
  }

  /** dy/dt for t = ln(z/unit), by the classical Runge-Kutta method. */
  private record Riccati(RadialProfile profile, double m2, double lambda, double unit) {

    double integrate(double start, double from, double to) {
      double h = (to - from) / STEPS;
      double y = start;
      Coefficients left = at(from);
      for (int i = 0; i < STEPS; i++) {
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
