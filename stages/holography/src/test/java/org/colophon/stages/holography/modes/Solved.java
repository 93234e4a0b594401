package org.colophon.stages.holography.modes;

/** Solves a problem with the sizes that the stage uses by default. */
final class Solved {
  private Solved() {}

  static double[] lambdas(RadialProblem problem, int count) {
    return lambdas(problem.form(), problem.end(), 24, count);
  }

  static double[] lambdas(WeightedForm form, double end, int size, int count) {
    Spectrum spectrum = form.solve(new JacobiRule(form.exponent(), 3 * size + 24), size, 8);
    double[] lambdas = new double[count];
    for (int i = 0; i < count; i++) {
      lambdas[i] = spectrum.eigenvalue(i) / (end * end);
    }
    return lambdas;
  }
}
