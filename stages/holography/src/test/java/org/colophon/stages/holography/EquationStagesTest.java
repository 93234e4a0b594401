package org.colophon.stages.holography;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.colophon.contract.Json;
import org.colophon.contract.StageStatus;
import org.colophon.contract.StageSummary;
import org.colophon.stages.holography.equations.ChebyshevFitTest;
import org.colophon.stages.holography.equations.TestTables;
import org.colophon.stages.holography.equations.analysis.AnalysisText;
import org.colophon.stages.holography.equations.analysis.BulkEquationsAnalysis;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.GeometryPredictionFile;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Stages 03, 04 and 05 as processes, one after the other. */
class EquationStagesTest {
  private static final Path FIXTURES =
      Path.of(System.getProperty("colophon.home"), "src-test-fixtures/holography");

  @TempDir private Path folder;
  private Path predictions;

  @BeforeEach
  void makeFolder() throws IOException {
    predictions = Files.createDirectories(folder.resolve("predictions"));
  }

  @Test
  void threeStagesInARowAgreeWithTheirSchemas() throws Exception {
    recoveredSystems();
    StageRun discovery = stage(Stage03DiscoverBulkEquations.class, "03", predictions);
    StageRun contracts = stage(Stage04GeometryPhysicsContracts.class, "04", predictions);

    assertThat(discovery.run("bulk_equations").status()).isEqualTo(StageStatus.OK);
    assertThat(contracts.run("geometry_contracts").warnings()).isEmpty();
    StageRun analysis = analysis("05");
    assertThat(analysis.run("bulk_equations_analysis").status()).isEqualTo(StageStatus.OK);

    Path equations = discovery.file("bulk_equations", "bulk_equations.json");
    assertThat(discovery.violations("BulkEquations@0.1", equations)).isEmpty();
    assertThat(
            discovery.violations(
                "Picture@0.1", discovery.file("bulk_equations", "coefficients.svg")))
        .isEmpty();
    assertThat(
            contracts.violations(
                "GeometryContracts@0.1",
                contracts.file("geometry_contracts", "geometry_contracts.json")))
        .isEmpty();
    assertThat(
            contracts.violations(
                "ContractsSummary@0.1",
                contracts.file("geometry_contracts", "contracts_summary.json")))
        .isEmpty();
    Path json = analysis.file("bulk_equations_analysis", "analysis.json");
    assertThat(analysis.violations("BulkEquationsAnalysis@0.1", json)).isEmpty();
    theCoefficientIsEinsteinsInEveryDimension(json);
    theTextIsMadeFromTheDataAlone(analysis);
  }

  private static void theCoefficientIsEinsteinsInEveryDimension(Path json) throws IOException {
    JsonNode analysis = Json.read(json);
    assertThat(analysis.path("check").path("tested")).hasSize(3);
    assertThat(analysis.path("check").path("off")).isEmpty();
    for (JsonNode family : analysis.path("families")) {
      JsonNode coefficient = family.path("coefficient");
      double expected = 1 - family.path("d").intValue();
      assertThat(Math.abs(coefficient.path("value").doubleValue() - expected))
          .isLessThanOrEqualTo(3 * coefficient.path("sigma").doubleValue() + 1e-9);
    }
  }

  private static void theTextIsMadeFromTheDataAlone(StageRun analysis) throws IOException {
    BulkEquationsAnalysis data =
        Json.read(
            analysis.file("bulk_equations_analysis", "analysis.json"), BulkEquationsAnalysis.class);
    String text = Files.readString(analysis.file("bulk_equations_analysis", "analysis.md"));
    assertThat(AnalysisText.of(data)).isEqualTo(text);
    assertThat(text).contains("consistent with").doesNotContainIgnoringCase("discover");
  }

  @Test
  void equalSeedsGiveEqualFiles() throws Exception {
    recoveredSystems();
    for (String name : new String[] {"03", "again"}) {
      stage(Stage03DiscoverBulkEquations.class, name, predictions).run("bulk_equations");
    }

    for (String name : new String[] {"bulk_equations.json", "coefficients.svg"}) {
      assertThat(folder.resolve("03/bulk_equations").resolve(name))
          .hasSameBinaryContentAs(folder.resolve("again/bulk_equations").resolve(name));
    }
  }

  @Test
  void twoUsableSystemsAreTooFewAndTheMessageSaysWhichWereLeftOut() throws Exception {
    write(vacuum("one", 3, 1));
    write(vacuum("two", 3, 1.2));
    write(vacuum("three", 3, 1.3));
    StageRun run = stage(Stage03DiscoverBulkEquations.class, "03", predictions);

    StageSummary summary =
        run.params("{\"equations\": {\"controls\": [\"three\"]}}").run("bulk_equations");

    assertThat(summary.status()).isEqualTo(StageStatus.INCOMPLETE);
    assertThat(summary.errors())
        .singleElement()
        .asString()
        .startsWith("too_few_systems: 2 of 3")
        .contains("three (control)");
  }

