package org.colophon.stages.holography.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import org.colophon.contract.Json;
import org.colophon.stages.holography.Fixtures;
import org.colophon.stages.holography.ParameterDefaults;
import org.colophon.stages.holography.boundary.BoundaryData;
import org.colophon.stages.holography.boundary.BoundaryFile;
import org.colophon.stages.holography.boundary.Sampling;
import org.colophon.stages.holography.boundary.SandboxSystem;
import org.colophon.stages.holography.boundary.SystemSpec;
import org.colophon.stages.holography.geometry.ConfigSection;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveredSystemTest {
  private static final FitSettings SETTINGS =
      FitSettings.read(ConfigSection.of(ParameterDefaults.of("fit"), "fit"));

  private static RecoveredSystem recover(BoundaryData data) {
    return RecoveredSystem.from(data, SETTINGS, "02", "unknown");
  }

  private static BoundaryData shipped(String id) throws IOException {
    return BoundaryFile.read(Fixtures.holography("boundary/" + id + "_boundary.h5"));
  }

  private static BoundaryData made(SystemSpec spec, double sigma, long seed) {
    Sampling sampling = new Sampling(0.1, 4, 64, List.of(3.0, 4.5), sigma);
    return SandboxSystem.make(spec, "system_d" + spec.d(), sampling, seed).boundary();
  }

  private static SystemSpec brane(int d, double zH) {
    return new SystemSpec(Family.ADS, d, OptionalDouble.of(zH), 1, 0, 0, "");
  }

  @ParameterizedTest
  @CsvSource({"2, 1.2", "3, 1.0", "4, 0.8", "5, 1.0"})
  void exactDataGiveTheHorizonToAMillionth(int d, double zH) {
    GeometryPrediction found = recover(made(brane(d, zH), 0, 1)).prediction();
    assertThat(found.zH().orElseThrow() / zH).isCloseTo(1, within(1e-6));
    assertThat(found.recovery().p().orElseThrow()).isCloseTo(d, within(1e-6));
    assertThat(found.family()).isEqualTo(Family.ADS);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void noiseOfATenthOfAPercentLeavesSmallErrors(long seed) {
    for (SystemSpec spec : List.of(brane(2, 1.2), brane(3, 1.0), brane(4, 0.8))) {
      assertRecovered(spec, 1e-3, seed, 0.002, 0.003, 0.02);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void noiseOfAPercentLeavesErrorsOfTwoPercentAtMost(long seed) {
    for (SystemSpec spec : List.of(brane(2, 1.2), brane(3, 1.0), brane(4, 0.8))) {
      assertRecovered(spec, 1e-2, seed, 0.02, 0.02, 0.1);
    }
  }

  private static void assertRecovered(
      SystemSpec spec, double sigma, long seed, double byHorizon, double byDelta, double byP) {
    RecoveredSystem system = recover(made(spec, sigma, seed));
    GeometryPrediction found = system.prediction();
    assertThat(system.doubts()).isEmpty();
    assertThat(found.zH().orElseThrow() / spec.zH().orElseThrow()).isCloseTo(1, within(byHorizon));
    assertThat(found.recovery().deltaHat().get("O1")).isCloseTo(3.0, within(byDelta));
    assertThat(found.recovery().deltaHat().get("O2")).isCloseTo(4.5, within(byDelta));
    assertThat(found.recovery().p().orElseThrow()).isCloseTo(spec.d(), within(byP));
    assertThat(system.modelFreeDifference().orElseThrow()).isLessThan(0.03);
  }

  /** Errors that are too small or too large by half would fail. */
  @Test
  void theStatedErrorsAreTheScatterOverSeeds() {
    int seeds = 30;
    double z = 0;
    double p = 0;
    double delta = 0;
    double f = 0;
    for (int seed = 0; seed < seeds; seed++) {
      GeometryPrediction found = recover(made(brane(3, 1), 1e-3, seed)).prediction();
      z += square((found.zH().orElseThrow() - 1) / found.zHSigma().orElseThrow());
      p +=
          square(
              (found.recovery().p().orElseThrow() - 3) / found.recovery().pSigma().orElseThrow());
      delta +=
          square(
              (found.recovery().deltaHat().getOrDefault("O1", Double.NaN) - 3)
                  / found.recovery().deltaSigma().getOrDefault("O1", Double.NaN));
      double truth = 1 - Math.pow(found.table().z().get(50), 3);
      f +=
          square(
              (found.table().f().get(50) - truth) / found.table().fSigma().orElseThrow().get(50));
    }
    for (double pull : List.of(z, p, delta, f)) {
      assertThat(Math.sqrt(pull / seeds)).isBetween(0.7, 1.35);
    }
  }

  /** The reference fitter holds p; its relative errors of z_h are ours at fixed p. */
  @ParameterizedTest
  @CsvSource({
    "ads_d2_Tfinite_007, 9.6e-05",
    "ads_d3_Tfinite_001, 6.8e-05",
    "ads_d4_Tfinite_004, 4.9e-05",
    "lifshitz_d3_z2_000, 6.4e-05"
  })
  void atFixedExponentTheErrorOfTheHorizonIsTheReferences(String id, double reference)
      throws IOException {
    CorrelatorFit fit = new HorizonFit(LogCorrelators.of(shipped(id), 1e-3), SETTINGS).best();
    CorrelatorFit.Horizon horizon = fit.horizon().orElseThrow();
    double atFixedP =
        horizon.logZVariance() - horizon.covariance() * horizon.covariance() / horizon.pVariance();
    double scaledUp = Math.max(1, fit.chi2Dof());
    assertThat(Math.sqrt(atFixedP / scaledUp)).isCloseTo(reference, withinPercentage(2));
  }

  private static double square(double x) {
    return x * x;
  }

  @ParameterizedTest
  @CsvSource({
    "ads_d2_Tfinite_006, ads, 1.2, 2",
    "ads_d2_Tfinite_007, ads, 1.2, 2",
    "ads_d2_Tfinite_008, ads, 1.2, 2",
    "ads_d3_Tfinite_000, ads, 1.0, 3",
    "ads_d3_Tfinite_001, ads, 1.0, 3",
    "ads_d3_Tfinite_002, ads, 1.0, 3",
    "ads_d4_Tfinite_003, ads, 0.8, 4",
    "ads_d4_Tfinite_004, ads, 0.8, 4",
    "ads_d4_Tfinite_005, ads, 0.8, 4",
    "lifshitz_d3_z2_000, lifshitz, 1.0, 4"
  })
  void everyGoodShippedFileIsRecovered(String id, String family, double zH, double p)
      throws IOException {
    BoundaryData data = shipped(id);
    double tolerance = data.sigmaRel() == 0 ? 1e-6 : data.sigmaRel() < 5e-3 ? 0.002 : 0.02;
    double exponentTolerance = data.sigmaRel() == 0 ? 1e-6 : data.sigmaRel() < 5e-3 ? 0.02 : 0.1;

    GeometryPrediction found = recover(data).prediction();

    assertThat(found.family().id()).isEqualTo(family);
    assertThat(found.zH().orElseThrow() / zH).isCloseTo(1, within(tolerance));
    assertThat(found.recovery().p().orElseThrow()).isCloseTo(p, within(exponentTolerance));
    assertThat(found.recovery().deltaHat().get("O1")).isCloseTo(3.0, within(0.01));
    assertThat(found.recovery().deltaHat().get("O2")).isCloseTo(4.5, within(0.01));
    double chi2Dof = found.recovery().chi2Dof().orElseThrow();
    assertThat(chi2Dof)
        .isBetween(data.sigmaRel() == 0 ? 0 : 0.85, data.sigmaRel() == 0 ? 1e-10 : 1.25);
  }

  /** χ² of the reference fitter, for models with p on a grid: one parameter less. */
  @ParameterizedTest
  @CsvSource({
    "ads_d2_Tfinite_007, 1.25",
    "ads_d2_Tfinite_008, 1.06",
    "ads_d3_Tfinite_001, 0.863",
    "ads_d3_Tfinite_002, 0.851",
    "ads_d4_Tfinite_004, 0.911",
    "ads_d4_Tfinite_005, 0.943",
    "lifshitz_d3_z2_000, 1.1",
    "neg_wrong_T_d3, 0.9"
  })
  void theFitIsAtLeastAsGoodAsTheReference(String id, double reference) throws IOException {
    BoundaryData data = shipped(id);
    int values = 2 * data.x().size();
    double chi2 = recover(data).prediction().recovery().chi2Dof().orElseThrow() * (values - 6);
    assertThat(chi2).isLessThan(reference * 1.005 * (values - 5));
    assertThat(chi2).isGreaterThan(reference * (values - 5) - 9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ads_d3_T0_000", "ads_d4_T0_000"})
  void aVacuumHasNoHorizonAndItsDimensions(String id) throws IOException {
    GeometryPrediction found = recover(shipped(id)).prediction();
    assertThat(found.family()).isEqualTo(Family.ADS);
    assertThat(found.hasHorizon()).isFalse();
    assertThat(found.recovery().deltaChi2().orElseThrow()).isLessThan(25);
    assertThat(found.f()).containsOnly(1);
    assertThat(found.recovery().deltaHat().get("O1")).isCloseTo(3, within(0.001));
    assertThat(found.recovery().deltaHat().get("O2")).isCloseTo(4.5, within(0.001));
  }

  /** χ² per degree of freedom where the reference could be reproduced. */
  @ParameterizedTest
  @CsvSource({
    "neg_massive_flat_d3, 1.54e3, chi2/dof",
    "neg_offset_d3, 1.34e6, chi2/dof",
    "neg_shuffled_d3, 3.38e7, falls",
    "neg_white_noise_d3, 5.13e5, not concave"
  })
  void dataThatNoBulkExplainsStayUnknown(String id, double reference, String reason)
      throws IOException {
    RecoveredSystem system = recover(shipped(id));
    assertThat(system.prediction().family()).isEqualTo(Family.UNKNOWN);
    assertThat(system.prediction().recovery().chi2Dof().orElseThrow())
        .isCloseTo(reference, withinPercentage(3));
    assertThat(String.join("; ", system.doubts())).contains(reason).contains("chi2/dof");
  }

  /**
   * Geodesic lengths are concave, and the best concave fit to the convex x² is a straight line: its
   * χ² per degree of freedom of 1.28e6 is a lower bound for every bulk.
   */
  @Test
  void aGaussianIsFurtherFromEveryBulkThanAStraightLine() throws IOException {
    RecoveredSystem system = recover(shipped("neg_gaussian_d3"));
    assertThat(system.prediction().family()).isEqualTo(Family.UNKNOWN);
    assertThat(system.prediction().recovery().chi2Dof().orElseThrow()).isBetween(1.28e6, 1.6e6);
    assertThat(String.join("; ", system.doubts())).contains("not concave");
  }

  @Test
  void goodCorrelatorsWithTheWrongTemperatureStayUnknown() throws IOException {
    RecoveredSystem system = recover(shipped("neg_wrong_T_d3"));
    assertThat(system.prediction().family()).isEqualTo(Family.UNKNOWN);
    assertThat(system.prediction().zH().orElseThrow()).isCloseTo(1, within(0.002));
    assertThat(system.doubts()).singleElement().asString().contains("temperature is 1.9999 times");
  }

  @Test
  void massiveFlatDataPassTheShapeGateAndFailByChi2Alone() throws IOException {
    LogCorrelators data = LogCorrelators.of(shipped("neg_massive_flat_d3"), 1e-3);
    assertThat(LengthShape.violations(data, 5)).isEmpty();
  }

  @Test
  void aBulkOutsideTheModelStaysUnknown() {
    SystemSpec deformed = new SystemSpec(Family.DEFORMED, 4, OptionalDouble.of(1), 1, 0, 0.1, "");
    assertThat(recover(made(deformed, 1e-3, 1)).prediction().family()).isEqualTo(Family.UNKNOWN);
  }

  @Test
  void aHorizonBeyondTheReachOfTheDataIsNotInvented() {
    Sampling near = new Sampling(0.1, 0.4, 64, List.of(3.0, 4.5), 1e-2);
    BoundaryData data = SandboxSystem.make(brane(3, 1), "x_d3", near, 1).boundary();
    RecoveredSystem system = recover(data);
    assertThat(system.prediction().hasHorizon()).isFalse();
    assertThat(system.prediction().family()).isEqualTo(Family.UNKNOWN);
    assertThat(system.doubts()).singleElement().asString().contains("resolve no horizon");
  }

  /** The id of a sandbox system holds its family; nothing may be learned from it. */
  @Test
  void theNameOfASystemDoesNotMatter() throws IOException {
    BoundaryData data = shipped("lifshitz_d3_z2_000");
    BoundaryData renamed =
        new BoundaryData(
            "ads_d3_T0_000",
            data.d(),
            data.temperature(),
            data.seed(),
            data.sigmaRel(),
            data.x(),
            data.correlators());
    GeometryPrediction found = recover(renamed).prediction();
    assertThat(found.family()).isEqualTo(Family.LIFSHITZ);
    assertThat(found.table()).isEqualTo(recover(data).prediction().table());
  }

  @Test
  void whatIsAssumedIsSaid() throws IOException {
    GeometryPrediction found = recover(shipped("ads_d3_Tfinite_001")).prediction();
    assertThat(found.recovery().gauge()).isEqualTo("areal");
    assertThat(found.recovery().learned()).containsExactly("f");
    assertThat(found.recovery().interpretation()).isEqualTo("representation");
    assertThat(found.recovery().probe()).isEqualTo("geodesic");
    assertThat(found.recovery().zReach().orElseThrow()).isCloseTo(0.9825, within(0.001));
    assertThat(Json.line(found.recovery().deltaHat())).doesNotContain("NaN");
  }
}
