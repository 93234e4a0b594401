package org.colophon.stages.holography.dictionary;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * Positive zeros j of J_ν for any real ν &gt; -1, also between -1 and 0, where a field takes its
 * minus branch: 4/j² are the eigenvalues of a tridiagonal matrix that the recurrence of the J_ν
 * gives.
 *
 * @see <a href="https://doi.org/10.1016/0168-9274(91)90057-4">Ikebe, Kikuchi, Fujishiro</a>
 */
final class BesselZeros {
  /** Rows of the truncated matrix; the lowest zeros are exact to rounding far below this. */
  private static final int SIZE = 60;

  private final double[] squares;

  /**
   * @throws IllegalArgumentException if {@code nu} is not above -1
   */
  BesselZeros(double nu) {
    if (!(nu > -1)) {
      throw new IllegalArgumentException("J_nu has only real zeros for nu > -1, nu was " + nu);
    }
    RealMatrix matrix = new Array2DRowRealMatrix(SIZE, SIZE);
    for (int k = 1; k <= SIZE; k++) {
      double order = nu + 2 * k;
      matrix.setEntry(k - 1, k - 1, 2 / ((order - 1) * (order + 1)));
      if (k < SIZE) {
        double beside = 1 / ((order + 1) * Math.sqrt(order * (order + 2)));
        matrix.setEntry(k - 1, k, beside);
        matrix.setEntry(k, k - 1, beside);
      }
    }
    double[] eigenvalues = new EigenDecompositionSymmetric(matrix).getEigenvalues();
    squares = Arrays.stream(eigenvalues).filter(mu -> mu > 0).map(mu -> 4 / mu).sorted().toArray();
  }

  /**
   * @param index 1 for the lowest zero
   */
  double zero(int index) {
    return Math.sqrt(squares[index - 1]);
  }

  /** The squared ratio of the second zero to the first; falls as ν rises. */
  double firstRatio() {
    return squares[1] / squares[0];
  }
}
