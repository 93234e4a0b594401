package org.colophon.stages.holography.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.colophon.stages.holography.boundary.Geodesic;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeodesicTableTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 1, 3, 6, 12})
  void forBtzItHasTheClosedForm(double width) {
    GeodesicTable.Row row = new GeodesicTable(2).at(width);
    assertThat(row.length()).isCloseTo(2 * Math.log(2 * Math.sinh(width / 2)), within(2e-9));
    assertThat(row.slope()).isCloseTo(1 / Math.tanh(width / 2), within(2e-6));
  }

  @Test
  void beyondItsLastRowTheLengthGoesOnAlmostExactly() {
    assertThat(new GeodesicTable(2).at(20).length()).isCloseTo(20, within(2e-5));
  }

  /** Another integrand, another root finder. */
  @ParameterizedTest
  @ValueSource(doubles = {1.5, 2.5, 3, 4, 6.5})
  void itAgreesWithGeodesicsThatWereIntegratedOneByOne(double p) {
    double zH = 0.8;
    GeodesicTable table = new GeodesicTable(p);
    Geodesic geodesic = new Geodesic(new PowerBlackening(3, 1, 0, p, zH));
    for (double width : new double[] {0.1, 0.5, 1.7, 4}) {
      double z = geodesic.turningPoint(width);
      GeodesicTable.Row row = table.at(width / zH);
      assertThat(row.length() + 2 * Math.log(zH)).isCloseTo(geodesic.length(z), within(1e-8));
      assertThat(row.slope() / zH).isCloseTo(1 / z, within(1e-6));
    }
  }

  @Test
  void itsDerivativeToTheExponentIsThatOfItsLength() {
    double h = 1e-4;
    for (double width : new double[] {0.2, 1, 2.5, 5}) {
      double slope =
          (new GeodesicTable(3 + h).at(width).length()
                  - new GeodesicTable(3 - h).at(width).length())
              / (2 * h);
      assertThat(new GeodesicTable(3).at(width).exponentSlope())
          .isCloseTo(slope, within(1e-4 * Math.abs(slope) + 1e-6));
    }
  }
}
