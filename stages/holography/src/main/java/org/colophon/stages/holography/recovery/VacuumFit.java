package org.colophon.stages.holography.recovery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.colophon.stages.holography.recovery.CorrelatorFit.Operator;
import org.colophon.stages.holography.recovery.LogCorrelators.Series;

/** The model without a horizon, L = 2 ln ℓ: a straight line for each operator. */
final class VacuumFit {
  private VacuumFit() {}

  static CorrelatorFit of(LogCorrelators data) {
    double[] lengths = data.x().map(x -> 2 * StrictMath.log(x)).toArray();
    Map<String, Operator> operators = new LinkedHashMap<>();
    double chi2 = 0;
    for (Series series : data.series()) {
      StraightLine line = StraightLine.through(lengths, series.minusLogG(), series.sigma());
      operators.put(
          series.operator(), new Operator(line.offset(), line.slope(), line.slopeSigma()));
      chi2 += line.chi2();
    }
    int degreesOfFreedom = data.size() - 2 * data.series().size();
    return new CorrelatorFit(Optional.empty(), operators, chi2, degreesOfFreedom);
  }
}
