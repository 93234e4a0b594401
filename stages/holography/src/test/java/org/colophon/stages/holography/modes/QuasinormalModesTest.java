package org.colophon.stages.holography.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.colophon.stages.holography.geometry.Jet;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.hipparchus.complex.Complex;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionNonSymmetric;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;

/**
 * The same scalar on the same branes in ingoing coordinates, by Chebyshev collocation: an
 * independent look at the metric and its temperature.
 *
 * <p>With φ = z^Δ v(z) e^{sv}, s = -iω, z_h = 1: z f v'' + [c f + z f'] v' - (Δ² z^{d-1} + k² z) v
 * = s [2z v' + c v], c = 2Δ + 1 - d, which is real.
 *
 * @see <a href="https://arxiv.org/abs/hep-th/9909056">Horowitz, Hubeny</a>
 * @see <a href="https://arxiv.org/abs/hep-th/0112055">Birmingham, Sachs, Solodukhin: BTZ</a>
 */
class QuasinormalModesTest {
  private static final int N = 40;

  @Test
  void theLowestModesOfTheMasslessScalarArePublished() {
    assertLowest(3, 7.746838, -11.158320);
    assertLowest(4, 9.800046, -8.628936);
    assertLowest(6, 10.487633, -5.471595);
  }

  /** Overtones lose digits fast: the pencil is far from normal. */
  @Test
  void theLowestBtzModesAreExact() {
    double delta = 1.5;
    double k = 0.7;

    assertThat(modes(2, delta, k))
        .anySatisfy(
            mode -> assertThat(mode.subtract(new Complex(k, -delta)).norm()).isLessThan(1e-6))
        .anySatisfy(
            mode -> assertThat(mode.subtract(new Complex(-k, -delta)).norm()).isLessThan(1e-6));
  }

  private static void assertLowest(int d, double real, double imaginary) {
    double temperature = PowerBlackening.adsBrane(d, 1).temperature();
    Complex lowest =
        Arrays.stream(modes(d, d, 0))
            .filter(mode -> mode.getReal() > 1e-3 && mode.getImaginary() < 0)
            .min((one, other) -> Double.compare(one.norm(), other.norm()))
            .orElseThrow();

    assertThat(lowest.getReal() / temperature).isCloseTo(real, within(1e-6));
    assertThat(lowest.getImaginary() / temperature).isCloseTo(imaginary, within(1e-6));
  }

  /** ω of every mode, the rough ones included, at z_h = 1. */
  private static Complex[] modes(int d, double delta, double k) {
    PowerBlackening brane = PowerBlackening.adsBrane(d, 1);
    double[] z = new double[N + 1];
    for (int i = 0; i <= N; i++) {
      z[i] = (1 + Math.cos(Math.PI * i / N)) / 2;
    }
    RealMatrix first = derivative(z);
    RealMatrix second = first.multiply(first);
    double c = 2 * delta + 1 - d;
    RealMatrix left = new Array2DRowRealMatrix(N + 1, N + 1);
    RealMatrix right = new Array2DRowRealMatrix(N + 1, N + 1);
    for (int i = 0; i <= N; i++) {
      Jet f = z[i] == 0 ? Jet.ONE : brane.f(z[i]);
      for (int j = 0; j <= N; j++) {
        double slope = first.getEntry(i, j);
        left.setEntry(
            i,
            j,
            z[i] * f.value() * second.getEntry(i, j) + (c * f.value() + z[i] * f.first()) * slope);
        right.setEntry(i, j, 2 * z[i] * slope);
      }
      left.addToEntry(i, i, -delta * delta * Math.pow(z[i], d - 1) - k * k * z[i]);
      right.addToEntry(i, i, c);
    }
    RealMatrix pencil = new LUDecomposition(right).getSolver().solve(left);
    Complex[] s = new EigenDecompositionNonSymmetric(pencil).getEigenvalues();
    return Arrays.stream(s).map(one -> one.multiply(Complex.I)).toArray(Complex[]::new);
  }

  /** The Chebyshev differentiation matrix; Trefethen: Spectral Methods in MATLAB, chapter 6. */
  private static RealMatrix derivative(double[] z) {
    RealMatrix matrix = MatrixUtils.createRealMatrix(N + 1, N + 1);
    for (int i = 0; i <= N; i++) {
      double sum = 0;
      for (int j = 0; j <= N; j++) {
        if (i != j) {
          double sign = (i + j) % 2 == 0 ? 1 : -1;
          double entry = end(i) / end(j) * sign / (z[i] - z[j]);
          matrix.setEntry(i, j, entry);
          sum -= entry;
        }
      }
      matrix.setEntry(i, i, sum);
    }
    return matrix;
  }

  private static double end(int i) {
    return i == 0 || i == N ? 2 : 1;
  }
}
