package org.colophon.stages.holography.modes;

/**
 * A confining background without an inner end, in Schrödinger form: f = 1, A = -ln z - c z², Φ =
 * κ²z². With S = nA - Φ and φ = e^{-S/2} ψ the radial equation is -ψ'' + V ψ = λ ψ,
 *
 * <pre>V = S'²/4 + S''/2 + m² e^{2A} = (4ν² - 1)/(4z²) + regular terms</pre>
 *
 * and ψ falls off like e^{-α z²/2}, α = κ² + nc. With ψ = z^{ν+1/2} v it is a {@link WeightedForm}
 * in s = z/end, cut where ψ has died.
 *
 * @param c deformation in 1/unit², 0 or more
 * @param kappa κ of the dilaton in 1/unit, 0 or more; not both are 0
 * @see <a href="https://arxiv.org/abs/hep-ph/0602229">Karch, Katz, Son, Stephanov: the soft wall
 *     </a>
 */
record SoftWall(int d, ScalarField field, double c, double kappa) implements Eigenproblem {
  /** ψ² is about e^{-81} at the cut, below rounding. */
  private static final double DECAY_LENGTHS = 9;

  SoftWall {
    if (!(confinement(d, c, kappa) > 0) || c < 0) {
      throw new IllegalArgumentException("c = " + c + ", kappa = " + kappa + " do not confine");
    }
  }

  @Override
  public RadialProfile profile() {
    return new SoftWallProfile(d, c, kappa);
  }

  @Override
  public double end() {
    return DECAY_LENGTHS / StrictMath.sqrt(confinement(d, c, kappa));
  }

  @Override
  public double shownEnd() {
    return end() / 2;
  }

  @Override
  public WeightedForm form() {
    double exponent = 1 + (field.branch() == Branch.PLUS ? 2 : -2) * field.nu();
    return new WeightedForm(exponent, this::terms, 0, true);
  }

  private WeightedForm.Terms terms(double s) {
    double z = s * end();
    return new WeightedForm.Terms(1, end() * end() * regularPotential(z), 1);
  }

  /** V without (4ν² - 1)/(4z²); S = -n ln z - αz². */
  private double regularPotential(double z) {
    double alpha = confinement(d, c, kappa);
    double warp = StrictMath.expm1(-2 * c * z * z) / (z * z);
    return (d - 2) * alpha + alpha * alpha * z * z + field.m2() * warp;
  }

  /** φ grows in a soft wall; e^{-αz²/2} φ, whose square is what is normalised, does not. */
  @Override
  public double[] function(Spectrum spectrum, int index, double[] z) {
    double[] s = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      s[i] = z[i] / end();
    }
    double[] phi = spectrum.function(index, s);
    for (int i = 0; i < z.length; i++) {
      phi[i] *= StrictMath.pow(s[i], field.delta());
    }
    return phi;
  }

  @Override
  public String functionName() {
    return "exp(−αz²/2) φ(z)";
  }

  /** The basis has to follow a bell curve that fills a fraction of the domain. */
  @Override
  public int basisSize(int size) {
    return 2 * size;
  }

  private static double confinement(int d, double c, double kappa) {
    return kappa * kappa + (d - 1) * c;
  }

  private record SoftWallProfile(int d, double c, double kappa) implements RadialProfile {
    @Override
    public double uvDimension() {
      return d;
    }

    @Override
    public Coefficients at(double z) {
      double a = -c * z * z;
      double s = -kappa * kappa * z * z;
      return Coefficients.of(d - 1, a, 2 * a, s, 2 * s, 1, 0);
    }
  }
}
