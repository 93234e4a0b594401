package org.colophon.stages.holography.geometry;

import java.util.function.DoubleUnaryOperator;

/**
 * A Gauss–Legendre rule on [0, 1], nodes in increasing order. Newton's method on the recurrence, so
 * that a rule of 200 nodes takes a millisecond; only {@link StrictMath}, so that every machine gets
 * the same bits.
 */
public final class GaussLegendre {
  private static final int MAX_NEWTON_STEPS = 20;

  private final double[] nodes;
  private final double[] weights;

  private GaussLegendre(double[] nodes, double[] weights) {
    this.nodes = nodes;
    this.weights = weights;
  }

  public static GaussLegendre ofSize(int n) {
    double[] nodes = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < (n + 1) / 2; i++) {
      double x = StrictMath.cos(Math.PI * (i + 0.75) / (n + 0.5));
      for (int step = 0; step < MAX_NEWTON_STEPS; step++) {
        double change = legendre(n, x) / slope(n, x);
        x -= change;
        if (Math.abs(change) < 1e-15) {
          break;
        }
      }
      double slope = slope(n, x);
      double weight = 1 / ((1 - x * x) * slope * slope);
      nodes[i] = (1 - x) / 2;
      nodes[n - 1 - i] = (1 + x) / 2;
      weights[i] = weight;
      weights[n - 1 - i] = weight;
    }
    return new GaussLegendre(nodes, weights);
  }

  public int size() {
    return nodes.length;
  }

  public double node(int index) {
    return nodes[index];
  }

  public double weight(int index) {
    return weights[index];
  }

  /** The integral of {@code function} from 0 to 1. */
  public double integrate(DoubleUnaryOperator function) {
    double sum = 0;
    for (int i = 0; i < nodes.length; i++) {
      sum += weights[i] * function.applyAsDouble(nodes[i]);
    }
    return sum;
  }

  private static double legendre(int n, double x) {
    return lastTwo(n, x)[1];
  }

  private static double slope(int n, double x) {
    double[] pair = lastTwo(n, x);
    return n * (x * pair[1] - pair[0]) / (x * x - 1);
  }

  /** P_{n-1}(x) and P_n(x). */
  private static double[] lastTwo(int n, double x) {
    double before = 1;
    double now = x;
    for (int k = 2; k <= n; k++) {
      double next = ((2 * k - 1) * x * now - (k - 1) * before) / k;
      before = now;
      now = next;
    }
    return new double[] {before, now};
  }
}
