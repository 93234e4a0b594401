package org.colophon.stages.holography.recovery;

import java.util.Arrays;
import java.util.Optional;
import org.colophon.stages.holography.geometry.Column;
import org.colophon.stages.holography.recovery.CorrelatorFit.Operator;
import org.colophon.stages.holography.recovery.LogCorrelators.Series;

/**
 * f at the turning points that the data reach, by Abel inversion of the smoothed length: a check on
 * the fit that does not assume f = 1 - (z/z_h)^p. It takes Δ and N from the fit.
 */
public record ModelFreeSlice(Column z, Column f) {
  private static final int NODES = 200;
  private static final int FEWEST = 16;
  private static final double INNER = 0.9;

  /**
   * The slice, up to where the turning points of the smoothed length stop moving inwards, as they
   * do close to a horizon when there is noise; absent where that is at once.
   */
  static Optional<ModelFreeSlice> of(LogCorrelators data, CorrelatorFit fit) {
    SmoothLength length = SmoothLength.through(data.x().toArray(), meanLength(data, fit));
    double[] widths = new double[NODES];
    double[] turningPoints = new double[NODES];
    for (int i = 0; i < NODES; i++) {
      double fraction = i / (NODES - 1.0);
      widths[i] = data.x().first() + fraction * (data.x().last() - data.x().first());
      turningPoints[i] = 1 / length.slope(widths[i]);
    }
    int usable = increasing(turningPoints);
    if (usable < FEWEST) {
      return Optional.empty();
    }
    double[] z = Arrays.copyOf(turningPoints, usable);
    Column f = Column.of(AbelInversion.f(z, Arrays.copyOf(widths, usable)));
    return f.isFinite() ? Optional.of(new ModelFreeSlice(Column.of(z), f)) : Optional.empty();
  }

  private static int increasing(double[] turningPoints) {
    double before = 0;
    int count = 0;
    while (count < turningPoints.length
        && turningPoints[count] > before
        && Double.isFinite(turningPoints[count])) {
      before = turningPoints[count];
      count++;
    }
    return count;
  }

  /** The largest difference of f from the fit's, over the inner 90 % of {@code reach}. */
  double differenceFrom(CorrelatorFit fit, double reach) {
    double worst = 0;
    for (int i = 0; i < z.size() && z.get(i) <= INNER * reach; i++) {
      worst = Math.max(worst, Math.abs(f.get(i) - fit.f(z.get(i))));
    }
    return worst;
  }

  /** The mean over operators, weighted by their precision. */
  private static double[] meanLength(LogCorrelators data, CorrelatorFit fit) {
    double[] sum = new double[data.x().size()];
    double weights = 0;
    for (Series series : data.series()) {
      Operator operator = fit.operator(series.operator());
      double precision = operator.delta() / series.sigma();
      double weight = precision * precision;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * (series.minusLogG().get(i) + operator.logN()) / operator.delta();
      }
      weights += weight;
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= weights;
    }
    return sum;
  }
}
