package org.colophon.stages.holography.modes;

/** The eigenvalue problem of one scalar field on one background, ready to be solved. */
sealed interface Eigenproblem permits RadialProblem, SoftWall {

  ScalarField field();

  RadialProfile profile();

  /** Length in z on which the problem is posed; the form is in s = z/end. */
  double end();

  /** The form whose eigenvalues are λ end². */
  WeightedForm form();

  /** The eigenfunction φ(z) at each of {@code z}, all positive; up to a factor. */
  double[] function(Spectrum spectrum, int index, double[] z);

  /** Basis functions needed for the accuracy that {@code size} gives on a finite domain. */
  int basisSize(int size);
}
