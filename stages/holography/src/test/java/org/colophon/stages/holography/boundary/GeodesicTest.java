package org.colophon.stages.holography.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.colophon.stages.holography.geometry.DeformedBrane;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeodesicTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.5, 0.9, 0.99, 0.999})
  void inBtzItHasTheClosedForms(double fraction) {
    double horizon = 1.2;
    double z = fraction * horizon;
    Geodesic geodesic = new Geodesic(PowerBlackening.adsBrane(2, horizon));

    double width = geodesic.width(z);

    double half = width / (2 * horizon);
    assertThat(z).isCloseTo(horizon * Math.tanh(half), within(1e-9));
    assertThat(width).isCloseTo(horizon * Math.log((1 + fraction) / (1 - fraction)), within(1e-9));
    assertThat(geodesic.length(z))
        .isCloseTo(2 * Math.log(2 * horizon * Math.sinh(half)), within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void inPureAdsItsLengthIsTwiceTheLogarithmOfItsWidth(int d) {
    Geodesic geodesic = new Geodesic(PowerBlackening.ads(d));
    for (double z : new double[] {0.05, 0.3, 1, 2, 7}) {
      assertThat(geodesic.width(z)).isCloseTo(2 * z, within(1e-12 * z));
      assertThat(geodesic.length(z)).isCloseTo(2 * Math.log(geodesic.width(z)), within(1e-12));
    }
  }

  /** First-order coefficients √π Γ(d/2) / (2^{d+2} Γ((d+3)/2)). */
  @ParameterizedTest
  @CsvSource({"2, 0.08333333333333333", "3, 0.02454369260617026", "4, 0.008333333333333333"})
  void aShortOneFeelsTheHorizonAtTheKnownFirstOrder(int d, double coefficient) {
    double horizon = 0.8;
    Geodesic geodesic = new Geodesic(PowerBlackening.adsBrane(d, horizon));
    // at d=4 the shift is 1e-9, so lengths to 1e-14 are what the tolerance asks for
    double width = 0.04 * horizon;
    double shift = geodesic.length(geodesic.turningPoint(width)) - 2 * Math.log(width);
    assertThat(shift / Math.pow(width / horizon, d)).isCloseTo(coefficient, withinPercentage(1e-2));
  }

  @ParameterizedTest
  @CsvSource({"3, 1.0397554, 0.10500392", "4, 1.01728924, 0.04306512"})
  void halfWayToTheHorizonItHasTheReferenceWidthAndLength(int d, double width, double length) {
    Geodesic geodesic = new Geodesic(PowerBlackening.adsBrane(d, 1));
    assertThat(geodesic.width(0.5)).isCloseTo(width, within(1e-8));
    assertThat(geodesic.length(0.5)).isCloseTo(length, within(1e-8));
  }

  @ParameterizedTest
  @CsvSource({"3, 1.1981402347", "4, 0.8623698531"})
  void aStripInPureAdsHasTheReferenceWidth(int d, double width) {
    assertThat(new Strip(PowerBlackening.ads(d)).width(1)).isCloseTo(width, within(1e-9));
  }

  @Test
  void itsTurningPointIsFoundFromItsWidthAndGivesTheSlopeOfItsLength() {
    Geodesic geodesic = new Geodesic(new DeformedBrane(4, 0.1, 1));
    for (double width : new double[] {0.1, 0.7, 1.5, 3}) {
      double z = geodesic.turningPoint(width);
      assertThat(geodesic.width(z)).isCloseTo(width, within(1e-11));
      double h = 1e-4;
      double slope =
          (geodesic.length(geodesic.turningPoint(width + h))
                  - geodesic.length(geodesic.turningPoint(width - h)))
              / (2 * h);
      double expected = Math.exp(new DeformedBrane(4, 0.1, 1).a(z).value());
      assertThat(slope).isCloseTo(expected, withinPercentage(1e-4));
    }
  }

  @Test
  void aSeparationTooWideToResolveIsRefusedWithAWayOut() {
    Geodesic geodesic = new Geodesic(PowerBlackening.adsBrane(3, 0.1));
    assertThatThrownBy(() -> geodesic.turningPoint(4)).hasMessageContaining("shorten x_max");
  }

  @Test
  void aBackgroundWithoutScalingAtTheBoundaryIsRefused() {
    assertThatThrownBy(() -> new Geodesic(PowerBlackening.hyperscaling(4, 1, 1.5, 1)))
        .hasMessageContaining("A = -ln z");
  }
}
