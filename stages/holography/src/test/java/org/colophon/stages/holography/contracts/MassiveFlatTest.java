package org.colophon.stages.holography.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.colophon.stages.holography.geometry.Jet;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MassiveFlatTest {
  private final MassiveFlat flat = new MassiveFlat(3, 1);

  /** With z = u sin t, ℓ = 2 ∫ z dz / (√f √(u² - z²)) = 2u ∫ sin t / √f dt over a quarter turn. */
  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.1, 0.3})
  void geodesicsSpanWhatTheFreeFieldSays(double u) {
    double span =
        2
            * u
            * new GaussIntegratorFactory()
                .legendre(60, 0, Math.PI / 2)
                .integrate(t -> Math.sin(t) / Math.sqrt(flat.f(u * Math.sin(t)).value()));

    assertThat(span).isCloseTo(2 * u / (1 - 2 * u), within(1e-10));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.25})
  void derivativesAreThoseOfTheFunction(double z) {
    double h = 1e-4;
    Jet before = flat.f(z - h);
    Jet here = flat.f(z);
    Jet after = flat.f(z + h);

    assertThat(here.first()).isCloseTo((after.value() - before.value()) / (2 * h), within(1e-5));
    assertThat(here.second()).isCloseTo((after.first() - before.first()) / (2 * h), within(1e-4));
  }
}
