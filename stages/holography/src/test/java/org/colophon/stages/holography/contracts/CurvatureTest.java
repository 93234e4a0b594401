package org.colophon.stages.holography.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.colophon.stages.holography.geometry.Background;
import org.colophon.stages.holography.geometry.DeformedBrane;
import org.colophon.stages.holography.geometry.Jet;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurvatureTest {
  private static final double NO_HORIZON = Double.POSITIVE_INFINITY;

  /** The earlier pipeline's formula gave R = -2000 here. */
  @Test
  void adsHasTheSameCurvatureEverywhere() {
    for (double z : new double[] {0.001, 0.1, 1, 7}) {
      assertThat(Curvature.of(PowerBlackening.ads(3), z).ricciScalar())
          .isCloseTo(-12, within(1e-8));
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 2, -22, 2, 4", "4, 2, -32, 3, 5"})
  void lifshitzHasTheCurvatureAndEnergyOfItsClosedForm(
      int d, double zeta, double r, double nec1, double nec2) {
    Curvature at = Curvature.of(PowerBlackening.lifshitz(d, zeta, NO_HORIZON), 0.37);

    assertThat(at.ricciScalar()).isCloseTo(r, within(1e-12));
    assertThat(at.nec1()).isCloseTo(nec1, within(1e-12));
    assertThat(at.nec2()).isCloseTo(nec2, within(1e-12));
  }

  @Test
  void hyperscalingViolationHasTheEnergyOfItsClosedForm() {
    Curvature at = Curvature.of(PowerBlackening.hyperscaling(4, 1, 1.5, NO_HORIZON), 1);

    assertThat(at.nec2()).isCloseTo(1.75, within(1e-12));
  }

  @Test
  void theDeformedBraneHasTheValuesOfItsClosedForm() {
    DeformedBrane brane = new DeformedBrane(4, 0.1, 1);

    assertThat(brane.f(0.5).value()).isCloseTo(0.9463298916, within(1e-10));
    assertThat(brane.temperature()).isCloseTo(0.3509203645, within(1e-10));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void aNeutralScalarLeavesE2AndSaturatesNec2(int d) {
    for (double z : new double[] {0.1, 0.5, 0.9}) {
      Curvature at = Curvature.of(new DeformedBrane(d, 0.2, 1.1), z);

      assertThat(z * z * at.e2()).isCloseTo(0, within(1e-12));
      assertThat(at.nec2()).isCloseTo(0, within(1e-12));
      assertThat(-at.e1()).isCloseTo(6 * 0.2 + 4 * 0.04 * z * z, within(1e-10));
    }
  }

  @Test
  void aNegativeDeformationBreaksNec1UpToItsTurningPoint() {
    DeformedBrane brane = new DeformedBrane(3, -0.2, NO_HORIZON);
    double turn = Math.sqrt(3 / (2 * 0.2));

    assertThat(Curvature.of(brane, 0.99 * turn).nec1()).isNegative();
    assertThat(Curvature.of(brane, 1.01 * turn).nec1()).isPositive();
  }

  @Test
  void aBlackBraneInADifferentPowerIsNoVacuum() {
    Background quadratic = new PowerBlackening(3, 1, 0, 2, 1);

    for (double z : new double[] {0.2, 0.9}) {
      Curvature at = Curvature.of(quadratic, z);
      assertThat(at.ricciScalar()).isCloseTo(-12 + 2 * z * z, within(1e-12));
      assertThat(at.e2()).isCloseTo(2, within(1e-12));
      assertThat(at.e3()).isCloseTo(1 - z * z / 3, within(1e-12));
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "3, 4", "4, 4", "4, 5", "2, 2", "2, 3"})
  void theRicciScalarIsBlindToTwoPowersOfWhichOnlyOneIsVacuum(int d, int p) {
    Curvature at = Curvature.of(new PowerBlackening(d, 1, 0, p, 1), 0.6);

    assertThat(at.ricciScalar()).isCloseTo(-d * (d + 1), within(1e-12));
    assertThat(Math.abs(at.e2()) < 1e-12).isEqualTo(p == d);
  }

  @Test
  void theCurvatureDoesNotSeeAWrongSignOfF() {
    Curvature at = Curvature.of(wrongSign(3), 0.8);

    assertThat(at.ricciScalar()).isCloseTo(-12, within(1e-12));
    assertThat(at.e2()).isCloseTo(0, within(1e-12));
    assertThat(at.e3()).isCloseTo(1, within(1e-12));
    assertThat(at.nec1()).isCloseTo(0, within(1e-12));
    assertThat(at.nec2()).isCloseTo(0, within(1e-12));
  }

  /** A second method: Christoffel symbols and Ricci tensor, index by index. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void theFormulasAgreeWithTheRicciTensorOfTheFullMetric(int d) {
    double z = 0.7;
    Background generic = new Generic(d);
    RicciTensor ricci = RicciTensor.of(generic, z);
    Curvature at = Curvature.of(generic, z);

    assertThat(at.ricciScalar()).isCloseTo(ricci.scalar(), within(1e-11));
    assertThat(at.nec1()).isCloseTo(ricci.nullAlongZ(), within(1e-11));
    assertThat(at.nec2()).isCloseTo(ricci.nullAlongX(), within(1e-11));
  }

  private static Background wrongSign(int d) {
    return new Background() {
      @Override
      public int d() {
        return d;
      }

      @Override
      public double horizon() {
        return 1;
      }

      @Override
      public Jet a(double z) {
        return new Jet(-Math.log(z), -1 / z, 1 / (z * z));
      }

      @Override
      public Jet f(double z) {
        return new Jet(
            1 + Math.pow(z, d), d * Math.pow(z, d - 1), d * (d - 1) * Math.pow(z, d - 2));
      }
    };
  }

  /** Three unrelated functions, so that no term can hide behind another. */
  private record Generic(int d) implements Background {
    @Override
    public double horizon() {
      return NO_HORIZON;
    }

    @Override
    public Jet a(double z) {
      return new Jet(-1.3 * Math.log(z) - 0.2 * z, -1.3 / z - 0.2, 1.3 / (z * z));
    }

    @Override
    public Jet b(double z) {
      return new Jet(0.4 * z * z * z, 1.2 * z * z, 2.4 * z);
    }

    @Override
    public Jet f(double z) {
      return new Jet(1 - 0.5 * Math.sin(z), -0.5 * Math.cos(z), 0.5 * Math.sin(z));
    }
  }
}
