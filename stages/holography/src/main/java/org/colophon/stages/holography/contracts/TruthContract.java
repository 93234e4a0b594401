package org.colophon.stages.holography.contracts;

import java.util.Optional;
import java.util.OptionalDouble;
import org.colophon.stages.holography.boundary.BulkTruth;
import org.colophon.stages.holography.equations.FittedBackground;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.Jet;
import org.colophon.stages.holography.geometry.Recovery;
import org.hipparchus.analysis.interpolation.SplineInterpolator;
import org.hipparchus.analysis.polynomials.PolynomialSplineFunction;

/**
 * G10: the distance from the bulk that a sandbox system was made from.
 *
 * <p>Both are brought to the areal coordinate ρ = e^{-A} first, in which g_ρρ = 1/(ρ² f̃) with f̃ =
 * e^{-2A} A'² f. A recovered table has A = -ln z by choice of gauge, and its f cannot be held
 * against the f of another gauge. Where A = -ln z, f̃ is f.
 */
final class TruthContract {
  private TruthContract() {}

  static ContractResult judge(Evidence evidence, Optional<BulkTruth> truth) {
    if (truth.isEmpty()) {
      return Claim.TRUTH_ERROR.skip("no truth is known");
    }
    GeometryPrediction exact = asGeometry(truth.get());
    Areal known = Areal.of(exact, FittedBackground.of(exact));
    Areal found = Areal.of(evidence.geometry(), evidence.fit());
    if (!known.increases() || !found.increases()) {
      return Claim.TRUTH_ERROR.skip("A is not monotonic, so there is no areal coordinate");
    }
    PolynomialSplineFunction spline = new SplineInterpolator().interpolate(known.rho, known.f);
    double[] z = evidence.geometry().z();
    Tolerances tolerances = evidence.tolerances();
    double worst = -1;
    double value = 0;
    double tolerance = 0;
    int compared = 0;
    for (int i = 0; i < z.length; i++) {
      if (!spline.isValidPoint(found.rho[i])) {
        continue;
      }
      compared++;
      double error = Math.abs(found.f[i] - spline.value(found.rho[i]));
      double allowed =
          Math.min(
              tolerances.truthError(),
              Math.max(tolerances.truthErrorExact(), 4 * evidence.precision().roundoff())
                  + evidence.bandOfF(z[i]));
      if (error / allowed > worst) {
        worst = error / allowed;
        value = error;
        tolerance = allowed;
      }
    }
    if (2 * compared < z.length) {
      return Claim.TRUTH_ERROR.skip("the truth covers " + compared + " of " + z.length + " points");
    }
    return Claim.TRUTH_ERROR.judge(
        worst <= 1, value, tolerance, "largest |f - f_truth| for what is allowed");
  }

  private static GeometryPrediction asGeometry(BulkTruth truth) {
    return new GeometryPrediction(
        truth.systemId(),
        truth.d(),
        truth.family(),
        truth.table(),
        truth.zH(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Recovery.UNSTATED,
        "bulk_truth",
        "unknown");
  }

  /** f̃ over ρ. */
  private static final class Areal {
    private final double[] rho;
    private final double[] f;

    private Areal(double[] rho, double[] f) {
      this.rho = rho;
      this.f = f;
    }

    static Areal of(GeometryPrediction geometry, FittedBackground fit) {
      double[] z = geometry.z();
      double[] rho = geometry.a();
      double[] f = geometry.f();
      for (int i = 0; i < z.length; i++) {
        Jet a = fit.a(z[i]);
        rho[i] = StrictMath.exp(-rho[i]);
        f[i] *= rho[i] * rho[i] * a.first() * a.first();
      }
      return new Areal(rho, f);
    }

    boolean increases() {
      for (int i = 1; i < rho.length; i++) {
        if (!(rho[i] > rho[i - 1])) {
          return false;
        }
      }
      return true;
    }
  }
}
