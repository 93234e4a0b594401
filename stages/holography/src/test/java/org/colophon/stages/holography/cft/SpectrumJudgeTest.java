package org.colophon.stages.holography.cft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.colophon.contract.Json;
import org.colophon.stages.holography.Fixtures;
import org.colophon.stages.holography.cft.DictionaryContracts.Check;
import org.colophon.stages.holography.cft.DictionaryContracts.Operator;
import org.colophon.stages.holography.cft.DictionaryContracts.Subject;
import org.colophon.stages.holography.dictionary.Status;
import org.junit.jupiter.api.Test;

class SpectrumJudgeTest {

  @Test
  void theThreeDimensionalIsingModelIsNotHolographic() throws IOException {
    Subject ising = judged("ising3d_mini").getFirst();

    assertThat(ising.verdict()).isEqualTo(Verdict.NOT_HOLOGRAPHIC);
    assertThat(ising.reason()).contains("36.3 %", "no large gap");
    Check free = check(ising, "generalised_free_epsilon");
    assertThat(free.value().getAsDouble()).isCloseTo(0.376327668, within(1e-9));
    assertThat(free.status()).isEqualTo(Status.FAIL);
    assertThat(check(ising, "large_n").status()).isEqualTo(Status.SKIP);
  }

  @Test
  void itsTwistsApproachTwiceTheFieldFromBelow() throws IOException {
    Subject ising = judged("ising3d_mini").getFirst();
    double[] known = {-0.036297612, -0.013632612, -0.007809612};
    for (int i = 0; i < known.length; i++) {
      Check twist = check(ising, "twist_spin_" + (2 + 2 * i));
      assertThat(twist.value().getAsDouble()).isCloseTo(known[i], within(1e-9));
      assertThat(twist.status()).isEqualTo(Status.PASS);
    }
    assertThat(check(ising, "twist_spin_6").error()).isEmpty();
  }

  @Test
  void itsScalarsLieAboveTheBoundAndOnlyOnTheMinusBranch() throws IOException {
    Subject ising = judged("ising3d_mini").getFirst();
    double[] masses = {-1.2859682328, -2.2423656583};
    for (int i = 0; i < masses.length; i++) {
      Operator operator = ising.operators().get(i);
      assertThat(operator.field().getFirst().m2()).isCloseTo(masses[i], within(1e-9));
      assertThat(operator.field().getFirst().m2()).isGreaterThan(-9 / 4.0);
      assertThat(operator.field().getFirst().branches()).containsExactly("minus");
    }
    assertThat(ising.quantities().get(0).value()).isCloseTo(0.036297612, within(1e-9));
    assertThat(ising.quantities().get(1).value()).isCloseTo(0.6299709, within(1e-7));
  }

  @Test
  void theFreeScalarIsAGeneralisedFreeFieldAndStillInconclusive() throws IOException {
    Subject free = judged("on_models_d3").getFirst();
    assertThat(free.subjectId()).endsWith("free scalar");
    assertThat(check(free, "generalised_free_phi2").value()).hasValue(0);
    assertThat(check(free, "generalised_free_phi2").status()).isEqualTo(Status.PASS);
    assertThat(free.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void theVectorModelsAreNotHolographic() throws IOException {
    List<Subject> models = judged("on_models_d3");
    assertThat(models.subList(1, 3)).allMatch(one -> one.verdict() == Verdict.NOT_HOLOGRAPHIC);
    assertThat(check(models.get(1), "generalised_free_s").value().getAsDouble())
        .isCloseTo(0.473184, within(1e-9));
  }

  private static List<Subject> judged(String name) throws IOException {
    return Spectrum.of(Json.read(Fixtures.holography("real/" + name + ".json")), "a", "f").stream()
        .map(one -> SpectrumJudge.judge(one, RealDataParams.DEFAULTS))
        .toList();
  }

  private static Check check(Subject subject, String id) {
    return subject.checks().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }
}
