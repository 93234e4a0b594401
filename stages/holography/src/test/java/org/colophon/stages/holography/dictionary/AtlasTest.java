package org.colophon.stages.holography.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.artifact.Sha256;
import org.colophon.stages.holography.Fixtures;
import org.colophon.stages.holography.ParameterDefaults;
import org.colophon.stages.holography.boundary.BoundaryData;
import org.colophon.stages.holography.boundary.BoundaryFile;
import org.colophon.stages.holography.dictionary.HolographicDictionary.Contract;
import org.colophon.stages.holography.dictionary.HolographicDictionary.OperatorEntry;
import org.colophon.stages.holography.dictionary.HolographicDictionary.SystemEntry;
import org.colophon.stages.holography.geometry.ConfigSection;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.recovery.FitSettings;
import org.colophon.stages.holography.recovery.RecoveredSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AtlasTest {
  private static final FitSettings FIT =
      FitSettings.read(ConfigSection.of(ParameterDefaults.of("fit"), "fit"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ads_d2_Tfinite_007",
        "ads_d3_T0_000",
        "ads_d3_Tfinite_001",
        "ads_d3_Tfinite_002",
        "ads_d4_Tfinite_004",
        "ads_d4_Tfinite_005"
      })
  void theShippedFilesGiveTheirDimensionsAndOneHorizon(String system) throws IOException {
    BoundaryData data = boundary(system);
    SystemEntry entry = entry(data, data.d());

    assertThat(entry.operators()).hasSize(2);
    double[] truth = {3, 4.5};
    for (int i = 0; i < 2; i++) {
      OperatorEntry operator = entry.operators().get(i);
      assertThat(operator.delta()).isCloseTo(truth[i], within(3 * operator.sigma()));
      double m2 = truth[i] * (truth[i] - data.d());
      assertThat(operator.field().m2()).isCloseTo(m2, within(3 * operator.field().m2Sigma()));
    }
    assertThat(contract(entry, "one_horizon").status()).isEqualTo(Status.PASS);
    assertThat(contract(entry, "unitarity").status()).isEqualTo(Status.PASS);
    assertThat(entry.status()).isEqualTo(Status.PASS);
  }

  @Test
  void anOperatorFromAnotherSystemSeesAnotherHorizon() throws IOException {
    BoundaryData here = boundary("ads_d3_Tfinite_001");
    BoundaryData there = boundary("ads_d4_Tfinite_004");
    BoundaryData swapped =
        new BoundaryData(
            here.systemId(),
            here.d(),
            here.temperature(),
            here.seed(),
            here.sigmaRel(),
            here.x(),
            List.of(here.correlators().get(0), there.correlators().get(1)));
    GeometryPrediction before = RecoveredSystem.from(here, FIT, "test", "unknown").prediction();

    SystemEntry entry = entry(before, here.d(), Optional.of(OperatorHorizons.of(swapped, FIT)));

    Contract contract = contract(entry, "one_horizon");
    assertThat(contract.status()).isEqualTo(Status.FAIL);
    assertThat(contract.reason()).startsWith("z_h_mismatch");
    assertThat(entry.status()).isEqualTo(Status.FAIL);
  }

  @Test
  void withoutBoundaryDataNothingIsSaidOfTheHorizonsOfOperators() throws IOException {
    GeometryPrediction system =
        RecoveredSystem.from(boundary("ads_d3_T0_000"), FIT, "test", "unknown").prediction();
    assertThat(contract(entry(system, 3, Optional.empty()), "one_horizon").status())
        .isEqualTo(Status.SKIP);
  }

  @Test
  void anUnknownFamilyIsLeftOutWithItsReason() throws IOException {
    Atlas atlas = atlas(Map.of());
    atlas.add(
        RecoveredSystem.from(boundary("neg_massive_flat_d3"), FIT, "test", "x").prediction(),
        Optional.empty());
    HolographicDictionary dictionary = atlas.finish("test");
    assertThat(dictionary.systems()).isEmpty();
    assertThat(dictionary.excludedSystems().getFirst().reason()).startsWith("family_unknown");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void halfTheDimensionSitsOnTheBreitenlohnerFreedmanBound(int d) {
    BulkField field = BulkField.of(d / 2.0, 0, d, 3);
    assertThat(field.m2()).isEqualTo(-d * d / 4.0);
    assertThat(field.bf()).isEqualTo(BulkField.BfStatus.SATURATED);
    assertThat(field.branches()).containsExactly("plus", "minus");
  }

  @ParameterizedTest
  @CsvSource({
    "0.49, false, ''",
    "0.5, true, minus",
    "1.2, true, minus",
    "1.6, true, plus",
    "2.6, true, plus"
  })
  void theMinusBranchEndsAtUnitarityAndAtHalfTheDimension(
      double delta, boolean unitary, String branches) {
    BulkField field = BulkField.of(delta, 0, 3, 3);
    assertThat(field.unitary()).isEqualTo(unitary);
    assertThat(String.join(",", field.branches())).isEqualTo(branches);
  }

  @Test
  void aDimensionBelowUnitarityIsFlagged() throws IOException {
    BoundaryData data = boundary("ads_d3_T0_000");
    // G^(1/10) has a tenth of the dimension: 0.3 and 0.45, below 1/2
    List<BoundaryData.Correlator> tenth = new ArrayList<>();
    for (BoundaryData.Correlator one : data.correlators()) {
      tenth.add(
          new BoundaryData.Correlator(
              one.operator(), one.g().map(g -> StrictMath.pow(g, 0.1)), one.sigmaRel() / 10));
    }
    SystemEntry entry =
        entry(
            new BoundaryData("ghost", 3, 0, data.seed(), data.sigmaRel() / 10, data.x(), tenth), 3);
    Contract contract = contract(entry, "unitarity");
    assertThat(contract.status()).isEqualTo(Status.FAIL);
    assertThat(contract.reason()).startsWith("below_unitarity").contains("O1", "O2");
  }

  @Test
  void theFirstThermalCorrectionIsTheKnownOne() {
    assertThat(Atlas.thermalCoefficient(2)).isCloseTo(1 / 12.0, within(1e-14));
    assertThat(Atlas.thermalCoefficient(3)).isCloseTo(Math.PI / 128, within(1e-14));
    assertThat(Atlas.thermalCoefficient(4)).isCloseTo(1 / 120.0, within(1e-14));
  }

  private static BoundaryData boundary(String system) throws IOException {
    return BoundaryFile.read(Fixtures.holography("boundary/" + system + "_boundary.h5"));
  }

  private static SystemEntry entry(BoundaryData data, int dimension) {
    return entry(
        RecoveredSystem.from(data, FIT, "test", "unknown").prediction(),
        dimension,
        Optional.of(OperatorHorizons.of(data, FIT)));
  }

  private static SystemEntry entry(
      GeometryPrediction system, double dimension, Optional<OperatorHorizons> horizons) {
    Atlas atlas = atlas(Map.of(system.systemId(), dimension));
    atlas.add(system, horizons);
    return atlas.finish("test").systems().getFirst();
  }

  private static Atlas atlas(Map<String, Double> dimensions) {
    DictionaryFit fit =
        new DictionaryFit(
            Fields.table(Fields.forty(0, 1)), DictionaryParams.DEFAULTS, 7, Optional.empty());
    return switch (fit.make("test")) {
      case DictionaryFit.Outcome.Made(LambdaDictionary relation) ->
          new Atlas(relation, Sha256.of("test"), dimensions, Map.of(), AtlasParams.DEFAULTS);
      case DictionaryFit.Outcome.Refused(String reason) -> throw new AssertionError(reason);
    };
  }

  private static Contract contract(SystemEntry entry, String id) {
    return entry.contracts().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }
}
