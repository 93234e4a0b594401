package org.colophon.stages.holography.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.colophon.stages.holography.geometry.Background;
import org.colophon.stages.holography.geometry.DeformedBrane;
import org.colophon.stages.holography.geometry.GeometryTable;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.junit.jupiter.api.Test;

class TableProfileTest {

  @Test
  void thirtyTwoPointsGiveTheAds5SpectrumToOnePartInAHundredThousand() {
    GeometryTable table = GeometryTable.of(PowerBlackening.adsBrane(4, 1), grid(32));

    assertThat(relativeErrors(table, 11.5876623268, 34.5269838405, 68.9749621133))
        .isLessThan(1.1e-5);
  }

  @Test
  void singlePrecisionIsEnoughAtOneHundredAndTwentyEightPoints() {
    GeometryTable table = GeometryTable.of(PowerBlackening.adsBrane(4, 1), grid(128));
    GeometryTable single =
        GeometryTable.of(
            table.z().map(z -> (float) z).toArray(),
            table.a().map(a -> (float) a).toArray(),
            table.f().map(f -> (float) f).toArray());

    assertThat(relativeErrors(single, 11.5876623268, 34.5269838405, 68.9749621133))
        .isLessThan(1e-6);
  }

  @Test
  void aTabulatedWarpFactorIsFollowed() {
    GeometryTable table = GeometryTable.of(new DeformedBrane(4, 0.1, 1), grid(64));

    assertThat(relativeErrors(table, 12.88538792, 36.58306605, 72.26161883)).isLessThan(1e-6);
  }

  @Test
  void aTabulatedLifshitzBraneHasTheSpectrumOfTheClosedForm() {
    Background lifshitz = PowerBlackening.lifshitz(3, 2, 1);
    ScalarField field = new ScalarField(4, 1.5, Branch.PLUS);
    double[] exact =
        Solved.lambdas(
            new RadialProblem(new BackgroundProfile(lifshitz, 2), field, 1, InnerEnd.REGULAR), 3);

    TableProfile profile = new TableProfile(3, 2, GeometryTable.of(lifshitz, grid(64)), 1);
    double[] tabulated = Solved.lambdas(new RadialProblem(profile, field, 1, InnerEnd.REGULAR), 3);

    for (int k = 0; k < 3; k++) {
      assertThat(tabulated[k]).isCloseTo(exact[k], within(1e-6 * exact[k]));
    }
  }

  /** The massless spectrum of the table in d = 4 with z_h = 1 against {@code expected}. */
  private static double relativeErrors(GeometryTable table, double... expected) {
    RadialProblem problem =
        new RadialProblem(
            new TableProfile(4, 1, table, 1),
            new ScalarField(4, 0, Branch.PLUS),
            1,
            InnerEnd.REGULAR);
    double[] lambdas = Solved.lambdas(problem, expected.length);
    double worst = 0;
    for (int k = 0; k < expected.length; k++) {
      worst = Math.max(worst, Math.abs(lambdas[k] / expected[k] - 1));
    }
    return worst;
  }

  private static double[] grid(int size) {
    double[] z = new double[size];
    for (int i = 0; i < size; i++) {
      z[i] = 0.02 + 0.96 * i / (size - 1);
    }
    return z;
  }
}
