package org.colophon.stages.holography.contracts;

import java.util.OptionalDouble;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;

/** G0 to G3 and G9: what the table says without derivatives. */
final class TableContracts {
  private TableContracts() {}

  static ContractResult fitQuality(GeometryPrediction geometry, Tolerances tolerances) {
    OptionalDouble chi2 = geometry.recovery().chi2Dof();
    if (chi2.isEmpty()) {
      return Claim.FIT_QUALITY.skip("the table does not say how well its fit went");
    }
    double value = chi2.getAsDouble();
    return Claim.FIT_QUALITY.judge(
        value <= tolerances.fitQuality(), value, tolerances.fitQuality(), "chi2/dof");
  }

  /** Finiteness and order are kept by the type; a table without them is never built. */
  static ContractResult wellFormed(GeometryPrediction geometry, Tolerances tolerances) {
    int points = geometry.table().size();
    return Claim.TABLE_WELL_FORMED.judge(
        points >= tolerances.minimumPoints(),
        points,
        tolerances.minimumPoints(),
        "points, all finite, z increasing");
  }

  /** Limits are those of the series at z = 0; with hyperscaling violation A + ln z has none. */
  static ContractResult uvLimit(Evidence evidence) {
    double first = evidence.geometry().table().z().first();
    double fError = Math.abs(evidence.fit().f(0).value() - 1);
    double aError =
        evidence.geometry().family() == Family.HYPERSCALING
            ? 0
            : Math.abs(evidence.fit().logFreeA(first).value() - evidence.fit().logFreeA(0).value());
    double value = Math.max(fError, aError);
    double tolerance = evidence.tolerances().uvLimit() + evidence.bandOfF(first);
    return Claim.UV_LIMIT.judge(
        value <= tolerance, value, tolerance, "distance from the limits at z = 0");
  }

  /** That f ≤ 1 is the same statement as G9 and is judged there. */
  static ContractResult fPositive(Evidence evidence) {
    double[] z = evidence.geometry().z();
    double[] f = evidence.geometry().f();
    double end = evidence.geometry().zH().orElse(Double.POSITIVE_INFINITY);
    double worst = Double.POSITIVE_INFINITY;
    double value = Double.POSITIVE_INFINITY;
    double tolerance = evidence.tolerances().fPositive();
    for (int i = 0; i < z.length && z[i] < end; i++) {
      double allowed = evidence.tolerances().fPositive() + evidence.bandOfF(z[i]);
      if (f[i] + allowed < worst) {
        worst = f[i] + allowed;
        value = f[i];
        tolerance = allowed;
      }
    }
    return Claim.F_POSITIVE.judge(worst > 0, value, tolerance, "smallest f before z_h");
  }

  static ContractResult energySign(Evidence evidence) {
    double[] z = evidence.geometry().z();
    double[] f = evidence.geometry().f();
    double base = Math.max(evidence.tolerances().energySign(), 4 * evidence.precision().roundoff());
    double worst = Double.POSITIVE_INFINITY;
    double value = 0;
    double tolerance = base;
    for (int i = 0; i < z.length; i++) {
      double allowed = base + evidence.bandOfF(z[i]);
      if (1 - f[i] + allowed < worst) {
        worst = 1 - f[i] + allowed;
        value = 1 - f[i];
        tolerance = allowed;
      }
    }
    return Claim.ENERGY_SIGN.judge(worst >= 0, value, tolerance, "smallest 1 - f");
  }
}
