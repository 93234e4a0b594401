package org.colophon.stages.holography.equations;

import java.util.function.DoubleFunction;
import org.colophon.stages.holography.geometry.Background;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.Jet;

/**
 * A table with derivatives: Chebyshev least squares of a = A + ln z and f. B is fitted with a
 * multiple of ln z beside the series, and so is a with hyperscaling violation, because there the
 * logarithm is part of the function.
 *
 * <p>The degree is 8. It is raised only where 8 does not represent the table to its own rounding
 * and more does: the deformed brane with d = 4, c = 0.1, z_h = 1 breaks NEC2 by 2e-5 at degree 8
 * and keeps it to 2e-10 at degree 14.
 */
public final class FittedBackground implements Background {
  /** Degree of the series unless the table asks for more. */
  public static final int DEGREE = 8;

  private static final int HIGHEST_DEGREE = 20;

  /** Rounding of the table itself and of the fit, in units of the table's roundoff. */
  private static final double ROUNDING = 64;

  private final int d;
  private final double horizon;
  private final int degree;
  private final double residual;
  private final ChebyshevFit.Curve logFreeA;
  private final ChebyshevFit.Curve f;
  private final DoubleFunction<Jet> b;

  private FittedBackground(GeometryPrediction geometry, int degree) {
    double[] z = geometry.z();
    double[] logFree = logFree(geometry);
    ChebyshevFit polynomial = ChebyshevFit.polynomial(z, degree);
    ChebyshevFit forA =
        geometry.family() == Family.HYPERSCALING
            ? ChebyshevFit.withLogarithm(z, degree)
            : polynomial;
    this.d = geometry.d();
    this.horizon = geometry.zH().orElse(Double.POSITIVE_INFINITY);
    this.degree = degree;
    this.logFreeA = forA.curve(logFree);
    this.f = polynomial.curve(geometry.f());
    this.b =
        geometry.table().b().isZero()
            ? _ -> Jet.ZERO
            : ChebyshevFit.withLogarithm(z, degree).curve(geometry.b())::at;
    this.residual = Math.max(forA.residual(logFree), polynomial.residual(geometry.f()));
  }

  /** The fit of the degree that the table asks for. */
  public static FittedBackground of(GeometryPrediction geometry) {
    double rounding = ROUNDING * Precision.of(geometry).roundoff();
    int highest = Math.min(HIGHEST_DEGREE, geometry.table().size() / 3);
    FittedBackground fit = ofDegree(geometry, DEGREE);
    while (fit.residual > rounding && fit.degree + 2 <= highest) {
      FittedBackground finer = new FittedBackground(geometry, fit.degree + 2);
      if (finer.residual > fit.residual / 2) {
        return fit;
      }
      fit = finer;
    }
    return fit;
  }

  /**
   * @throws IllegalArgumentException if the table has fewer than {@code degree} + 2 points
   */
  public static FittedBackground ofDegree(GeometryPrediction geometry, int degree) {
    return new FittedBackground(geometry, degree);
  }

  @Override
  public int d() {
    return d;
  }

  @Override
  public double horizon() {
    return horizon;
  }

  @Override
  public Jet a(double z) {
    Jet smooth = logFreeA.at(z);
    return new Jet(
        smooth.value() - StrictMath.log(z), smooth.first() - 1 / z, smooth.second() + 1 / (z * z));
  }

  @Override
  public Jet b(double z) {
    return b.apply(z);
  }

  @Override
  public Jet f(double z) {
    return f.at(z);
  }

  /** The function A + ln z, which has a limit at z = 0 on an asymptotically AdS background. */
  public Jet logFreeA(double z) {
    return logFreeA.at(z);
  }

  public int degree() {
    return degree;
  }

  /** Largest distance of the fit from the table, over A and f. */
  public double residual() {
    return residual;
  }

  private static double[] logFree(GeometryPrediction geometry) {
    double[] z = geometry.z();
    double[] a = geometry.a();
    for (int i = 0; i < a.length; i++) {
      a[i] += StrictMath.log(z[i]);
    }
    return a;
  }
}
