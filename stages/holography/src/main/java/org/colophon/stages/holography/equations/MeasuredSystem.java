package org.colophon.stages.holography.equations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.Jet;

/**
 * One geometry as the regression sees it: the terms at its points, and what they might have been
 * within its uncertainty.
 *
 * <p>The points nearest to both ends are left out: second derivatives of a least-squares polynomial
 * are worst there by far.
 */
final class MeasuredSystem {
  private final GeometryPrediction geometry;
  private final int firstPoint;
  private final int lastPoint;
  private final double[] z;
  private final double[] logFreeA;
  private final double[] f;
  private final ChebyshevFit fitA;
  private final ChebyshevFit fitF;
  private final ChebyshevFit finerA;
  private final ChebyshevFit finerF;
  private final BlackeningUncertainty uncertainty;
  private final double roundoff;
  private final Rows rows;

  /**
   * @param edgeTrim share of the points left out at each end, 0 to below 0.5
   */
  MeasuredSystem(GeometryPrediction geometry, double edgeTrim) {
    this.geometry = geometry;
    this.z = geometry.z();
    this.f = geometry.f();
    this.logFreeA = geometry.a();
    for (int i = 0; i < z.length; i++) {
      logFreeA[i] += StrictMath.log(z[i]);
    }
    this.firstPoint = (int) (edgeTrim * z.length);
    this.lastPoint = z.length - 1 - firstPoint;
    int degree = FittedBackground.of(geometry).degree();
    int finer = Math.min(degree + 2, z.length - 2);
    this.fitF = ChebyshevFit.polynomial(z, degree);
    this.finerF = ChebyshevFit.polynomial(z, finer);
    boolean logarithmic = geometry.family() == Family.HYPERSCALING;
    this.fitA = logarithmic ? ChebyshevFit.withLogarithm(z, degree) : fitF;
    this.finerA = logarithmic ? ChebyshevFit.withLogarithm(z, finer) : finerF;
    this.uncertainty = BlackeningUncertainty.of(geometry);
    this.roundoff = Precision.of(geometry).roundoff();
    this.rows = terms(fitA.curve(logFreeA), fitF.curve(f));
  }

  GeometryPrediction geometry() {
    return geometry;
  }

  String id() {
    return geometry.systemId();
  }

  Rows rows() {
    return rows;
  }

  /**
   * The rows of a table that differs from this one by a draw from its uncertainty: of the fit that
   * made it, of rounding, and of the degree at which derivatives are taken.
   */
  Rows drawn(Random random) {
    double[] otherF = withinUncertainty(random);
    double[] otherA = logFreeA.clone();
    for (int i = 0; i < z.length; i++) {
      otherF[i] += roundoff * Math.abs(f[i]) * random.nextGaussian();
      otherA[i] += roundoff * Math.max(1, Math.abs(StrictMath.log(z[i]))) * random.nextGaussian();
    }
    boolean finer = random.nextBoolean();
    return terms((finer ? finerA : fitA).curve(otherA), (finer ? finerF : fitF).curve(otherF));
  }

  /** Whether A = -ln z up to a constant and rounding, which is a choice of gauge. */
  boolean isAreal() {
    double low = Arrays.stream(logFreeA).min().orElse(0);
    double high = Arrays.stream(logFreeA).max().orElse(0);
    return high - low < 64 * roundoff * (1 + Math.abs(StrictMath.log(z[0])));
  }

  /** Whether f is 1 everywhere, so that it has nothing to say on f''. */
  boolean hasNoHorizon() {
    return Arrays.stream(f).allMatch(value -> Math.abs(value - 1) < 64 * roundoff);
  }

  /** Share of f's standard deviation that its smooth curve leaves out; near 1 for mere noise. */
  double roughness() {
    double[] residual = new double[z.length];
    ChebyshevFit.Curve curve = fitF.curve(f);
    for (int i = 0; i < z.length; i++) {
      residual[i] = f[i] - curve.at(z[i]).value();
    }
    double spread = Spread.deviation(f);
    return spread == 0 ? 0 : Spread.rms(residual) / spread;
  }

  private double[] withinUncertainty(Random random) {
    double[] other = f.clone();
    double[] draws = new double[uncertainty.size()];
    for (int k = 0; k < draws.length; k++) {
      draws[k] = random.nextGaussian();
    }
    for (int i = 0; i < z.length; i++) {
      List<Jet> displacements = uncertainty.at(z[i]);
      for (int k = 0; k < draws.length; k++) {
        other[i] += draws[k] * displacements.get(k).value();
      }
    }
    return other;
  }

  private Rows terms(ChebyshevFit.Curve smoothA, ChebyshevFit.Curve smoothF) {
    List<Rows.Point> points = new ArrayList<>();
    for (int i = firstPoint; i <= lastPoint; i++) {
      double x = z[i];
      Jet smooth = smoothA.at(x);
      Jet a =
          new Jet(
              smooth.value() - StrictMath.log(x),
              smooth.first() - 1 / x,
              smooth.second() + 1 / (x * x));
      points.add(new Rows.Point(x, a, smoothF.at(x)));
    }
    return new Rows(points);
  }
}
