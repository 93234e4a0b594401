package org.colophon.stages.holography.equations;

/** A linear combination of the terms of a library; dropped terms have coefficient 0. */
final class SparseModel {
  private final double[] coefficients;
  private final double[] normalised;

  SparseModel(double[] coefficients, double[] normalised) {
    this.coefficients = coefficients;
    this.normalised = normalised;
  }

  double coefficient(int term) {
    return coefficients[term];
  }

  /** The coefficient between unit columns and a unit target. */
  double normalised(int term) {
    return normalised[term];
  }

  boolean selects(int term) {
    return coefficients[term] != 0;
  }

  /** What the model leaves of {@code target}. */
  double[] residual(double[][] design, double[] target) {
    double[] residual = target.clone();
    for (int i = 0; i < residual.length; i++) {
      for (int j = 0; j < coefficients.length; j++) {
        residual[i] -= coefficients[j] * design[i][j];
      }
    }
    return residual;
  }
}
