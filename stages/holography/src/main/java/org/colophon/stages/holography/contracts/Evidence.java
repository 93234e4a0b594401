package org.colophon.stages.holography.contracts;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.colophon.stages.holography.equations.BlackeningUncertainty;
import org.colophon.stages.holography.equations.FittedBackground;
import org.colophon.stages.holography.equations.Precision;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.Jet;

/** What the contracts look at: a table, its derivatives, its uncertainty and its horizon. */
final class Evidence {
  /** How far beyond the table a horizon may be looked for, over its last z. */
  private static final double REACH = 1.1;

  private final GeometryPrediction geometry;
  private final Tolerances tolerances;
  private final FittedBackground fit;
  private final BlackeningUncertainty uncertainty;
  private final Precision precision;
  private final List<Curvature> curvatures;
  private final OptionalDouble zeroOfF;

  Evidence(GeometryPrediction geometry, Tolerances tolerances) {
    this.geometry = geometry;
    this.tolerances = tolerances;
    this.fit = FittedBackground.of(geometry);
    this.uncertainty = BlackeningUncertainty.of(geometry);
    this.precision = Precision.of(geometry);
    this.curvatures = Arrays.stream(geometry.z()).mapToObj(z -> Curvature.of(fit, z)).toList();
    this.zeroOfF = findZeroOfF();
  }

  GeometryPrediction geometry() {
    return geometry;
  }

  Tolerances tolerances() {
    return tolerances;
  }

  FittedBackground fit() {
    return fit;
  }

  Precision precision() {
    return precision;
  }

  boolean isExact() {
    return uncertainty.isNone();
  }

  /** Curvature at each point of the table. */
  List<Curvature> curvatures() {
    return curvatures;
  }

  /** The first zero of f, in the table or shortly after it. */
  OptionalDouble zeroOfF() {
    return zeroOfF;
  }

  /** Whether a zero at z_h would have been seen. */
  boolean reachesHorizon() {
    return geometry.zH().isEmpty() || geometry.zH().getAsDouble() <= REACH * last();
  }

  /** The band, {@code sigmas} wide, of a quantity at {@code z} that is linear in f. */
  double band(double z, ToDoubleFunction<Jet> linear) {
    return tolerances.sigmas() * uncertainty.of(z, linear);
  }

  /** The band of f itself at {@code z}. */
  double bandOfF(double z) {
    return band(z, Jet::value);
  }

  private double last() {
    return geometry.table().z().last();
  }

  private OptionalDouble findZeroOfF() {
    double[] z = geometry.z();
    double before = z[0];
    if (!(fit.f(before).value() > 0)) {
      return OptionalDouble.of(before);
    }
    int steps = 20;
    for (int i = 1; i < z.length + steps; i++) {
      double here = i < z.length ? z[i] : last() * (1 + (REACH - 1) * (i - z.length + 1) / steps);
      if (!(fit.f(here).value() > 0)) {
        return OptionalDouble.of(bisect(before, here));
      }
      before = here;
    }
    return OptionalDouble.empty();
  }

  private double bisect(double positive, double negative) {
    double low = positive;
    double high = negative;
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (fit.f(middle).value() > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
