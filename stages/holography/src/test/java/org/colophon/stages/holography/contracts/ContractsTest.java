package org.colophon.stages.holography.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.colophon.stages.holography.boundary.BulkTruth;
import org.colophon.stages.holography.contracts.ContractResult.Status;
import org.colophon.stages.holography.contracts.SystemContracts.Role;
import org.colophon.stages.holography.contracts.SystemContracts.Verdict;
import org.colophon.stages.holography.equations.ChebyshevFitTest;
import org.colophon.stages.holography.equations.TestTables;
import org.colophon.stages.holography.geometry.Background;
import org.colophon.stages.holography.geometry.DeformedBrane;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.GeometryTable;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractsTest {
  private static final double[] GRID = ChebyshevFitTest.uniform(0.02, 0.98, 64);

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void theVacuumKeepsItsEquationsToRounding(int d) {
    SystemContracts result = examined(brane(d));

    for (Claim claim : new Claim[] {Claim.E1, Claim.E2, Claim.E3, Claim.R}) {
      assertThat(result.result(claim).value().getAsDouble())
          .as(claim.family())
          .isLessThanOrEqualTo(5e-13);
    }
    assertThat(result.verdict()).isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void inSinglePrecisionTheVacuumKeepsThemToItsRounding(int d) {
    SystemContracts result = examined(TestTables.inSinglePrecision(brane(d)));

    for (Claim claim : new Claim[] {Claim.E1, Claim.E2, Claim.E3, Claim.R}) {
      assertThat(result.result(claim).tolerance().getAsDouble()).isEqualTo(1e-4);
    }
    for (Claim claim : new Claim[] {Claim.E3, Claim.R}) {
      assertThat(result.result(claim).value().getAsDouble())
          .as(claim.family())
          .isLessThanOrEqualTo(1e-5);
    }
    assertThat(result.failedClaims()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2, 0.3, 1.3", "3, 0.3, 1.3", "4, 0.1, 1", "4, 0.3, 1.3", "5, 0.1, 1"})
  void deformedBranesKeepAllThatIsAskedOfThem(int d, double c, double zh) {
    GeometryPrediction deformed =
        GeometryPrediction.analytic(
            "deformed",
            Family.DEFORMED,
            new DeformedBrane(d, c, zh),
            ChebyshevFitTest.uniform(0.02 * zh, 0.98 * zh, 64));

    SystemContracts result = examined(deformed);

    assertThat(result.failedClaims()).isEmpty();
    assertThat(result.result(Claim.HAWKING).value().getAsDouble()).isCloseTo(1, within(1e-6));
    assertThat(result.result(Claim.E2).status()).isEqualTo(Status.SKIP);
    assertThat(result.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void aLifshitzBraneIsHeldAgainstItsOwnExponent() {
    SystemContracts result = examined(analytic(Family.LIFSHITZ, PowerBlackening.lifshitz(3, 2, 1)));

    assertThat(result.failedClaims()).isEmpty();
    assertThat(result.result(Claim.UV_EXPONENT).value().getAsDouble()).isCloseTo(4, within(1e-6));
    assertThat(result.result(Claim.NEC2).value().getAsDouble()).isCloseTo(4, within(1e-6));
  }

  @Test
  void withoutItsBTheSameTableIsNoAnswerForTheExponentNorForTheEnergy() {
    PowerBlackening blind = new PowerBlackening(3, 1, 0, 4, 1);

    SystemContracts result = examined(analytic(Family.UNKNOWN, blind));

    assertThat(result.failedContracts()).containsExactly("G6", "G8");
  }

  @Test
  void hyperscalingViolationIsHeldAgainstItsOwnExponent() {
    SystemContracts result =
        examined(analytic(Family.HYPERSCALING, PowerBlackening.hyperscaling(4, 1, 1.5, 1)));

    assertThat(result.failedClaims()).isEmpty();
    assertThat(result.result(Claim.UV_EXPONENT).value().getAsDouble()).isCloseTo(3.5, within(1e-6));
  }

  /** A contract that nothing can break tests nothing. */
  @Test
  void everyContractCanFail() {
    Set<Claim> failed = EnumSet.noneOf(Claim.class);
    for (BuiltInControl control : BuiltInControl.all()) {
      addFailures(failed, examined(control.geometry()));
    }
    GeometryPrediction shallow = analytic(Family.ADS, PowerBlackening.adsBrane(3, 0.9));
    addFailures(failed, examined(withChi2(brane(3), 2.5)));
    addFailures(failed, examined(analytic(brane(3), ChebyshevFitTest.uniform(0.02, 0.98, 15))));
    addFailures(failed, examined(analytic(Family.UNKNOWN, new PowerBlackening(3, 0.98, 0, 3, 1))));
    addFailures(failed, examined(new GeometryChange(shallow).zH(1.2).result()));
    addFailures(failed, examined(analytic(Family.ADS, new DeformedBrane(3, 0.05, 1))));
    addFailures(failed, examined(analytic(Family.UNKNOWN, new PowerBlackening(3, 1, 0, 4, 1))));
    addFailures(failed, examined(brane(3), truth(PowerBlackening.adsBrane(3, 1.05))));

    assertThat(failed).containsExactlyInAnyOrder(Claim.values());
  }

  @Test
  void aHorizonWithoutATemperatureIsNoHorizon() {
    SystemContracts result = examined(new GeometryChange(brane(3)).temperature(0).result());

    assertThat(result.failedClaims()).containsExactly("horizon_exists");
  }

  @Test
  void aFittedTableIsAllowedItsUncertaintyAndNoMore() {
    GeometryPrediction within = TestTables.recovered("a", 3, 3.01, 0.005, 1, 1e-4);
    GeometryPrediction beyond = TestTables.recovered("b", 3, 3.02, 0.005, 1, 1e-4);

    assertThat(examined(within).failedClaims()).isEmpty();
    assertThat(examined(beyond).failedContracts()).contains("G7");
    assertThat(examined(analytic(Family.ADS, new PowerBlackening(3, 1, 0, 3.01, 1))).failedClaims())
        .contains("E2");
  }

  @Test
  void theBandOfTheTemperatureNeverExceedsThreePercent() {
    GeometryPrediction vague = TestTables.recovered("a", 3, 3.12, 0.2, 1, 0.1);

    ContractResult hawking = examined(vague).result(Claim.HAWKING);

    assertThat(hawking.tolerance().getAsDouble()).isEqualTo(0.03);
    assertThat(hawking.status()).isEqualTo(Status.FAIL);
  }

  @Test
  void theTruthIsComparedInOneGauge() {
    double c = 0.2;
    DeformedBrane brane = new DeformedBrane(3, c, 1);
    double[] rho = Arrays.stream(GRID).map(z -> z * Math.exp(c * z * z)).toArray();
    double[] areal =
        Arrays.stream(GRID)
            .map(z -> brane.f(z).value() * Math.pow(1 + 2 * c * z * z, 2) * Math.exp(2 * c * z * z))
            .toArray();
    double[] a = Arrays.stream(rho).map(r -> -Math.log(r)).toArray();
    GeometryPrediction sameInAnotherGauge =
        TestTables.withTable(brane(3), GeometryTable.of(rho, a, areal));

    ContractResult right = examined(sameInAnotherGauge, truth(brane)).result(Claim.TRUTH_ERROR);
    ContractResult wrong = examined(brane(3), truth(brane)).result(Claim.TRUTH_ERROR);

    assertThat(right.value().getAsDouble()).isLessThan(1e-6);
    assertThat(right.status()).isEqualTo(Status.PASS);
    assertThat(wrong.status()).isEqualTo(Status.FAIL);
  }

  @Test
  void aSkippedContractIsCountedAsSkipped() {
    ContractsSummary summary =
        ContractExamination.of(
                "04",
                List.of(analytic(Family.ADS, PowerBlackening.ads(3))),
                Map.of(),
                ContractsParams.DEFAULTS)
            .summary();

    assertThat(summary.counts()).isEqualTo(new ContractsSummary.Counts(11, 0, 5));
    assertThat(summary.verdicts()).isEqualTo(new ContractsSummary.Verdicts(1, 0, 0));
  }

  private static void addFailures(Set<Claim> failed, SystemContracts result) {
    for (Claim claim : Claim.values()) {
      if (result.result(claim).status() == Status.FAIL) {
        failed.add(claim);
      }
    }
  }

  private static SystemContracts examined(GeometryPrediction geometry) {
    return SystemContracts.of(geometry, Optional.empty(), Role.SYSTEM, Tolerances.DEFAULTS);
  }

  private static SystemContracts examined(GeometryPrediction geometry, BulkTruth truth) {
    return SystemContracts.of(geometry, Optional.of(truth), Role.SYSTEM, Tolerances.DEFAULTS);
  }

  private static GeometryPrediction brane(int d) {
    return analytic(Family.ADS, PowerBlackening.adsBrane(d, 1));
  }

  private static GeometryPrediction analytic(Family family, Background background) {
    return GeometryPrediction.analytic("system", family, background, GRID);
  }

  private static GeometryPrediction analytic(GeometryPrediction like, double[] z) {
    return GeometryPrediction.analytic(
        "system", like.family(), PowerBlackening.adsBrane(like.d(), 1), z);
  }

  private static GeometryPrediction withChi2(GeometryPrediction base, double chi2) {
    return new GeometryChange(base).chi2(chi2).result();
  }

  private static BulkTruth truth(Background background) {
    return new BulkTruth(
        "system",
        background.d(),
        Family.DEFORMED,
        OptionalDouble.of(background.horizon()),
        1,
        0,
        0,
        Map.of(),
        GeometryTable.of(background, ChebyshevFitTest.uniform(0.01, 0.999, 200)));
  }
}
