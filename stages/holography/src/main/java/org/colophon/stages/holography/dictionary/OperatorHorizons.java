package org.colophon.stages.holography.dictionary;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.colophon.stages.holography.boundary.BoundaryData;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.recovery.FitSettings;
import org.colophon.stages.holography.recovery.RecoveredSystem;

/**
 * The horizon that each operator of a system sees alone. One geometry has one horizon: operators
 * that disagree are not probes of one bulk.
 */
record OperatorHorizons(Map<String, Horizon> byOperator) {

  /**
   * @param position absent where the correlator resolves no horizon
   */
  record Horizon(OptionalDouble position, OptionalDouble sigma) {
    static final Horizon NONE = new Horizon(OptionalDouble.empty(), OptionalDouble.empty());
  }

  OperatorHorizons {
    byOperator = new LinkedHashMap<>(byOperator);
  }

  static OperatorHorizons of(BoundaryData data, FitSettings settings) {
    Map<String, Horizon> horizons = new LinkedHashMap<>();
    for (BoundaryData.Correlator correlator : data.correlators()) {
      BoundaryData alone =
          new BoundaryData(
              data.systemId(),
              data.d(),
              data.temperature(),
              data.seed(),
              data.sigmaRel(),
              data.x(),
              List.of(correlator));
      GeometryPrediction seen =
          RecoveredSystem.from(alone, settings, "one_operator", "unknown").prediction();
      horizons.put(correlator.operator(), new Horizon(seen.zH(), seen.zHSigma()));
    }
    return new OperatorHorizons(horizons);
  }

  Horizon of(String operator) {
    return byOperator.getOrDefault(operator, Horizon.NONE);
  }

  /**
   * The largest difference of two operators' horizons in standard deviations: infinite where one
   * sees a horizon and another none; nothing with fewer than two operators.
   */
  OptionalDouble largestPull() {
    List<Horizon> all = List.copyOf(byOperator.values());
    double largest = 0;
    for (int i = 0; i < all.size(); i++) {
      for (int j = 0; j < i; j++) {
        largest = Math.max(largest, pull(all.get(i), all.get(j)));
      }
    }
    return all.size() < 2 ? OptionalDouble.empty() : OptionalDouble.of(largest);
  }

  private static double pull(Horizon one, Horizon other) {
    if (one.position().isPresent() != other.position().isPresent()) {
      return Double.MAX_VALUE;
    }
    if (one.position().isEmpty()) {
      return 0;
    }
    double difference = Math.abs(one.position().getAsDouble() - other.position().orElseThrow());
    double sigma = Math.hypot(one.sigma().orElse(0), other.sigma().orElse(0));
    return difference == 0 ? 0 : Math.min(difference / sigma, Double.MAX_VALUE);
  }
}
