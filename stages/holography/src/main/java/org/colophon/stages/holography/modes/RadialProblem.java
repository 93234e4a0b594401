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
record RadialProblem(RadialProfile profile, ScalarField field, double end, InnerEnd inner)
    implements Eigenproblem {

  RadialProblem {
    if (inner == InnerEnd.NORMALIZABLE) {
      throw new IllegalArgumentException("a soft wall has no inner end: use SoftWall");
    }
  }

  @Override
  public double shownEnd() {
    return end;
  }

  @Override
  public WeightedForm form() {
    double exponent = 2 * field.delta() - field.uvDimension() + 1;
    double edge = inner == InnerEnd.NEUMANN ? field.delta() * profile.at(end).p() : 0;
    return new WeightedForm(exponent, this::terms, edge, inner == InnerEnd.DIRICHLET);
  }

  private WeightedForm.Terms terms(double s) {
    Coefficients c = profile.at(s * end);
    double potential = field.m2() * (c.q() - c.p()) - field.delta() * c.slope();
    return new WeightedForm.Terms(c.p(), potential / (s * s), c.w());
  }

  @Override
  public double[] function(Spectrum spectrum, int index, double[] z) {
    double[] s = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      s[i] = z[i] / end;
    }
    double[] phi = spectrum.function(index, s);
    for (int i = 0; i < z.length; i++) {
      phi[i] *= StrictMath.pow(s[i], field.delta());
    }
    return phi;
  }

  @Override
  public String functionName() {
    return "φ(z)";
  }

  @Override
  public int basisSize(int size) {
    return size;
  }
}
