package org.colophon.stages.holography.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.colophon.stages.holography.geometry.Background;
import org.colophon.stages.holography.geometry.DeformedBrane;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.junit.jupiter.api.Test;

/** Spectra that are known exactly or were computed by a second method, to a relative 1e-9. */
class KnownSpectraTest {
  private static final double RELATIVE = 1e-9;

  @Test
  void aHardWallWithDirichletHasTheZerosOfBesselJ() {
    assertSpectrum(
        hardWall(4, 4, Branch.PLUS, InnerEnd.DIRICHLET),
        26.3746164272,
        70.8499989191,
        135.0207088660,
        218.9201891,
        322.5551163);
  }

  @Test
  void theSpectrumScalesWithTheWall() {
    ScalarField field = fieldOf(4, 4, Branch.PLUS);
    RadialProblem far =
        new RadialProblem(
            BackgroundProfile.of(PowerBlackening.ads(4)), field, 2.5, InnerEnd.DIRICHLET);

    assertSpectrum(far, 26.3746164272 / 6.25, 70.8499989191 / 6.25);
  }

  @Test
  void theMinusBranchOfAHardWallHasTheZerosOfANegativeOrder() {
    assertSpectrum(
        hardWall(3, 1.2, Branch.MINUS, InnerEnd.DIRICHLET),
        squares(1.9228540151, 5.0421256336, 8.1778515185));
  }

  @Test
  void aHardWallWithNeumannHasTheZerosOfJ1InFourDimensions() {
    assertSpectrum(
        hardWall(4, 4, Branch.PLUS, InnerEnd.NEUMANN),
        squares(3.8317059702, 7.0155866698, 10.1734681351));
  }

  @Test
  void theSoftWallIsLinearOnBothBranches() {
    for (double kappa : new double[] {0.4, 1}) {
      assertSoft(new SoftWall(4, fieldOf(4, 4, Branch.PLUS), 0, kappa), k -> 4 * (k + 2.0));
      assertSoft(new SoftWall(3, fieldOf(3, 1.2, Branch.MINUS), 0, kappa), k -> 4 * (k + 0.6));
      assertSoft(new SoftWall(2, fieldOf(2, 1.7, Branch.PLUS), 0, kappa), k -> 4 * (k + 0.85));
    }
  }

  @Test
  void theDeformedBackgroundWithoutAHorizonIsASoftWallForAMasslessField() {
    SoftWall deformed = new SoftWall(4, fieldOf(4, 4, Branch.PLUS), 1.0 / 3, 0);

    double[] lambdas = Solved.lambdas(deformed.form(), deformed.end(), 48, 3);

    assertThat(lambdas).containsExactly(new double[] {8, 12, 16}, within(16 * RELATIVE));
  }

  @Test
  void theBtzScreeningMassesAreExact() {
    double zh = 1.3;
    for (double delta : new double[] {1.5, 2, 3.7}) {
      RadialProblem btz =
          new RadialProblem(
              BackgroundProfile.of(PowerBlackening.adsBrane(2, zh)),
              fieldOf(2, delta, Branch.PLUS),
              zh,
              InnerEnd.REGULAR);
      assertSpectrum(
          btz,
          IntStream.range(0, 5)
              .mapToDouble(k -> (delta + 2 * k) * (delta + 2 * k) / (zh * zh))
              .toArray());
    }
  }

  @Test
  void theAds5BraneHasTheGlueballsOfThreeDimensionalQcd() {
    assertSpectrum(
        brane(4, 4),
        11.5876623268,
        34.5269838405,
        68.9749621133,
        114.9104378678,
        172.3311716,
        241.2366071);
  }

  @Test
  void aLifshitzBraneScreensLikeTheAdsBraneOfItsUltravioletDimension() {
    RadialProblem lifshitz =
        new RadialProblem(
            new BackgroundProfile(PowerBlackening.lifshitz(3, 2, 1), 2),
            new ScalarField(4, 0, Branch.PLUS),
            1,
            InnerEnd.REGULAR);

    assertSpectrum(lifshitz, 11.5876623268, 34.5269838405, 68.9749621133);
  }

  @Test
  void theAds4AndAds7BranesHaveTheirKnownSpectra() {
    assertSpectrum(brane(3, 3), 7.4079792337, 24.9591563821, 52.5644027);
    assertSpectrum(brane(6, 6), 22.0966399996, 55.5832904339, 102.4518754994);
  }

  @Test
  void theAds5BraneIsQuadraticAtDimensionThree() {
    assertSpectrum(
        brane(4, 3), IntStream.rangeClosed(1, 4).mapToDouble(k -> 5.7421600884 * k * k).toArray());
  }

  @Test
  void theDeformedBraneHasItsKnownSpectrum() {
    DeformedBrane deformed = new DeformedBrane(4, 0.1, 1);
    RadialProblem problem =
        new RadialProblem(
            BackgroundProfile.of(deformed), fieldOf(4, 4, Branch.PLUS), 1, InnerEnd.REGULAR);

    assertSpectrum(problem, 12.88538792, 36.58306605, 72.26161883);
  }

  private static void assertSoft(SoftWall wall, IntToDoubleFunction expected) {
    double[] lambdas = Solved.lambdas(wall.form(), wall.end(), 48, 4);
    for (int k = 0; k < 4; k++) {
      double exact = wall.kappa() * wall.kappa() * expected.applyAsDouble(k);
      assertThat(lambdas[k]).isCloseTo(exact, within(RELATIVE * exact));
    }
  }

  private static void assertSpectrum(RadialProblem problem, double... expected) {
    double[] lambdas = Solved.lambdas(problem, expected.length);
    for (int k = 0; k < expected.length; k++) {
      assertThat(lambdas[k])
          .as("mode %d", k)
          .isCloseTo(expected[k], within(RELATIVE * expected[k]));
    }
  }

  private static double[] squares(double... masses) {
    return Arrays.stream(masses).map(m -> m * m).toArray();
  }

  private static RadialProblem hardWall(int d, double delta, Branch branch, InnerEnd end) {
    return new RadialProblem(
        BackgroundProfile.of(PowerBlackening.ads(d)), fieldOf(d, delta, branch), 1, end);
  }

  private static RadialProblem brane(int d, double delta) {
    Background brane = PowerBlackening.adsBrane(d, 1);
    return new RadialProblem(
        BackgroundProfile.of(brane), fieldOf(d, delta, Branch.PLUS), 1, InnerEnd.REGULAR);
  }

  private static ScalarField fieldOf(int d, double delta, Branch branch) {
    return new ScalarField(d, delta * (delta - d), branch);
  }
}
