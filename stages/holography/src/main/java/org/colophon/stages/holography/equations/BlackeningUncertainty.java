package org.colophon.stages.holography.equations;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.Jet;

/**
 * How f may be displaced: independent smooth curves, each one standard deviation. A fitted curve
 * moves as a whole, so its derivatives are far better known than those of independent points.
 *
 * <p>For f = 1 - (z/z_h)^p with a known σ_p the curves are the derivatives by p and z_h (their
 * correlation is not handed over and so left out). For another table with a column f_sigma it is
 * that column. For any other there is none: the table counts as exact.
 */
public final class BlackeningUncertainty {
  private final List<DoubleFunction<Jet>> displacements;

  private BlackeningUncertainty(List<DoubleFunction<Jet>> displacements) {
    this.displacements = displacements;
  }

  public static BlackeningUncertainty of(GeometryPrediction geometry) {
    List<DoubleFunction<Jet>> displacements = new ArrayList<>();
    double pSigma = geometry.recovery().pSigma().orElse(0);
    if (geometry.zH().isPresent() && pSigma > 0) {
      double zH = geometry.zH().getAsDouble();
      double zHSigma = geometry.zHSigma().orElse(0);
      double p = geometry.recovery().p().orElse(geometry.d());
      displacements.add(z -> byPower(z, zH, p, pSigma));
      if (zHSigma > 0) {
        displacements.add(z -> byHorizon(z, zH, p, zHSigma));
      }
    } else if (geometry.table().fSigma().isPresent()) {
      double[] sigma = geometry.table().fSigma().get().toArray();
      displacements.add(
          ChebyshevFit.polynomial(geometry.z(), FittedBackground.DEGREE).curve(sigma)::at);
    }
    return new BlackeningUncertainty(displacements);
  }

  /** Whether the table counts as exact. */
  public boolean isNone() {
    return displacements.isEmpty();
  }

  /** The curves at {@code z}; the same number everywhere. */
  List<Jet> at(double z) {
    return displacements.stream().map(curve -> curve.apply(z)).toList();
  }

  /** How many independent curves there are. */
  int size() {
    return displacements.size();
  }

  /** Standard deviation at {@code z} of a quantity that is {@code linear} in f. */
  public double of(double z, ToDoubleFunction<Jet> linear) {
    double sum = 0;
    for (DoubleFunction<Jet> curve : displacements) {
      double displaced = linear.applyAsDouble(curve.apply(z));
      sum += displaced * displaced;
    }
    return Math.sqrt(sum);
  }

  private static Jet byPower(double z, double zH, double p, double sigma) {
    double logarithm = StrictMath.log(z / zH);
    double size = -sigma * StrictMath.exp(p * logarithm);
    return new Jet(
        size * logarithm,
        size * (p * logarithm + 1) / z,
        size * (p * (p - 1) * logarithm + 2 * p - 1) / (z * z));
  }

  private static Jet byHorizon(double z, double zH, double p, double sigma) {
    double size = sigma / zH * p * StrictMath.exp(p * StrictMath.log(z / zH));
    return new Jet(size, p * size / z, p * (p - 1) * size / (z * z));
  }
}
