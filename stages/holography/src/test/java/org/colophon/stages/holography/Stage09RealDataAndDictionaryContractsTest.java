package org.colophon.stages.holography;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import org.colophon.contract.StageStatus;
import org.colophon.stages.holography.boundary.BoundaryData;
import org.colophon.stages.holography.boundary.BoundaryFile;
import org.colophon.stages.holography.geometry.Column;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Stages 02, 06, 07, 08 and 09 as processes. */
class Stage09RealDataAndDictionaryContractsTest {
  @TempDir private Path folder;
  private Path spectra;

  @BeforeEach
  void copySpectra() throws Exception {
    spectra = Files.createDirectory(folder.resolve("spectra"));
    for (String name : List.of("ising3d_mini.json", "on_models_d3.json")) {
      Files.copy(Fixtures.holography("real/" + name), spectra.resolve(name));
    }
  }

  @Test
  void theTwoDimensionalIsingModelAtATemperatureIsKinematicsAndEveryNumberHasItsFile()
      throws Exception {
    Path boundary = Files.createDirectory(folder.resolve("boundary"));
    ising2d(boundary.resolve("ising2d_boundary.h5"));
    for (String name : List.of("ads_d3_Tfinite_001", "ads_d4_Tfinite_004", "ads_d3_T0_000")) {
      String file = name + "_boundary.h5";
      Files.copy(Fixtures.holography("boundary/" + file), boundary.resolve(file));
    }
    ObjectNode params = ParameterDefaults.of("fit", "modes", "dictionary", "atlas", "real_data");
    ((ObjectNode) params.get("modes"))
        .set("m2", Json.mapper().readTree("[-0.5, 0, 0.5, 1, 2, 3, 4, 5, 6]"));
    Path predictions =
        stage(
            Stage02EmergentGeometryEngine.class,
            params,
            Map.of("boundary", boundary),
            "predictions",
            "geometry_emergent");
    Path modes =
        stage(
            Stage06BuildBulkEigenmodesDataset.class,
            params,
            Map.of("predictions", predictions),
            "bulk_eigenmodes");
    Path relation =
        stage(
            Stage07EmergentLambdaSlDictionary.class,
            params,
            Map.of("bulk_eigenmodes", modes),
            "lambda_dictionary");
    Path dictionary =
        stage(
            Stage08BuildHolographicDictionary.class,
            params,
            Map.of(
                "predictions",
                predictions,
                "bulk_eigenmodes",
                modes,
                "lambda_dictionary",
                relation,
                "boundary",
                boundary),
            "dictionary");
    leaveOut("nobody_d3", "family_unknown: nothing is claimed", dictionary);
    Map<String, Path> given =
        Map.of(
            "dictionary",
            dictionary,
            "cft_spectrum",
            spectra,
            "predictions",
            predictions,
            "bulk_eigenmodes",
            modes,
            "lambda_dictionary",
            relation);
    Path contracts = stage(Stage09RealDataAndDictionaryContracts.class, params, given, "contracts");

    JsonNode json = Json.read(contracts.resolve("dictionary_contracts.json"));
    assertThat(verdicts(json))
        .containsEntry("ising2d", "KINEMATIC_ONLY")
        .containsEntry("ads_d3_T0_000", "KINEMATIC_ONLY")
        .containsEntry("ads_d3_Tfinite_001", "COMPATIBLE")
        .containsEntry("ads_d4_Tfinite_004", "COMPATIBLE")
        .containsEntry("ising3d_mini", "NOT_HOLOGRAPHIC")
        .containsEntry("on_models_d3/free scalar", "INCONCLUSIVE");
    everyNumberIsInTheFileItNames(json, given);
    theGlueballsOfTheRecoveredBraneAreThePublishedOnes(json);
    assertThat(json.path("excluded_systems").path(0).path("system_id").asString())
        .isEqualTo("nobody_d3");
    String page = Files.readString(contracts.resolve("report.html"));
    assertThat(page)
        .contains("representation", "0.37632767", "nobody_d3", "QCD3 0++", "NOT_GIVEN")
        .contains("<b>geometry_contracts</b> was not given")
        .contains("<b>bulk_equations_analysis</b> was not given");
    aLevelFurtherOffThanAllowedIsAWarning(params, given);
    StageRun checked = new StageRun(Stage07EmergentLambdaSlDictionary.class, folder.resolve("s"));
    for (Map.Entry<String, Path> one :
        Map.of(
                "DictionaryContracts@0.2", contracts.resolve("dictionary_contracts.json"),
                "HolographyReport@0.1", contracts.resolve("report.html"),
                "Picture@0.1", contracts.resolve("recovered.svg"),
                "HolographicDictionary@0.1", dictionary.resolve("holographic_dictionary.json"),
                "HolographicAtlas@0.1", dictionary.resolve("atlas.npz"))
            .entrySet()) {
      assertThat(checked.violations(one.getKey(), one.getValue())).isEmpty();
    }
  }

