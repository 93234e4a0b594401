package org.colophon.stages.holography.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.colophon.stages.holography.geometry.Column;
import org.colophon.stages.holography.recovery.LogCorrelators.Series;

/**
 * What every geodesic length must do: grow with the separation, and be concave, which is strong
 * subadditivity. A violation counts when it is larger than the noise allows.
 *
 * @see <a href="https://arxiv.org/abs/0704.3719">Headrick, Takayanagi: strong subadditivity</a>
 */
final class LengthShape {
  private LengthShape() {}

  /** One sentence for each operator and property that fails. */
  static List<String> violations(LogCorrelators data, double sigmas) {
    List<String> violations = new ArrayList<>();
    for (Series series : data.series()) {
      double drop = worstDrop(series);
      if (drop > sigmas) {
        violations.add(
            String.format(
                Locale.ROOT,
                "length of %s falls with the separation, by %.1f sigma",
                series.operator(),
                drop));
      }
      double sag = worstSag(data.x(), series);
      if (sag > sigmas) {
        violations.add(
            String.format(
                Locale.ROOT,
                "length of %s is not concave (strong subadditivity), by %.1f sigma",
                series.operator(),
                sag));
      }
    }
    return violations;
  }

  /** The largest fall between two separations, in standard deviations. */
  private static double worstDrop(Series series) {
    double highest = Double.NEGATIVE_INFINITY;
    double worst = 0;
    for (double value : series.minusLogG().toArray()) {
      highest = Math.max(highest, value);
      worst = Math.max(worst, (highest - value) / (series.sigma() * Math.sqrt(2)));
    }
    return worst;
  }

  /** The deepest a point lies below a chord, in standard deviations. */
  private static double worstSag(Column x, Series series) {
    Column y = series.minusLogG();
    double worst = 0;
    for (int i = 0; i < x.size(); i++) {
      for (int k = i + 2; k < x.size(); k++) {
        for (int j = i + 1; j < k; j++) {
          double right = (x.get(j) - x.get(i)) / (x.get(k) - x.get(i));
          double left = 1 - right;
          double sag = left * y.get(i) + right * y.get(k) - y.get(j);
          double sigma = series.sigma() * Math.sqrt(1 + left * left + right * right);
          worst = Math.max(worst, sag / sigma);
        }
      }
    }
    return worst;
  }
}
