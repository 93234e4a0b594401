package org.colophon.stages.holography.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.stages.holography.contracts.ContractResult.Status;
import org.colophon.stages.holography.contracts.SystemContracts.Role;
import org.colophon.stages.holography.contracts.SystemContracts.Verdict;
import org.colophon.stages.holography.equations.ChebyshevFitTest;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlsTest {
  private static final String STAGE = "04_geometry_physics_contracts";

  @ParameterizedTest
  @CsvSource({
    "wrong_sign_f, G4 G9, horizon_exists energy_sign",
    "nec_violating, G8, NEC1",
    "not_einstein, G6 G7, uv_exponent E2 E3 R",
    "wrong_temperature, G5, hawking",
    "horizon_mismatch, G4, horizon_position",
    "massive_flat, G6, uv_exponent"
  })
  void aControlFailsWhatItWasMadeToBreakAndNothingElse(
      String name, String contracts, String claims) {
    SystemContracts result = examined(control(name).geometry());

    assertThat(result.failedContracts()).containsExactly(contracts.split(" "));
    assertThat(result.failedClaims()).containsExactly(claims.split(" "));
    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void theCurvatureAndEnergyContractsDoNotCatchAWrongSign() {
    SystemContracts result = examined(control("wrong_sign_f").geometry());

    for (Claim claim : List.of(Claim.E1, Claim.E2, Claim.E3, Claim.R, Claim.NEC1, Claim.NEC2)) {
      assertThat(result.result(claim).status()).as(claim.family()).isEqualTo(Status.PASS);
    }
  }

  @Test
  void aTemperatureTwiceTooLargeShowsAsARatioOfTwo() {
    ContractResult hawking =
        examined(control("wrong_temperature").geometry()).result(Claim.HAWKING);

    assertThat(hawking.value().getAsDouble()).isCloseTo(2, within(1e-9));
  }

  @Test
  void noControlPassesAndAllAreCaught() {
    ContractsSummary summary = examination(BuiltInControl.all(), List.of()).summary();

    assertThat(summary.controls()).hasSize(6);
    assertThat(summary.falsePositiveRate()).isZero();
    assertThat(summary.coverage()).isEqualTo(1);
  }

  @Test
  void aBuiltInControlThatPassesIsAnError() {
    BuiltInControl harmless =
        new BuiltInControl("harmless", brane("harmless", Family.ADS), List.of("G4"));

    ContractExamination examination = examination(List.of(harmless), List.of());

    assertThat(examination.failures()).singleElement().asString().contains("harmless");
    assertThat(examination.summary().falsePositiveRate()).isEqualTo(1);
    assertThat(examination.summary().coverage()).isZero();
  }

  @Test
  void aDeclaredControlThatFailsIsNoWarning() {
    ContractExamination examination =
        examination(BuiltInControl.all(), List.of("bad"), control("not_einstein", "bad"));

    assertThat(examination.warnings()).isEmpty();
    assertThat(examination.contracts().systems().getFirst().verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void aDeclaredControlThatPassesIsAWarningAndAFalsePositive() {
    ContractExamination examination =
        examination(BuiltInControl.all(), List.of("good"), brane("good", Family.ADS));

    assertThat(examination.warnings()).singleElement().asString().startsWith("control_not_caught");
    assertThat(examination.summary().falsePositiveRate()).isCloseTo(1 / 7.0, within(1e-12));
    assertThat(examination.failures()).isEmpty();
  }

  @Test
  void aSystemThatIsNoControlAndFailsIsAWarning() {
    ContractExamination examination =
        examination(BuiltInControl.all(), List.of(), control("not_einstein", "bad"));

    assertThat(examination.warnings())
        .singleElement()
        .asString()
        .contains("bad", "uv_exponent", "E2");
  }

  @Test
  void anUnknownFamilyNeverPasses() {
    ContractExamination examination =
        examination(BuiltInControl.all(), List.of(), brane("strange", Family.UNKNOWN));

    assertThat(examination.contracts().systems().getFirst().verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(examination.warnings()).singleElement().asString().startsWith("no_verdict");
  }

  @Test
  void aControlThatIsNotThereIsNamed() {
    assertThat(examination(BuiltInControl.all(), List.of("typo")).warnings())
        .singleElement()
        .asString()
        .contains("typo");
  }

  private static ContractExamination examination(
      List<BuiltInControl> controls, List<String> declared, GeometryPrediction... systems) {
    return ContractExamination.of(
        STAGE,
        List.of(systems),
        Map.of(),
        new ContractsParams(declared, Tolerances.DEFAULTS),
        controls);
  }

  private static SystemContracts examined(GeometryPrediction geometry) {
    return SystemContracts.of(geometry, Optional.empty(), Role.SYSTEM, Tolerances.DEFAULTS);
  }

  private static BuiltInControl control(String name) {
    return BuiltInControl.all().stream().filter(one -> one.name().equals(name)).findFirst().get();
  }

  private static GeometryPrediction control(String name, String id) {
    GeometryPrediction base = control(name).geometry();
    return new GeometryPrediction(
        id,
        base.d(),
        base.family(),
        base.table(),
        base.zH(),
        base.zHSigma(),
        base.temperature(),
        base.recovery(),
        base.sourceStage(),
        base.gitSha());
  }

  private static GeometryPrediction brane(String id, Family family) {
    return GeometryPrediction.analytic(
        id, family, PowerBlackening.adsBrane(3, 1), ChebyshevFitTest.uniform(0.02, 0.98, 64));
  }
}