  private static void leaveOut(String system, String reason, Path dictionary) throws Exception {
    Path file = dictionary.resolve("holographic_dictionary.json");
    JsonNode json = Json.read(file);
    ((ArrayNode) json.path("excluded_systems"))
        .addObject()
        .put("system_id", system)
        .put("family", "unknown")
        .put("reason", reason);
    Json.write(file, json);
  }

  private static void theGlueballsOfTheRecoveredBraneAreThePublishedOnes(JsonNode json) {
    assertThat(json.path("published_levels").size()).isGreaterThanOrEqualTo(4);
    for (JsonNode level : json.path("published_levels")) {
      assertThat(level.path("deviation").doubleValue()).isBetween(-0.01, 0.01);
      assertThat(level.path("status").asString()).isEqualTo("PASS");
    }
  }

  private void aLevelFurtherOffThanAllowedIsAWarning(ObjectNode params, Map<String, Path> given)
      throws Exception {
    ObjectNode strict = params.deepCopy();
    ((ObjectNode) strict.get("real_data")).put("published_tolerance", 1e-9).put("sigmas", 1e-3);
    StageProcess run = run(strict, given);
    assertThat(run.summary().status()).isEqualTo(StageStatus.WARNING);
    assertThat(run.summary().warnings())
        .anyMatch(one -> one.contains("QCD3 0++") && one.contains("hep-th/9806021"));
  }

  @Test
  void anUnexpectedVerdictIsAWarning() throws Exception {
    ObjectNode params = ParameterDefaults.of("real_data");
    params.set(
        "real_data", Json.mapper().readTree("{\"expected\": {\"ising3d_mini\": \"COMPATIBLE\"}}"));
    StageProcess run = run(params, Map.of("cft_spectrum", spectra));
    assertThat(run.summary().status()).isEqualTo(StageStatus.WARNING);
    assertThat(run.summary().warnings()).singleElement().asString().contains("NOT_HOLOGRAPHIC");
  }

  @Test
  void withNothingToJudgeTheStageIsIncomplete() throws Exception {
    StageProcess run = run(ParameterDefaults.of("real_data"), Map.of());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.summary().errors()).singleElement().asString().startsWith("missing_artifact");
  }

  private static void everyNumberIsInTheFileItNames(JsonNode json, Map<String, Path> folders)
      throws Exception {
    for (JsonNode file : json.path("files")) {
      Path path =
          Objects.requireNonNull(folders.get(file.path("alias").asString()))
              .resolve(file.path("file").asString());
      assertThat(Sha256.of(path)).isEqualTo(file.path("sha256").asString());
    }
    int bound = 0;
    for (JsonNode subject : json.path("subjects")) {
      for (JsonNode operator : subject.path("operators")) {
        JsonNode source = operator.path("source");
        Path path =
            Objects.requireNonNull(folders.get(source.path("alias").asString()))
                .resolve(source.path("file").asString());
        assertThat(Json.read(path).at(source.path("field").asString()).doubleValue())
            .isEqualTo(operator.path("Delta").doubleValue());
        bound++;
      }
    }
    assertThat(bound).isGreaterThan(20);
  }

  /** σ and ε of the exact thermal correlator (πT/sinh πTx)^{2Δ}, Δ = 1/8 and 1. */
  private static void ising2d(Path file) throws Exception {
    double temperature = 0.2;
    double[] separations = new double[64];
    for (int i = 0; i < separations.length; i++) {
      separations[i] = 0.1 + 3.9 * i / (separations.length - 1);
    }
    Column x = Column.of(separations);
    BoundaryFile.write(
        file,
        new BoundaryData(
            "ising2d",
            2,
            temperature,
            0,
            0,
            x,
            List.of(
                new BoundaryData.Correlator("sigma", thermal(x, temperature, 0.125), 0),
                new BoundaryData.Correlator("epsilon", thermal(x, temperature, 1), 0))));
  }

  private static Column thermal(Column x, double temperature, double delta) {
    double rate = Math.PI * temperature;
    return x.map(at -> StrictMath.pow(rate / StrictMath.sinh(rate * at), 2 * delta));
  }

  private Path stage(
      Class<?> program, ObjectNode params, Map<String, Path> inputs, String... outputs)
      throws Exception {
    StageProcess run =
        StageProcess.of(
            program,
            Files.createDirectory(folder.resolve(program.getSimpleName())),
            params,
            inputs,
            List.of(outputs));
    assertThat(run.exitCode()).as(run.summary().toString()).isZero();
    return run.folder().resolve(outputs[0]);
  }

  private StageProcess run(ObjectNode params, Map<String, Path> inputs) throws Exception {
    return StageProcess.of(
        Stage09RealDataAndDictionaryContracts.class,
        Files.createDirectory(folder.resolve("09")),
        params,
        inputs,
        List.of("contracts"));
  }

  private static Map<String, String> verdicts(JsonNode json) {
    Map<String, String> verdicts = new LinkedHashMap<>();
    json.path("subjects")
        .forEach(
            one -> verdicts.put(one.path("subject_id").asString(), one.path("verdict").asString()));
    return verdicts;
  }
}
