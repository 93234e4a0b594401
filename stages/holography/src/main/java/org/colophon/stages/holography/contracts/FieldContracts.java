package org.colophon.stages.holography.contracts;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.colophon.stages.holography.equations.Precision;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.Jet;

/** G7 and G8: the vacuum equations and the null energy conditions at every point. */
final class FieldContracts {
  private static final String HALF_PRECISION =
      "second derivatives of a half-precision table carry no information";

  private FieldContracts() {}

  static List<ContractResult> vacuum(Evidence evidence) {
    if (evidence.geometry().family() != Family.ADS) {
      String reason = "no vacuum is claimed: family " + evidence.geometry().family().id();
      return List.of(
          Claim.E1.skip(reason),
          Claim.E2.skip(reason),
          Claim.E3.skip(reason),
          Claim.R.skip(reason));
    }
    int d = evidence.geometry().d();
    double curvature = -d * (d + 1);
    return List.of(
        vanishing(Claim.E1, evidence, at -> at.z() * at.z() * at.e1(), _ -> 0),
        vanishing(
            Claim.E2, evidence, at -> at.z() * at.z() * at.e2(), at -> at.z() * at.z() * at.e2()),
        vanishing(Claim.E3, evidence, at -> at.e3() - 1, Curvature::e3),
        vanishing(
            Claim.R,
            evidence,
            at -> at.ricciScalar() / curvature - 1,
            at -> at.ricciScalar() / curvature));
  }

  static List<ContractResult> nullEnergy(Evidence evidence) {
    return List.of(
        notNegative(Claim.NEC1, evidence, Curvature::nec1),
        notNegative(Claim.NEC2, evidence, Curvature::nec2));
  }

  /**
   * @param linear the part that is linear in f: of a displacement of f it gives that of the
   *     residual
   */
  private static ContractResult vanishing(
      Claim claim,
      Evidence evidence,
      ToDoubleFunction<Curvature> residual,
      ToDoubleFunction<Curvature> linear) {
    if (evidence.precision() == Precision.HALF) {
      return claim.skip(HALF_PRECISION);
    }
    double base = evidence.tolerances().fieldEquations(evidence.precision());
    double worst = -1;
    double value = 0;
    double tolerance = base;
    for (Curvature at : evidence.curvatures()) {
      double size = Math.abs(residual.applyAsDouble(at));
      double allowed = base + band(evidence, at, linear);
      if (size / allowed > worst) {
        worst = size / allowed;
        value = size;
        tolerance = allowed;
      }
    }
    return claim.judge(worst <= 1, value, tolerance, "largest residual for what is allowed");
  }

  private static ContractResult notNegative(
      Claim claim, Evidence evidence, ToDoubleFunction<Curvature> energy) {
    if (evidence.precision() == Precision.HALF) {
      return claim.skip(HALF_PRECISION);
    }
    double base = evidence.tolerances().nullEnergy(evidence.precision());
    double worst = Double.POSITIVE_INFINITY;
    double value = 0;
    double tolerance = base;
    for (Curvature at : evidence.curvatures()) {
      double size = energy.applyAsDouble(at);
      double allowed = base + band(evidence, at, energy);
      if (size + allowed < worst) {
        worst = size + allowed;
        value = size;
        tolerance = allowed;
      }
    }
    return claim.judge(worst >= 0, value, tolerance, "smallest value");
  }

  private static double band(Evidence evidence, Curvature at, ToDoubleFunction<Curvature> linear) {
    return evidence.band(at.z(), (Jet moved) -> linear.applyAsDouble(at.withF(moved)));
  }
}
