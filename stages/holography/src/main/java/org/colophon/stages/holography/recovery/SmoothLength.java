package org.colophon.stages.holography.recovery;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealVector;

/**
 * L - 2 ln ℓ as a Chebyshev series, by least squares. The degree is the one with the least Bayesian
 * information criterion, so that noise is not followed and exact data are.
 */
final class SmoothLength {
  private static final int LOWEST_DEGREE = 2;
  private static final int HIGHEST_DEGREE = 24;

  private final double from;
  private final double to;
  private final double[] coefficients;

  private SmoothLength(double from, double to, double[] coefficients) {
    this.from = from;
    this.to = to;
    this.coefficients = coefficients;
  }

  /**
   * @param widths strictly increasing
   * @param lengths L at the widths
   */
  static SmoothLength through(double[] widths, double[] lengths) {
    double[] excess = new double[widths.length];
    for (int i = 0; i < widths.length; i++) {
      excess[i] = lengths[i] - 2 * StrictMath.log(widths[i]);
    }
    double from = widths[0];
    double to = widths[widths.length - 1];
    SmoothLength best = new SmoothLength(from, to, new double[] {0});
    double least = Double.POSITIVE_INFINITY;
    int highest = Math.min(HIGHEST_DEGREE, widths.length / 3);
    for (int degree = LOWEST_DEGREE; degree <= highest; degree++) {
      SmoothLength candidate = ofDegree(degree, widths, excess);
      double criterion = candidate.criterion(widths, excess);
      if (criterion < least) {
        least = criterion;
        best = candidate;
      }
    }
    return best;
  }

  /** dL/dℓ, which is 1/z* of the geodesic of that width. */
  double slope(double width) {
    double t = scaled(width);
    // U_{k-1} by recurrence: T_k' = k U_{k-1}
    double before = 0;
    double now = 1;
    double sum = 0;
    for (int k = 1; k < coefficients.length; k++) {
      sum += k * coefficients[k] * now;
      double next = 2 * t * now - before;
      before = now;
      now = next;
    }
    return 2 / width + sum * 2 / (to - from);
  }

  private static SmoothLength ofDegree(int degree, double[] widths, double[] excess) {
    double from = widths[0];
    double to = widths[widths.length - 1];
    double[][] design = new double[widths.length][];
    for (int i = 0; i < widths.length; i++) {
      design[i] = polynomials(degree, scaled(widths[i], from, to));
    }
    RealVector solution =
        new QRDecomposition(new Array2DRowRealMatrix(design, false))
            .getSolver()
            .solve(new ArrayRealVector(excess, false));
    return new SmoothLength(from, to, solution.toArray());
  }

  private double criterion(double[] widths, double[] excess) {
    double squares = 0;
    for (int i = 0; i < widths.length; i++) {
      double[] row = polynomials(coefficients.length - 1, scaled(widths[i]));
      double residual = excess[i];
      for (int k = 0; k < row.length; k++) {
        residual -= coefficients[k] * row[k];
      }
      squares += residual * residual;
    }
    int n = widths.length;
    return n * StrictMath.log(Math.max(squares / n, Double.MIN_NORMAL))
        + coefficients.length * StrictMath.log(n);
  }

  private double scaled(double width) {
    return scaled(width, from, to);
  }

  private static double scaled(double width, double from, double to) {
    return (2 * width - from - to) / (to - from);
  }

  private static double[] polynomials(int degree, double t) {
    double[] values = new double[degree + 1];
    values[0] = 1;
    values[1] = t;
    for (int k = 2; k <= degree; k++) {
      values[k] = 2 * t * values[k - 1] - values[k - 2];
    }
    return values;
  }
}
