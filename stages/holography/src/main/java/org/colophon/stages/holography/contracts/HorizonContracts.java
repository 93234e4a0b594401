package org.colophon.stages.holography.contracts;

import java.util.OptionalDouble;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;

/** G4 to G6: the horizon, its temperature, and how it shows at the boundary. */
final class HorizonContracts {
  private HorizonContracts() {}

  static ContractResult exists(Evidence evidence) {
    GeometryPrediction geometry = evidence.geometry();
    boolean horizonStated = geometry.zH().isPresent();
    OptionalDouble temperature = geometry.temperature();
    OptionalDouble zero = evidence.zeroOfF();
    double value = zero.orElse(Double.NaN);
    if (temperature.isPresent() && (temperature.getAsDouble() > 0) != horizonStated) {
      return Claim.HORIZON_EXISTS.fail(
          value,
          Double.NaN,
          "T = " + temperature.getAsDouble() + (horizonStated ? " with" : " without") + " a z_h");
    }
    if (zero.isPresent() == horizonStated) {
      return Claim.HORIZON_EXISTS.pass(
          value, Double.NaN, horizonStated ? "f has a zero" : "T = 0 and f has no zero");
    }
    if (!evidence.reachesHorizon()) {
      return Claim.HORIZON_EXISTS.skip("the table ends well before z_h");
    }
    return Claim.HORIZON_EXISTS.fail(
        value,
        Double.NaN,
        horizonStated ? "a z_h is stated, f has no zero" : "f has a zero, no z_h is stated");
  }

  static ContractResult position(Evidence evidence) {
    OptionalDouble zH = evidence.geometry().zH();
    OptionalDouble zero = evidence.zeroOfF();
    if (zH.isEmpty() || zero.isEmpty()) {
      return Claim.HORIZON_POSITION.skip(zH.isEmpty() ? "no z_h is stated" : "f has no zero");
    }
    double value = Math.abs(zero.getAsDouble() / zH.getAsDouble() - 1);
    double tolerance = evidence.tolerances().horizonPosition();
    return Claim.HORIZON_POSITION.judge(
        value <= tolerance,
        value,
        tolerance,
        "f vanishes at " + zero.getAsDouble() + ", z_h is " + zH.getAsDouble());
  }

  /** At the zero of f itself, so that a misplaced z_h is not blamed on the temperature. */
  static ContractResult hawking(Evidence evidence) {
    double temperature = evidence.geometry().temperature().orElse(Double.NaN);
    if (!(temperature > 0)) {
      return Claim.HAWKING.skip(Double.isNaN(temperature) ? "no temperature is stated" : "T = 0");
    }
    if (evidence.zeroOfF().isEmpty()) {
      return Claim.HAWKING.skip("f has no zero");
    }
    double zero = evidence.zeroOfF().getAsDouble();
    double slope =
        StrictMath.exp(evidence.fit().b(zero).value()) * Math.abs(evidence.fit().f(zero).first());
    double value = 4 * Math.PI * temperature / slope;
    double tolerance = hawkingTolerance(evidence, zero);
    return Claim.HAWKING.judge(
        Math.abs(value - 1) <= tolerance, value, tolerance, "4 pi T / (e^B |f'|)");
  }

  private static double hawkingTolerance(Evidence evidence, double zero) {
    Tolerances tolerances = evidence.tolerances();
    double exact = Math.max(tolerances.hawkingExact(), 1e3 * evidence.precision().roundoff());
    if (evidence.isExact()) {
      return exact;
    }
    double slope = evidence.fit().f(zero).first();
    double band =
        evidence.band(
            zero,
            moved ->
                (moved.first() - evidence.fit().f(zero).second() * moved.value() / slope) / slope);
    return Math.min(tolerances.hawking(), exact + band);
  }

  /**
   * The perturbation of a scaling background that carries energy goes like ∫ e^{-nA-B} dz: z^d on
   * AdS, z^{n+ζ-θ} in general. The exponent is the slope of ln|1-f|, with a z² correction, over the
   * half of the table nearest to the boundary.
   */
  static ContractResult uvExponent(Evidence evidence) {
    GeometryPrediction geometry = evidence.geometry();
    double[] z = geometry.z();
    double[] f = geometry.f();
    double floor = 1e3 * evidence.precision().roundoff();
    int first = 0;
    while (first < z.length && Math.abs(1 - f[first]) <= floor + evidence.bandOfF(z[first])) {
      first++;
    }
    int last = first;
    while (last < z.length && z[last] <= (z[0] + z[z.length - 1]) / 2) {
      last++;
    }
    if (last - first < 6) {
      return Claim.UV_EXPONENT.skip("1 - f does not rise above its noise near the boundary");
    }
    double expected = expectedExponent(evidence);
    double tolerance = evidence.tolerances().uvExponent();
    for (int i = first; i < last; i++) {
      if ((1 - f[i]) * (1 - f[first]) <= 0) {
        return Claim.UV_EXPONENT.fail(
            Double.NaN, tolerance, "1 - f changes its sign near the boundary");
      }
    }
    double value = logarithmicSlope(z, f, first, last);
    return Claim.UV_EXPONENT.judge(
        Math.abs(value - expected) <= tolerance,
        value,
        tolerance,
        "exponent of 1 - f, expected " + expected);
  }

  private static double expectedExponent(Evidence evidence) {
    GeometryPrediction geometry = evidence.geometry();
    double first = geometry.table().z().first();
    return switch (geometry.family()) {
      case ADS, DEFORMED -> geometry.d();
      case LIFSHITZ, HYPERSCALING, UNKNOWN ->
          1
              - first
                  * ((geometry.d() - 1) * evidence.fit().a(first).first()
                      + evidence.fit().b(first).first());
    };
  }

  private static double logarithmicSlope(double[] z, double[] f, int first, int last) {
    double[][] rows = new double[last - first][];
    double[] values = new double[last - first];
    for (int i = first; i < last; i++) {
      rows[i - first] = new double[] {1, StrictMath.log(z[i]), z[i] * z[i]};
      values[i - first] = StrictMath.log(Math.abs(1 - f[i]));
    }
    return new QRDecomposition(new Array2DRowRealMatrix(rows, false))
        .getSolver()
        .solve(new ArrayRealVector(values, false))
        .getEntry(1);
  }
}
