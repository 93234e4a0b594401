package org.colophon.stages.holography.modes;

import java.util.function.Function;

/** Which eigenproblem a recovered geometry poses, if any. */
sealed interface Setting {

  /**
   * @param uvDimension D
   * @param problems the problem of each field
   */
  record Solvable(
      double uvDimension,
      Problem problem,
      InnerEnd inner,
      Function<ScalarField, Eigenproblem> problems)
      implements Setting {}

  /**
   * The equation or its dictionary is not defined with what is known of the system.
   *
   * @param expected a known limit of the method, not a defect of the geometry
   */
  record Excluded(String reason, boolean expected) implements Setting {}

  /** The geometry contradicts itself; the stage cannot go on as if it did not. */
  record Broken(String reason) implements Setting {}
}
