package org.colophon.stages.holography.equations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.colophon.stages.holography.geometry.DeformedBrane;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.junit.jupiter.api.Test;

public class ChebyshevFitTest {
  private static final double[] GRID = uniform(0.02, 0.98, 64);

  @Test
  void aPolynomialOfItsDegreeIsReproducedWithBothDerivatives() {
    ChebyshevFit.Curve curve =
        ChebyshevFit.polynomial(GRID, 8)
            .curve(Arrays.stream(GRID).map(z -> 1 - Math.pow(z, 8)).toArray());

    assertThat(curve.at(0.7).value()).isCloseTo(1 - Math.pow(0.7, 8), within(1e-14));
    assertThat(curve.at(0.7).first()).isCloseTo(-8 * Math.pow(0.7, 7), within(1e-12));
    assertThat(curve.at(0.7).second()).isCloseTo(-56 * Math.pow(0.7, 6), within(1e-10));
  }

  @Test
  void theLogarithmBesideTheSeriesTakesALogarithmicB() {
    ChebyshevFit.Curve curve =
        ChebyshevFit.withLogarithm(GRID, 8)
            .curve(Arrays.stream(GRID).map(z -> -Math.log(z) + z * z).toArray());

    assertThat(curve.at(0.02).second()).isCloseTo(1 / 0.0004 + 2, within(1e-7));
  }

  @Test
  void degreeEightIsKeptWhereItRepresentsTheTable() {
    GeometryPrediction ads =
        GeometryPrediction.analytic("x", Family.ADS, PowerBlackening.adsBrane(4, 1), GRID);

    assertThat(FittedBackground.of(ads).degree()).isEqualTo(8);
  }

  @Test
  void theDegreeRisesWhereEightIsNotEnough() {
    GeometryPrediction deformed =
        GeometryPrediction.analytic("x", Family.DEFORMED, new DeformedBrane(4, 0.1, 1), GRID);

    assertThat(FittedBackground.of(deformed).degree()).isBetween(12, 16);
    assertThat(FittedBackground.of(deformed).residual()).isLessThan(1e-13);
  }

  @Test
  void noiseIsNotFollowedByAHigherDegree() {
    double[] f = GRID.clone();
    for (int i = 0; i < f.length; i++) {
      f[i] = 1 - Math.pow(GRID[i], 3) + 1e-3 * Math.sin(1e4 * i * i);
    }
    GeometryPrediction noisy =
        GeometryPrediction.analytic("x", Family.ADS, PowerBlackening.adsBrane(3, 1), GRID);

    assertThat(FittedBackground.of(TestTables.withF(noisy, f)).degree()).isEqualTo(8);
  }

  public static double[] uniform(double low, double high, int points) {
    return IntStream.range(0, points)
        .mapToDouble(i -> low + (high - low) * i / (points - 1))
        .toArray();
  }
}
