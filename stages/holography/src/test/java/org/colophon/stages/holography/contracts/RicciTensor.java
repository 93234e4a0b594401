package org.colophon.stages.holography.contracts;

import org.colophon.stages.holography.geometry.Background;
import org.colophon.stages.holography.geometry.Jet;
import org.hipparchus.analysis.differentiation.UnivariateDerivative2;

/**
 * The Ricci tensor from Christoffel symbols, index by index: a second method for tests.
 *
 * <p>Coordinates (t, x_1 … x_n, z); the metric is diagonal and depends on z alone.
 */
final class RicciTensor {
  private final double[][] components;
  private final double[] metric;

  private RicciTensor(double[][] components, double[] metric) {
    this.components = components;
    this.metric = metric;
  }

  static RicciTensor of(Background background, double z) {
    int n = background.d() - 1;
    UnivariateDerivative2 a = derivative(background.a(z));
    UnivariateDerivative2 b = derivative(background.b(z));
    UnivariateDerivative2 f = derivative(background.f(z));
    UnivariateDerivative2[] g = new UnivariateDerivative2[n + 2];
    g[0] = a.add(b).multiply(2).exp().multiply(f).negate();
    for (int i = 1; i <= n; i++) {
      g[i] = a.multiply(2).exp();
    }
    g[n + 1] = a.multiply(2).exp().divide(f);
    return ricci(g);
  }

  private static RicciTensor ricci(UnivariateDerivative2[] g) {
    int size = g.length;
    int zAxis = size - 1;
    double[][][] gamma = new double[size][size][size];
    double[][][] slope = new double[size][size][size];
    for (int l = 0; l < size; l++) {
      for (int m = 0; m < size; m++) {
        for (int k = 0; k < size; k++) {
          // Γ^l_{mk} = ½ g^{ll} (∂_m g_{lk} + ∂_k g_{lm} - ∂_l g_{mk})
          double first = 0;
          double second = 0;
          if (m == zAxis && l == k) {
            first += g[l].getFirstDerivative();
            second += g[l].getSecondDerivative();
          }
          if (k == zAxis && l == m) {
            first += g[l].getFirstDerivative();
            second += g[l].getSecondDerivative();
          }
          if (l == zAxis && m == k) {
            first -= g[m].getFirstDerivative();
            second -= g[m].getSecondDerivative();
          }
          double inverse = 1 / g[l].getValue();
          gamma[l][m][k] = 0.5 * inverse * first;
          slope[l][m][k] =
              0.5 * (inverse * second - inverse * inverse * g[l].getFirstDerivative() * first);
        }
      }
    }
    double[][] ricci = new double[size][size];
    for (int m = 0; m < size; m++) {
      for (int k = 0; k < size; k++) {
        double sum = slope[zAxis][m][k];
        for (int l = 0; l < size; l++) {
          sum -= k == zAxis ? slope[l][l][m] : 0;
          for (int s = 0; s < size; s++) {
            sum += gamma[l][l][s] * gamma[s][m][k] - gamma[l][k][s] * gamma[s][l][m];
          }
        }
        ricci[m][k] = sum;
      }
    }
    double[] metric = new double[size];
    for (int m = 0; m < size; m++) {
      metric[m] = g[m].getValue();
    }
    return new RicciTensor(ricci, metric);
  }

  double scalar() {
    double sum = 0;
    for (int m = 0; m < metric.length; m++) {
      sum += components[m][m] / metric[m];
    }
    return sum;
  }

  double nullAlongZ() {
    int z = metric.length - 1;
    return components[0][0] / -metric[0] + components[z][z] / metric[z];
  }

  double nullAlongX() {
    return components[0][0] / -metric[0] + components[1][1] / metric[1];
  }

  private static UnivariateDerivative2 derivative(Jet jet) {
    return new UnivariateDerivative2(jet.value(), jet.first(), jet.second());
  }
}
