package org.colophon.stages.holography.modes;

/** The solved {@link WeightedForm}: eigenvalues μ by increasing size, and their functions v(s). */
final class Spectrum {
  private final JacobiRule rule;
  private final boolean pinned;
  private final int size;
  private final SymmetricPencil coarse;
  private final SymmetricPencil fine;

  Spectrum(
      JacobiRule rule, boolean pinned, int size, SymmetricPencil coarse, SymmetricPencil fine) {
    this.rule = rule;
    this.pinned = pinned;
    this.size = size;
    this.coarse = coarse;
    this.fine = fine;
  }

  /** How many eigenvalues there are; the upper half of them is rough. */
  int size() {
    return size;
  }

  double eigenvalue(int index) {
    return coarse.eigenvalue(index);
  }

  /** How far the eigenvalue moves in the larger basis. */
  double error(int index) {
    return Math.abs(coarse.eigenvalue(index) - fine.eigenvalue(index));
  }

  /** v at each of {@code s}. */
  double[] function(int index, double[] s) {
    double[] coefficients = coarse.eigenvector(index);
    double[] v = new double[s.length];
    for (int i = 0; i < s.length; i++) {
      double[] basis = rule.values(s[i], size);
      for (int k = 0; k < size; k++) {
        v[i] += coefficients[k] * basis[k];
      }
      v[i] *= pinned ? 1 - s[i] : 1;
    }
    return v;
  }
}
