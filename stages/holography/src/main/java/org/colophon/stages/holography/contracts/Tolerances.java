package org.colophon.stages.holography.contracts;

import org.colophon.stages.holography.equations.Precision;

/**
 * What the contracts allow. A table that states its uncertainty is allowed {@code sigmas} standard
 * deviations beside; one that states none counts as exact.
 *
 * @param sigmas width of the uncertainty band in standard deviations
 * @param fitQuality G0: χ²/dof of the fit, at most
 * @param minimumPoints G1: points of the table, at least
 * @param uvLimit G2: distance of A + ln z and f from their limits
 * @param fPositive G3: how far f may be below 0
 * @param horizonPosition G4: relative distance of the zero of f from z_h
 * @param hawking G5: |ratio - 1|, at most, however uncertain the table
 * @param hawkingExact G5: |ratio - 1| of a table without uncertainty
 * @param uvExponent G6: distance of the exponent
 * @param fieldEquations G7: of a table in double precision
 * @param fieldEquationsSingle G7, and G8: of a table in single precision
 * @param nullEnergy G8: how far below 0
 * @param energySign G9: how far 1 - f may be below 0
 * @param truthError G10: |f - f_truth|, at most, however uncertain the table
 * @param truthErrorExact G10: of a table without uncertainty
 */
public record Tolerances(
    double sigmas,
    double fitQuality,
    int minimumPoints,
    double uvLimit,
    double fPositive,
    double horizonPosition,
    double hawking,
    double hawkingExact,
    double uvExponent,
    double fieldEquations,
    double fieldEquationsSingle,
    double nullEnergy,
    double energySign,
    double truthError,
    double truthErrorExact) {

  public static final Tolerances DEFAULTS =
      new Tolerances(
          3, 2, 16, 1e-3, 1e-6, 0.02, 0.03, 1e-6, 0.3, 1e-9, 1e-4, 1e-8, 1e-8, 1e-2, 1e-6);

  public Tolerances {
    for (double tolerance :
        new double[] {
          sigmas,
          fitQuality,
          uvLimit,
          fPositive,
          horizonPosition,
          hawking,
          hawkingExact,
          uvExponent,
          fieldEquations,
          fieldEquationsSingle,
          nullEnergy,
          energySign,
          truthError,
          truthErrorExact
        }) {
      if (!(tolerance >= 0 && Double.isFinite(tolerance))) {
        throw new IllegalArgumentException(
            "a tolerance must be finite and not negative, was " + tolerance);
      }
    }
    if (minimumPoints < 10) {
      throw new IllegalArgumentException(
          "minimum_points must be at least 10: derivatives need as many");
    }
  }

  double fieldEquations(Precision precision) {
    return precision == Precision.DOUBLE ? fieldEquations : fieldEquationsSingle;
  }

  double nullEnergy(Precision precision) {
    return precision == Precision.DOUBLE ? nullEnergy : fieldEquationsSingle;
  }
}
