package org.colophon.stages.holography;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.artifact.format.FileValues;
import org.colophon.artifact.format.NpzFile;
import org.colophon.contract.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What the golden runs hold is right, and not only what it was: an update cannot bless wrong
 * physics.
 */
final class GoldenRunsTest {
  private static final Path RUNS = Fixtures.home().resolve("src-test-fixtures/runs");

  /** Squared masses of the 0++ glueballs of QCD3, λ z_h² of the AdS5 brane (hep-th/9806021). */
  private static final List<Double> QCD3 =
      List.of(11.5876623268, 34.5269838405, 68.9749621133, 114.9104378678);

  /** Squares of the zeros of J_2: the hard wall at z = 1, d = 4, Δ = 4 (hep-ph/0501128). */
  private static final List<Double> HARD_WALL =
      List.of(26.3746164272, 70.8499989191, 135.0207088660, 218.9201891);

  @ParameterizedTest
  @ValueSource(strings = {"ads_d3_T0_000", "ads_d4_T0_000"})
  void theVacuumGivesBackItsDimensionsAndNoHorizon(String system) throws IOException {
    JsonNode meta = meta("ads_control", system);
    assertThat(meta.at("/Delta_hat/O1").doubleValue()).isCloseTo(3.0, offset(1e-3));
    assertThat(meta.at("/Delta_hat/O2").doubleValue()).isCloseTo(4.5, offset(1e-3));
    assertThat(meta.get("z_h").isNull()).isTrue();
    assertThat(meta.get("delta_chi2").doubleValue()).isLessThan(25);
    assertThat(npz("ads_control", system).doubles("f")).containsOnly(1.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ads_d3_T0_000", "ads_d4_T0_000"})
  void theVacuumSolvesTheFieldEquations(String system) throws IOException {
    JsonNode equations = claims("ads_control", system, "G7");
    assertThat(equations).hasSize(4);
    equations.forEach(claim -> assertThat(claim.get("value").doubleValue()).isLessThan(1e-9));
  }

  @Test
  void theHardWallOfTheVacuumHasTheZerosOfBessel() throws IOException {
    List<Double> spectrum = spectrum("ads_control", "ads_d4_T0_000", "mass", 0.0);
    assertThat(spectrum).hasSize(HARD_WALL.size());
    for (int i = 0; i < HARD_WALL.size(); i++) {
      assertThat(spectrum.get(i) / HARD_WALL.get(i)).isCloseTo(1, offset(1e-9));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ads_d2_Tfinite_006, 1.2, 1e-6", "ads_d2_Tfinite_007, 1.2, 2e-3",
        "ads_d2_Tfinite_008, 1.2, 2e-2",
    "ads_d3_Tfinite_000, 1.0, 1e-6", "ads_d3_Tfinite_001, 1.0, 2e-3",
        "ads_d3_Tfinite_002, 1.0, 2e-2",
    "ads_d4_Tfinite_003, 0.8, 1e-6", "ads_d4_Tfinite_004, 0.8, 2e-3",
        "ads_d4_Tfinite_005, 0.8, 2e-2"
  })
  void aBlackBraneGivesBackItsHorizonAndTemperature(String system, double horizon, double error)
      throws IOException {
    JsonNode meta = meta("Tfinite", system);
    assertThat(meta.get("family").asString()).isEqualTo("ads");
    assertThat(meta.get("z_h").doubleValue() / horizon).isCloseTo(1, offset(error));
    JsonNode hawking = claims("Tfinite", system, "G5").get(0);
    assertThat(hawking.get("status").asString()).isEqualTo("PASS");
    assertThat(hawking.get("value").doubleValue()).isCloseTo(1, offset(3e-2));
  }

  @Test
  void theEmergentBraneOfFiveDimensionsHasTheGlueballsOfQcd3() throws IOException {
    String system = "ads_d4_Tfinite_004";
    double horizon = meta("Tfinite", system).get("z_h").doubleValue();
    List<Double> spectrum = spectrum("Tfinite", system, "screening", 0.0);
    assertThat(spectrum).hasSizeGreaterThanOrEqualTo(QCD3.size());
    for (int i = 0; i < QCD3.size(); i++) {
      assertThat(spectrum.get(i) * horizon * horizon).isCloseTo(QCD3.get(i), withPercentage(1));
    }
  }

  @Test
  void theIsingModelIsNotHolographic() throws IOException {
    JsonNode subject =
        Json.read(
                RUNS.resolve("ising3d_mini/run/09_real_data_and_dictionary_contracts")
                    .resolve("contracts/dictionary_contracts.json"))
            .at("/subjects/0");
    assertThat(subject.get("verdict").asString()).isEqualTo("NOT_HOLOGRAPHIC");
    assertThat(value(subject, "generalised_free_epsilon")).isCloseTo(0.376327668, offset(1e-9));
    assertThat(value(subject, "twist_spin_2")).isCloseTo(-0.036297612, offset(1e-9));
    assertThat(value(subject, "twist_spin_4")).isCloseTo(-0.013632612, offset(1e-9));
    assertThat(value(subject, "twist_spin_6")).isCloseTo(-0.007809612, offset(1e-9));
  }

  private static double value(JsonNode subject, String check) {
    return subject
        .get("checks")
        .valueStream()
        .filter(found -> found.get("id").asString().equals(check))
        .findFirst()
        .orElseThrow()
        .get("value")
        .doubleValue();
  }

  private static List<Double> spectrum(String run, String system, String problem, double m2)
      throws IOException {
    Path file =
        RUNS.resolve(run)
            .resolve("run/06_build_bulk_eigenmodes_dataset/bulk_eigenmodes/bulk_modes_dataset.csv");
    return FileValues.of(ArtifactFormat.named("csv"), file)
        .orElseThrow()
        .get("rows")
        .valueStream()
        .filter(row -> row.get("system_id").asString().equals(system))
        .filter(row -> row.get("problem").asString().equals(problem))
        .filter(row -> row.get("branch").asString().equals("plus"))
        .filter(row -> row.get("m2L2_input").doubleValue() == m2)
        .map(row -> row.get("lambda_sl").doubleValue())
        .toList();
  }

  private static JsonNode claims(String run, String system, String id) throws IOException {
    JsonNode contracts =
        Json.read(
            RUNS.resolve(run)
                .resolve("run/04_geometry_physics_contracts/geometry_contracts")
                .resolve("geometry_contracts.json"));
    JsonNode of =
        contracts
            .get("systems")
            .valueStream()
            .filter(found -> found.get("system_id").asString().equals(system))
            .findFirst()
            .orElseThrow();
    return Json.mapper()
        .valueToTree(
            of.get("contracts")
                .valueStream()
                .filter(claim -> claim.get("id").asString().equals(id))
                .toList());
  }

  private static JsonNode meta(String run, String system) throws IOException {
    return Json.mapper().readTree(npz(run, system).text("meta_json").orElseThrow());
  }

  private static NpzFile npz(String run, String system) throws IOException {
    return NpzFile.read(
        RUNS.resolve(run)
            .resolve("run/02_emergent_geometry_engine/predictions")
            .resolve(system + "_geometry.npz"));
  }
}
