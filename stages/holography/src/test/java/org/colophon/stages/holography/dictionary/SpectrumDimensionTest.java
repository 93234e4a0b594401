package org.colophon.stages.holography.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.colophon.stages.holography.dictionary.SpectrumDimension.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpectrumDimensionTest {

  @ParameterizedTest
  @CsvSource({"0.5, 4", "1, 3.3523058669", "1.5, 2.9557881370", "2, 2.6862949501"})
  void theRatioOfTheLowestHardWallModesTellsNu(double nu, double ratio) {
    assertThat(new BesselZeros(nu).firstRatio()).isCloseTo(ratio, within(1e-9));
    assertThat(SpectrumDimension.nuOfRatio(ratio).orElseThrow()).isCloseTo(nu, within(1e-8));
  }

  @ParameterizedTest
  @CsvSource({
    "-0.3, 1.9228540151, 5.0421256336, 8.1778515185",
    "0.5, 3.14159265359, 6.28318530718, 9.42477796077",
    "1, 3.8317059702, 7.0155866698, 10.1734681351"
  })
  void zerosAreThoseInTheTablesAlsoOfNegativeOrder(
      double nu, double one, double two, double three) {
    BesselZeros zeros = new BesselZeros(nu);
    assertThat(zeros.zero(1)).isCloseTo(one, within(1e-9));
    assertThat(zeros.zero(2)).isCloseTo(two, within(1e-9));
    assertThat(zeros.zero(3)).isCloseTo(three, within(1e-9));
  }

  @Test
  void aHardWallGivesItsDimensionOnEitherBranch() {
    FieldPoint plus = Fields.hardWall(4, 4, List.of(26.3746164272, 70.8499989191));
    FieldPoint minus =
        Fields.hardWall(3, 1.2, List.of(1.9228540151 * 1.9228540151, 5.0421256336 * 5.0421256336));
    assertThat(delta(plus, Method.HARD_WALL_RATIO)).isCloseTo(4, within(1e-8));
    assertThat(delta(minus, Method.HARD_WALL_RATIO)).isCloseTo(1.2, within(1e-8));
  }

  @Test
  void aSoftWallGivesTwiceInterceptOverSlope() {
    assertThat(delta(Fields.softWall(4, 0.7), Method.SOFT_WALL_LINE)).isCloseTo(4, within(1e-12));
    assertThat(delta(Fields.softWall(2.5, 3), Method.SOFT_WALL_LINE)).isCloseTo(2.5, within(1e-12));
  }

  @Test
  void noDimensionHasConstantOrFallingEigenvalues() {
    for (List<Double> lambdas :
        List.of(List.of(3.0, 3.0), List.of(-3.0, -3.0), List.of(9.0, 4.0))) {
      assertThat(SpectrumDimension.of(Fields.hardWall(4, 4, lambdas), Method.HARD_WALL_RATIO))
          .isEmpty();
    }
  }

  private static double delta(FieldPoint field, Method method) {
    assertThat(SpectrumDimension.method(field)).contains(method);
    return SpectrumDimension.of(field, method).orElseThrow().delta();
  }
}
