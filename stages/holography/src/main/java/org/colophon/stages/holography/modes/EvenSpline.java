package org.colophon.stages.holography.modes;

import java.util.Arrays;

/**
 * A cubic spline that starts at z = 0 with slope zero, as A + ln z and f do at the boundary, so
 * that their corrections divided by z² stay finite there; at the last knot but one its third
 * derivative does not jump (not-a-knot), which keeps fourth order up to the end.
 *
 * @see "de Boor: A Practical Guide to Splines, chapter IV"
 */
final class EvenSpline {
  private final double[] x;
  private final double[] y;
  private final double[] slope;

  /**
   * @param x knots, the first 0, increasing, at least 4
   */
  EvenSpline(double[] x, double[] y) {
    if (x.length < 4 || x[0] != 0) {
      throw new IllegalArgumentException("a spline needs 4 knots or more, the first at 0");
    }
    this.x = x.clone();
    this.y = y.clone();
    this.slope = slopes(this.x, this.y);
  }

  /** The value; the last cubic continues beyond the last knot. */
  double value(double at) {
    int i = interval(at);
    double h = x[i + 1] - x[i];
    double t = (at - x[i]) / h;
    double step = (y[i + 1] - y[i]) / h;
    double bend = slope[i] + slope[i + 1] - 2 * step;
    return y[i] + h * t * (slope[i] + t * (step - slope[i] + (t - 1) * bend));
  }

  double derivative(double at) {
    int i = interval(at);
    double h = x[i + 1] - x[i];
    double t = (at - x[i]) / h;
    double step = (y[i + 1] - y[i]) / h;
    double bend = slope[i] + slope[i + 1] - 2 * step;
    return slope[i] + 2 * t * (step - slope[i]) + (3 * t - 2) * t * bend;
  }

  private int interval(double at) {
    int found = Arrays.binarySearch(x, at);
    int left = found >= 0 ? found : -found - 2;
    return Math.clamp(left, 0, x.length - 2);
  }

  /** The slopes at the knots for which the second derivative is continuous. */
  private static double[] slopes(double[] x, double[] y) {
    int last = x.length - 1;
    double[] h = new double[last];
    double[] step = new double[last];
    for (int i = 0; i < last; i++) {
      h[i] = x[i + 1] - x[i];
      step[i] = (y[i + 1] - y[i]) / h[i];
    }
    double[] diagonal = new double[last + 1];
    double[] above = new double[last + 1];
    double[] right = new double[last + 1];
    diagonal[0] = 1;
    for (int i = 1; i < last; i++) {
      double below = h[i];
      double factor = below / diagonal[i - 1];
      diagonal[i] = 2 * (h[i - 1] + h[i]) - factor * above[i - 1];
      above[i] = h[i - 1];
      right[i] = 3 * (h[i] * step[i - 1] + h[i - 1] * step[i]) - factor * right[i - 1];
    }
    double two = h[last - 2] + h[last - 1];
    double end =
        ((h[last - 1] * h[last - 1]) * step[last - 2]
                + (2 * two + h[last - 1]) * h[last - 2] * step[last - 1])
            / two;
    double factor = two / diagonal[last - 1];
    double[] slope = new double[last + 1];
    slope[last] = (end - factor * right[last - 1]) / (h[last - 2] - factor * above[last - 1]);
    for (int i = last - 1; i >= 0; i--) {
      slope[i] = (right[i] - above[i] * slope[i + 1]) / diagonal[i];
    }
    return slope;
  }
}
