package org.colophon.stages.holography.equations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * Sequentially thresholded least squares: fit, drop what is small, fit again.
 *
 * <p>Columns and target are normalised first, so a threshold is the share of the target that a
 * column accounts for. Directions in which the columns do not differ by more than their noise are
 * not fitted: the solution has no component along them.
 *
 * @see <a href="https://arxiv.org/abs/1509.03580">Brunton, Proctor, Kutz: SINDy</a>
 */
final class SparseRegression {
  private final double[] scale;
  private final double targetScale;
  private final RealMatrix reduced;
  private final double[] reducedTarget;
  private final double[] singularValues;

  /**
   * @param design one row a point, one column a term; more rows than columns
   */
  SparseRegression(double[][] design, double[] target) {
    int points = design.length;
    int terms = design[0].length;
    if (points <= terms) {
      throw new IllegalArgumentException(points + " points cannot tell " + terms + " terms apart");
    }
    this.scale = new double[terms];
    for (int j = 0; j < terms; j++) {
      int column = j;
      scale[j] = norm(Arrays.stream(design).mapToDouble(row -> row[column]).toArray());
    }
    this.targetScale = norm(target);
    double[][] both = new double[points][terms + 1];
    for (int i = 0; i < points; i++) {
      for (int j = 0; j < terms; j++) {
        both[i][j] = design[i][j] / scale[j];
      }
      both[i][terms] = target[i] / targetScale;
    }
    // Everything below depends on inner products alone, which the small factor R keeps.
    RealMatrix r = new QRDecomposition(new Array2DRowRealMatrix(both, false)).getR();
    this.reduced = r.getSubMatrix(0, terms, 0, terms - 1);
    this.reducedTarget = r.getSubMatrix(0, terms, terms, terms).getColumn(0);
    this.singularValues = new SingularValueDecomposition(reduced).getSingularValues();
  }

  /** Of the normalised columns, largest first. */
  double[] singularValues() {
    return singularValues.clone();
  }

  /** The norm of each column, by which it was divided. */
  double[] scale() {
    return scale.clone();
  }

  /** How many singular values exceed {@code noise}. */
  int rank(double noise) {
    return (int) Arrays.stream(singularValues).filter(value -> value > noise).count();
  }

  /**
   * @param threshold normalised coefficients below it are dropped
   * @param noise singular values up to it count as zero
   */
  SparseModel fit(double threshold, double noise) {
    List<Integer> active = new ArrayList<>();
    for (int j = 0; j < scale.length; j++) {
      active.add(j);
    }
    while (!active.isEmpty()) {
      double[] normalised = leastSquares(active, noise);
      List<Integer> kept = new ArrayList<>();
      for (int k = 0; k < normalised.length; k++) {
        if (Math.abs(normalised[k]) >= threshold) {
          kept.add(active.get(k));
        }
      }
      if (kept.size() == active.size()) {
        return model(active, normalised);
      }
      active = kept;
    }
    return model(List.of(), new double[0]);
  }

  private double[] leastSquares(List<Integer> active, double noise) {
    RealMatrix chosen = new Array2DRowRealMatrix(reduced.getRowDimension(), active.size());
    for (int k = 0; k < active.size(); k++) {
      chosen.setColumn(k, reduced.getColumn(active.get(k)));
    }
    SingularValueDecomposition svd = new SingularValueDecomposition(chosen);
    double[] projections = svd.getU().transpose().operate(reducedTarget);
    double[] values = svd.getSingularValues();
    for (int k = 0; k < values.length; k++) {
      projections[k] = values[k] > noise ? projections[k] / values[k] : 0;
    }
    return svd.getV().operate(projections);
  }

  private SparseModel model(List<Integer> active, double[] found) {
    double[] normalised = new double[scale.length];
    double[] coefficients = new double[scale.length];
    for (int k = 0; k < found.length; k++) {
      int j = active.get(k);
      normalised[j] = found[k];
      coefficients[j] = found[k] * targetScale / scale[j];
    }
    return new SparseModel(coefficients, normalised);
  }

  private static double norm(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum == 0 ? 1 : Math.sqrt(sum);
  }
}
