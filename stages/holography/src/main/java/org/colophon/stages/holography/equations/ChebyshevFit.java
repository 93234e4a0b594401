package org.colophon.stages.holography.equations;

import org.colophon.stages.holography.geometry.Jet;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * The least-squares operator from values at fixed points to a Chebyshev series on [z_first,
 * z_last], with a multiple of ln z beside it where asked. It depends on the points and the degree
 * only, so one operator serves every function on a grid.
 *
 * <p>Never fit A itself by a polynomial alone: its logarithm spoils the derivatives. Fit a = A + ln
 * z, or ask for the logarithm.
 */
public final class ChebyshevFit {
  private final double middle;
  private final double halfWidth;
  private final int degree;
  private final boolean logarithm;
  private final RealMatrix design;
  private final RealMatrix toCoefficients;

  private ChebyshevFit(double[] z, int degree, boolean logarithm) {
    if (z.length < degree + 2) {
      throw new IllegalArgumentException(
          "a fit of degree " + degree + " needs " + (degree + 2) + " points, got " + z.length);
    }
    this.middle = (z[0] + z[z.length - 1]) / 2;
    this.halfWidth = (z[z.length - 1] - z[0]) / 2;
    this.degree = degree;
    this.logarithm = logarithm;
    double[][] rows = new double[z.length][];
    for (int i = 0; i < z.length; i++) {
      rows[i] = basis(z[i]);
    }
    this.design = new Array2DRowRealMatrix(rows, false);
    this.toCoefficients = new QRDecomposition(design).getSolver().getInverse();
  }

  /**
   * @param z strictly increasing, at least {@code degree} + 2 points
   */
  public static ChebyshevFit polynomial(double[] z, int degree) {
    return new ChebyshevFit(z, degree, false);
  }

  /**
   * @param z positive, strictly increasing, at least {@code degree} + 2 points
   */
  public static ChebyshevFit withLogarithm(double[] z, int degree) {
    return new ChebyshevFit(z, degree, true);
  }

  /** The series closest to {@code values}, which stand at the points of this fit. */
  public Curve curve(double[] values) {
    return new Curve(coefficients(values));
  }

  /** Largest distance between {@code values} and the series closest to them. */
  double residual(double[] values) {
    double[] fitted = design.operate(coefficients(values));
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      largest = Math.max(largest, Math.abs(fitted[i] - values[i]));
    }
    return largest;
  }

  /** With one step of refinement: second derivatives magnify what rounding leaves. */
  private double[] coefficients(double[] values) {
    double[] coefficients = toCoefficients.operate(values);
    double[] rest = design.operate(coefficients);
    for (int i = 0; i < rest.length; i++) {
      rest[i] = values[i] - rest[i];
    }
    double[] correction = toCoefficients.operate(rest);
    for (int k = 0; k < coefficients.length; k++) {
      coefficients[k] += correction[k];
    }
    return coefficients;
  }

  private double scaled(double z) {
    return (z - middle) / halfWidth;
  }

  private double[] basis(double z) {
    double x = scaled(z);
    double[] row = new double[degree + (logarithm ? 2 : 1)];
    row[0] = 1;
    row[1] = x;
    for (int k = 2; k <= degree; k++) {
      row[k] = 2 * x * row[k - 1] - row[k - 2];
    }
    if (logarithm) {
      row[degree + 1] = StrictMath.log(z);
    }
    return row;
  }

  /** A series that gives its value and derivatives anywhere near its interval. */
  public final class Curve {
    private final double[] coefficients;

    private Curve(double[] coefficients) {
      this.coefficients = coefficients;
    }

    /** Value, first and second derivative at {@code z}, by the differentiated recurrence. */
    public Jet at(double z) {
      double x = scaled(z);
      double t0 = 1;
      double t1 = x;
      double d0 = 0;
      double d1 = 1;
      double s0 = 0;
      double s1 = 0;
      double value = coefficients[0];
      double first = 0;
      double second = 0;
      for (int k = 1; k <= degree; k++) {
        value += coefficients[k] * t1;
        first += coefficients[k] * d1;
        second += coefficients[k] * s1;
        double t2 = 2 * x * t1 - t0;
        double d2 = 2 * t1 + 2 * x * d1 - d0;
        double s2 = 4 * d1 + 2 * x * s1 - s0;
        t0 = t1;
        t1 = t2;
        d0 = d1;
        d1 = d2;
        s0 = s1;
        s1 = s2;
      }
      first /= halfWidth;
      second /= halfWidth * halfWidth;
      if (!logarithm) {
        return new Jet(value, first, second);
      }
      double c = coefficients[degree + 1];
      return new Jet(value + c * StrictMath.log(z), first + c / z, second - c / (z * z));
    }
  }
}
