package org.colophon.stages.holography.modes;

/**
 * A Sturm-Liouville problem on 0 &lt; s &lt; 1 in weak form: v and μ with
 *
 * <pre>∫ s^β (stiffness v'u' + potential v u) ds + edge v(1)u(1) = μ ∫ s^β mass v u ds</pre>
 *
 * for all u. The natural conditions hold at both ends; where {@code pinned}, v(1) = 0 instead, by a
 * basis that vanishes there. The matrices are symmetric and the mass matrix is positive, so every μ
 * is real and no boundary row adds one of its own.
 *
 * @param exponent β, above -1
 */
record WeightedForm(double exponent, Density density, double edge, boolean pinned) {

  /** The coefficients at one s. */
  @FunctionalInterface
  interface Density {
    Terms at(double s);
  }

  record Terms(double stiffness, double potential, double mass) {}

  /**
   * The spectrum in a basis of {@code size} polynomials, and in one of {@code extra} more, whose
   * change tells how well it has converged.
   *
   * @param rule quadrature for this exponent with at least {@code size + extra} nodes
   */
  Spectrum solve(JacobiRule rule, int size, int extra) {
    int full = size + extra;
    double[][] stiffness = new double[full][full];
    double[][] mass = new double[full][full];
    for (int i = 0; i < rule.size(); i++) {
      double s = rule.node(i);
      double[] value = rule.values(s, full);
      double[] slope = rule.derivatives(s, value);
      if (pinned) {
        pin(s, value, slope);
      }
      Terms terms = density.at(s);
      addSquare(stiffness, rule.weight(i) * terms.stiffness(), slope);
      addSquare(stiffness, rule.weight(i) * terms.potential(), value);
      addSquare(mass, rule.weight(i) * terms.mass(), value);
    }
    if (!pinned && edge != 0) {
      addSquare(stiffness, edge, rule.values(1, full));
    }
    return new Spectrum(
        rule,
        pinned,
        size,
        new SymmetricPencil(stiffness, mass, size),
        new SymmetricPencil(stiffness, mass, full));
  }

  /** Multiplies the basis by 1 - s. */
  private static void pin(double s, double[] value, double[] slope) {
    for (int k = 0; k < value.length; k++) {
      slope[k] = (1 - s) * slope[k] - value[k];
      value[k] *= 1 - s;
    }
  }

  /** Adds weight · vector vectorᵀ to the lower triangle. */
  private static void addSquare(double[][] matrix, double weight, double[] vector) {
    for (int j = 0; j < vector.length; j++) {
      double scaled = weight * vector[j];
      for (int k = 0; k <= j; k++) {
        matrix[j][k] += scaled * vector[k];
      }
    }
  }
}
