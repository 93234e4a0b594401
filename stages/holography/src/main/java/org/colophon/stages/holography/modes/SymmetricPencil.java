package org.colophon.stages.holography.modes;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * The eigenpairs of K c = μ M c for symmetric K and symmetric positive M, by increasing μ: with M =
 * L Lᵀ those of the symmetric L⁻¹ K L⁻ᵀ.
 */
final class SymmetricPencil {
  /** Both thresholds are for matrices of order one. */
  private static final double ASYMMETRY = 1e-10;

  private static final double POSITIVITY = 1e-14;

  private final RealMatrix lower;
  private final EigenDecompositionSymmetric eigen;
  private final int[] order;

  /**
   * @param stiffness lower triangle of K
   * @param mass lower triangle of M
   * @param size how many rows and columns to take
   */
  SymmetricPencil(double[][] stiffness, double[][] mass, int size) {
    lower = new CholeskyDecomposition(symmetric(mass, size), ASYMMETRY, POSITIVITY).getL();
    RealMatrix half = solveLower(symmetric(stiffness, size));
    RealMatrix reduced = solveLower(half.transpose());
    eigen = new EigenDecompositionSymmetric(symmetric(reduced.getData(), size));
    order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble(eigen::getEigenvalue))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  double eigenvalue(int index) {
    return eigen.getEigenvalue(order[index]);
  }

  /** The eigenvector c, of unit norm under M. */
  double[] eigenvector(int index) {
    RealVector c = eigen.getEigenvector(order[index]);
    MatrixUtils.solveUpperTriangularSystem(lower.transpose(), c);
    return c.toArray();
  }

  /** L⁻¹ times the matrix. */
  private RealMatrix solveLower(RealMatrix matrix) {
    RealMatrix solved = matrix.copy();
    for (int column = 0; column < solved.getColumnDimension(); column++) {
      RealVector vector = solved.getColumnVector(column);
      MatrixUtils.solveLowerTriangularSystem(lower, vector);
      solved.setColumnVector(column, vector);
    }
    return solved;
  }

  private static RealMatrix symmetric(double[][] triangle, int size) {
    double[][] full = new double[size][size];
    for (int j = 0; j < size; j++) {
      for (int k = 0; k <= j; k++) {
        full[j][k] = triangle[j][k];
        full[k][j] = triangle[j][k];
      }
    }
    return new Array2DRowRealMatrix(full, false);
  }
}
