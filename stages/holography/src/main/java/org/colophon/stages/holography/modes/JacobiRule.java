package org.colophon.stages.holography.modes;

import java.util.Arrays;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * The polynomials orthonormal on (0, 1) under the weight s^β, and the Gauss rule that belongs to
 * them: shifted Jacobi polynomials P_k^{(0,β)}(2s - 1).
 *
 * <p>Nodes by Golub and Welsch, Math. Comp. 23 (1969) 221; weights as Christoffel numbers 1/Σ p_k²,
 * sums of positive terms, because the first components of the eigenvectors lose their small digits.
 */
final class JacobiRule {
  private final double exponent;
  private final double[] diagonal;
  private final double[] offDiagonal;
  private final double[] nodes;
  private final double[] weights;

  /**
   * @param exponent β, above -1
   * @param size number of nodes, and of polynomials that can be evaluated
   */
  JacobiRule(double exponent, int size) {
    if (!(exponent > -1)) {
      throw new IllegalArgumentException("the weight s^" + exponent + " cannot be integrated");
    }
    this.exponent = exponent;
    this.diagonal = new double[size];
    this.offDiagonal = new double[size];
    for (int k = 0; k < size; k++) {
      diagonal[k] = diagonal(k, exponent);
      offDiagonal[k] = offDiagonal(k + 1, exponent);
    }
    this.nodes = nodes(diagonal, offDiagonal);
    this.weights = new double[size];
    for (int i = 0; i < size; i++) {
      double sum = 0;
      for (double value : values(nodes[i], size)) {
        sum += value * value;
      }
      weights[i] = 1 / sum;
    }
  }

  int size() {
    return nodes.length;
  }

  /** Increasing, between 0 and 1. */
  double node(int i) {
    return nodes[i];
  }

  /** The rule's weight; s^β is part of it. */
  double weight(int i) {
    return weights[i];
  }

  /** The first {@code count} polynomials at {@code s}. */
  double[] values(double s, int count) {
    double[] p = new double[count];
    double below = 0;
    p[0] = StrictMath.sqrt(exponent + 1);
    for (int k = 0; k + 1 < count; k++) {
      double back = k == 0 ? 0 : offDiagonal[k - 1] * below;
      below = p[k];
      p[k + 1] = ((s - diagonal[k]) * p[k] - back) / offDiagonal[k];
    }
    return p;
  }

  /** The derivatives of {@code values}, which are the first polynomials at {@code s}. */
  double[] derivatives(double s, double[] values) {
    double[] slope = new double[values.length];
    for (int k = 0; k + 1 < values.length; k++) {
      double back = k == 0 ? 0 : offDiagonal[k - 1] * slope[k - 1];
      slope[k + 1] = (values[k] + (s - diagonal[k]) * slope[k] - back) / offDiagonal[k];
    }
    return slope;
  }

  private static double[] nodes(double[] diagonal, double[] offDiagonal) {
    double[] secondary = new double[diagonal.length - 1];
    System.arraycopy(offDiagonal, 0, secondary, 0, secondary.length);
    double[] nodes =
        new EigenDecompositionSymmetric(diagonal.clone(), secondary).getEigenvalues().clone();
    Arrays.sort(nodes);
    return nodes;
  }

  private static double diagonal(int k, double beta) {
    double x = k == 0 ? beta / (beta + 2) : beta * beta / ((2 * k + beta) * (2 * k + beta + 2));
    return (1 + x) / 2;
  }

  private static double offDiagonal(int k, double beta) {
    double c = 2 * k + beta;
    return k * (k + beta) / (c * StrictMath.sqrt((c - 1) * (c + 1)));
  }
}
