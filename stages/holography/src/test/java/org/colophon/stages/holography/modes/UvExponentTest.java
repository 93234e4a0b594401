package org.colophon.stages.holography.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.colophon.stages.holography.geometry.PowerBlackening;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UvExponentTest {
  private static final int D = 3;

  @ParameterizedTest
  @CsvSource({"0.3, 5e-5", "0.5, 3e-6", "1, 1.2e-6", "1.5, 1.2e-6", "2.7, 1.2e-6", "6, 1.2e-6"})
  void theLargerExponentIsMeasuredAsWellAsStated(double nu, double tolerance) {
    for (double lambda : lambdas(nu)) {
      UvExponent measured = measure(nu, lambda, Branch.PLUS);
      double actual = Math.abs(measured.value() - (D / 2.0 + nu));

      assertThat(actual).isLessThan(tolerance);
      assertThat(actual).as("the error says what it is").isLessThan(measured.error() + 1e-9);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.3, 5e-5", "0.5, 3e-6", "0.9, 1.2e-6"})
  void theSmallerExponentIsTheAttractorTowardsTheBoundary(double nu, double tolerance) {
    UvExponent measured = measure(nu, 5, Branch.MINUS);

    assertThat(measured.value()).isCloseTo(D / 2.0 - nu, within(tolerance));
  }

  @Test
  void aSlopeFitBesideADirichletNodeMissesTheExponentButTheMeasurementDoesNot() {
    double exact = D / 2.0 + 0.5;

    assertThat(slopeBesideTheNode(2000) - exact).isBetween(0.03, 0.06);
    assertThat(measure(0.5, Math.PI * Math.PI, Branch.PLUS).value()).isCloseTo(exact, within(3e-6));
  }

  private static UvExponent measure(double nu, double lambda, Branch branch) {
    RadialProfile ads = BackgroundProfile.of(PowerBlackening.ads(D));
    return UvExponent.measure(ads, nu * nu - D * D / 4.0, lambda, branch, 1);
  }

  private static double[] lambdas(double nu) {
    RadialProblem hardWall =
        new RadialProblem(
            BackgroundProfile.of(PowerBlackening.ads(D)),
            new ScalarField(D, nu * nu - D * D / 4.0, Branch.PLUS),
            1,
            InnerEnd.DIRICHLET);
    return Solved.lambdas(hardWall, 2);
  }

  /**
   * The way that fails: φ = z sin(k(z - ε)), the exact ground state at ν = ½ with φ = 0 at ε = 1e-3
   * and at the wall; slope of ln φ over ln z on the first fifth of an even grid.
   */
  private static double slopeBesideTheNode(int points) {
    double node = 1e-3;
    double k = Math.PI / (1 - node);
    SimpleRegression fit = new SimpleRegression();
    for (int i = 1; i < points / 5; i++) {
      double z = node + (1 - node) * i / (points - 1);
      fit.add(Math.log(z), Math.log(z * Math.sin(k * (z - node))));
    }
    return fit.slope();
  }

  /** The line of least squares. */
  private static final class SimpleRegression {
    private double n;
    private double sumX;
    private double sumY;
    private double sumXx;
    private double sumXy;

    void add(double x, double y) {
      n++;
      sumX += x;
      sumY += y;
      sumXx += x * x;
      sumXy += x * y;
    }

    double slope() {
      return (n * sumXy - sumX * sumY) / (n * sumXx - sumX * sumX);
    }
  }
}