  @Test
  void anUnknownParameterIsNamed() throws Exception {
    write(vacuum("one", 3, 1));
    StageRun run = stage(Stage03DiscoverBulkEquations.class, "03", predictions);

    StageSummary summary = run.params("{\"equations\": {\"treshold\": 1}}").run("bulk_equations");

    assertThat(summary.status()).isEqualTo(StageStatus.ERROR);
    assertThat(summary.errors()).singleElement().asString().contains("equations", "treshold");
  }

  @Test
  void theContractStageIsOkIfOnlyControlsFail() throws Exception {
    write(vacuum("good", 3, 1));
    copy("phys_03_not_einstein");
    StageRun run = stage(Stage04GeometryPhysicsContracts.class, "04", predictions);
    run.params("{\"contracts\": {\"controls\": [\"ads_d3_Tfinite_test_000\"]}}");

    StageSummary summary = run.run("geometry_contracts");

    assertThat(summary.status()).isEqualTo(StageStatus.OK);
    JsonNode contracts = Json.read(run.file("geometry_contracts", "geometry_contracts.json"));
    assertThat(contracts.path("systems").path(0).path("role").asString()).isEqualTo("CONTROL");
    assertThat(contracts.path("systems").path(0).path("verdict").asString()).isEqualTo("FAIL");
    assertThat(summary.metrics())
        .containsEntry("controls_false_positive_rate", 0.0)
        .containsEntry("controls_coverage", 1.0);
  }

  @Test
  void theContractStageWarnsIfASystemFails() throws Exception {
    copy("phys_01_wrong_sign_f");
    StageRun run = stage(Stage04GeometryPhysicsContracts.class, "04", predictions);

    StageSummary summary = run.run("geometry_contracts");

    assertThat(summary.status()).isEqualTo(StageStatus.WARNING);
    assertThat(summary.warnings())
        .singleElement()
        .asString()
        .contains("horizon_exists", "energy_sign");
    String picture = Files.readString(run.file("geometry_contracts", "contracts.svg"));
    assertThat(picture).contains("G9 energy sign", "built-in control", ">FAIL<", ">SKIP<");
  }

  @Test
  void theTruthIsFoundBySystemIdAndHeldAgainstTheTable() throws Exception {
    write(vacuum("ads_d3_Tfinite_000", 3, 1));
    write(vacuum("ads_d3_Tfinite_001", 3, 1.02));
    StageRun run = stage(Stage04GeometryPhysicsContracts.class, "04", predictions);
    run.input("bulk_truth", FIXTURES.resolve("bulk-truth"));

    run.run("geometry_contracts");

    JsonNode systems =
        Json.read(run.file("geometry_contracts", "geometry_contracts.json")).path("systems");
    JsonNode right = systems.path(0).path("contracts").path(15);
    JsonNode wrong = systems.path(1).path("contracts").path(15);
    assertThat(right.path("claim_family").asString()).isEqualTo("truth_error");
    assertThat(right.path("status").asString()).isEqualTo("PASS");
    assertThat(right.path("value").doubleValue()).isLessThan(1e-6);
    assertThat(wrong.path("status").asString()).isEqualTo("FAIL");
    assertThat(wrong.path("value").doubleValue()).isBetween(0.03, 0.07);
  }

  private void recoveredSystems() throws IOException {
    double[] offsets = {0.3, -0.8, 1.1, -0.4};
    for (int d = 2; d <= 4; d++) {
      for (int i = 0; i < offsets.length; i++) {
        double sigma = 0.004;
        write(
            TestTables.recovered(
                "ads_d" + d + "_Tfinite_" + i,
                d,
                d + offsets[i] * sigma,
                sigma,
                1 + 0.1 * i,
                1e-4));
      }
    }
    write(vacuum("exact", 4, 0.8));
  }

  private StageRun analysis(String name) throws IOException {
    return new StageRun(Stage05AnalyzeBulkEquations.class, folder.resolve(name))
        .input("bulk_equations", folder.resolve("03/bulk_equations"))
        .input("geometry_contracts", folder.resolve("04/geometry_contracts"));
  }

  private StageRun stage(Class<?> program, String name, Path input) throws IOException {
    return new StageRun(program, folder.resolve(name)).input("predictions", input);
  }

  private void copy(String name) throws IOException {
    Files.copy(
        FIXTURES.resolve("geometry-npz/" + name + ".npz"), predictions.resolve(name + ".npz"));
  }

  private void write(GeometryPrediction geometry) throws IOException {
    GeometryPredictionFile.write(
        predictions.resolve(geometry.systemId() + "_geometry.npz"), geometry);
  }

  private static GeometryPrediction vacuum(String id, int d, double zh) {
    return GeometryPrediction.analytic(
        id,
        Family.ADS,
        PowerBlackening.adsBrane(d, zh),
        ChebyshevFitTest.uniform(0.02 * zh, 0.98 * zh, 64));
  }
}
