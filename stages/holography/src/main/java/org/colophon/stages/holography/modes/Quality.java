package org.colophon.stages.holography.modes;

/** Whether a row may be used. */
public enum Quality {
  OK,
  /** The exponent at the boundary cannot be relied on. */
  UV_UNRELIABLE,
  /** The eigenvalue still moves with the basis. */
  UNCONVERGED;

  /** Largest change of λ, relative to it, that counts as converged. */
  static final double CONVERGED = 1e-6;

  /** Below this ν the starting slope is forgotten too slowly. */
  static final double SMALLEST_NU = 0.25;

  static Quality of(ScalarField field, double lambda, double lambdaError, UvExponent exponent) {
    // Written so that a NaN is never OK.
    if (!(lambdaError <= CONVERGED * Math.abs(lambda))) {
      return UNCONVERGED;
    }
    double unitarity = field.uvDimension() / 2 - 1;
    boolean reliable = field.nu() >= SMALLEST_NU && exponent.value() >= Math.max(unitarity, 0);
    return reliable ? OK : UV_UNRELIABLE;
  }
}
