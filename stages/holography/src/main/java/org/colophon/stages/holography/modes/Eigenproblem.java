package org.colophon.stages.holography.modes;

/** The eigenvalue problem of one scalar field on one background, ready to be solved. */
sealed interface Eigenproblem permits RadialProblem, SoftWall {

  ScalarField field();

  RadialProfile profile();

  /** Length in z on which the problem is posed; the form is in s = z/end. */
  double end();

  /** Where the interesting part of the eigenfunctions ends. */
  double shownEnd();

  /** The form whose eigenvalues are λ end². */
  WeightedForm form();

  /** The eigenfunction at each of {@code z}, all positive; up to a factor. */
  double[] function(Spectrum spectrum, int index, double[] z);

  /** What {@link #function} gives. */
  String functionName();

  /** Basis functions needed for the accuracy that {@code size} gives on a finite domain. */
  int basisSize(int size);
}
