package org.colophon.stages.holography.recovery;

import java.util.List;
import org.colophon.stages.holography.boundary.BoundaryData;
import org.colophon.stages.holography.geometry.Column;

/**
 * The data as the fit sees them: -ln G, which is Δ L(x) - ln N, with its standard deviation.
 *
 * @param x separations
 */
record LogCorrelators(Column x, List<Series> series) {

  /**
   * @param sigma standard deviation of every value
   */
  record Series(String operator, Column minusLogG, double sigma) {}

  LogCorrelators {
    series = List.copyOf(series);
  }

  static LogCorrelators of(BoundaryData data, double sigmaFloor) {
    return new LogCorrelators(
        data.x(),
        data.correlators().stream()
            .map(correlator ->
                new Series(
                    correlator.operator(),
                    correlator.g().map(g -> -StrictMath.log(g)),
                    correlator.sigmaRel() > 0 ? correlator.sigmaRel() : sigmaFloor))
            .toList());
  }

  int size() {
    return x.size() * series.size();
  }
}
