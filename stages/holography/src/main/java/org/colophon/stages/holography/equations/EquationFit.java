package org.colophon.stages.holography.equations;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One target regressed on one library, over the training systems of a group.
 *
 * @param library {@code full} or {@code short}
 * @param selected terms whose coefficient survived the threshold
 * @param residualRms of the dimensionless rows, z² times the equation
 * @param residualOverStd what the curves through the tables and the equation together leave of the
 *     target, over its standard deviation (over its rms where it is constant)
 * @param heldOutResidualOverStd the same on systems that the fit has not seen; absent without any
 * @param singularValues of the normalised columns, largest first
 * @param noiseLevel singular values up to it cannot be told from zero
 * @param rank singular values above the noise level
 * @param condition largest over smallest singular value
 * @param identifiable whether the columns are independent beyond noise; where not, the selected
 *     terms are one choice among many that fit as well
 */
public record EquationFit(
    String target,
    String library,
    List<String> terms,
    List<Estimate> coefficients,
    List<String> selected,
    double residualRms,
    double residualOverStd,
    OptionalDouble heldOutResidualOverStd,
    List<Double> singularValues,
    double noiseLevel,
    int rank,
    double condition,
    boolean identifiable) {

  /**
   * @param sigma standard deviation over the replicates
   * @param normalised the coefficient between unit columns and a unit target
   * @param selectionFrequency share of the replicates that select the term with its most common
   *     sign
   * @param stable whether the term is selected steadily, differs from zero by 3σ, and belongs to an
   *     identifiable equation that describes the data
   */
  public record Estimate(
      String term,
      double value,
      double sigma,
      double normalised,
      double selectionFrequency,
      boolean stable) {}

  Estimate estimate(String term) {
    return coefficients.stream().filter(one -> one.term().equals(term)).findFirst().orElseThrow();
  }
}
