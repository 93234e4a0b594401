package org.colophon.stages.holography.modes;

import org.colophon.stages.holography.modes.RadialProfile.Coefficients;

/**
 * The eigenproblem of a scalar field between the boundary and {@code end}. With φ = z^Δ v it is a
 * {@link WeightedForm} of exponent 2Δ - D + 1 in s = z/end, which has no singular term left and
 * holds on both branches.
 *
 * @param end z of the horizon or of the hard wall
 * @param inner {@link InnerEnd#REGULAR} at a horizon, else the condition at the wall
 */
record RadialProblem(RadialProfile profile, ScalarField field, double end, InnerEnd inner) {

  RadialProblem {
    if (inner == InnerEnd.NORMALIZABLE) {
      throw new IllegalArgumentException("a soft wall has no inner end: use SoftWall");
    }
  }

  double exponent() {
    return 2 * field.delta() - field.uvDimension() + 1;
  }

  /** The form whose eigenvalues are λ end². */
  WeightedForm form() {
    double edge = inner == InnerEnd.NEUMANN ? field.delta() * profile.at(end).p() : 0;
    return new WeightedForm(exponent(), this::terms, edge, inner == InnerEnd.DIRICHLET);
  }

  private WeightedForm.Terms terms(double s) {
    Coefficients c = profile.at(s * end);
    double potential = field.m2() * (c.q() - c.p()) - field.delta() * c.slope();
    return new WeightedForm.Terms(c.p(), potential / (s * s), c.w());
  }
}
