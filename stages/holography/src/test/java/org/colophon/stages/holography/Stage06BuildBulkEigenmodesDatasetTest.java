package org.colophon.stages.holography;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Reading;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.Sha256;
import org.colophon.artifact.Violation;
import org.colophon.contract.Json;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageSummary;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.GeometryPredictionFile;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.colophon.stages.holography.geometry.Recovery;
import org.colophon.stages.holography.modes.DefaultParams;
import org.colophon.stages.holography.modes.Toy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The stage as the process that the orchestrator starts. */
class Stage06BuildBulkEigenmodesDatasetTest {
  @TempDir private Path folder;

  @Test
  void aRunWritesTheTableItsMetaAndAPictureOfEachSystem() throws Exception {
    int code = run("a", Toy.adsBrane(4, 1), Toy.ads(3), unknown());

    assertThat(code).isZero();
    assertThat(names("a"))
        .containsExactly(
            "ads_d3_T0_modes.svg",
            "ads_d4_Tfinite_modes.svg",
            "bulk_modes_dataset.csv",
            "bulk_modes_meta.json");
    assertThat(Files.readAllLines(output("a").resolve("bulk_modes_dataset.csv")).getFirst())
        .isEqualTo(
            "system_id,family,d,problem,bc,m2L2_input,branch,mode_id,lambda_sl,Delta_UV,"
                + "Delta_UV_err,lambda_err,quality_flag,is_ground_state");
    JsonNode meta = Json.read(output("a").resolve("bulk_modes_meta.json"));
    assertThat(meta.path("excluded_systems").path(0).path("reason").asString())
        .startsWith("family_unknown");
    assertThat(meta.path("m2_source")).isNotEqualTo(meta.path("delta_source"));
  }

  @Test
  void whatItWritesIsWhatItsSchemasAskFor() throws Exception {
    run("a", Toy.adsBrane(2, 1.2), Toy.ads(3), Toy.lifshitz(3, 2), unknown());
    SchemaCatalog catalog =
        SchemaCatalog.open(
            List.of(Path.of(System.getProperty("colophon.home"), "stages/holography/schemas")));

    Path output = output("a");
    assertThat(
            violations(catalog, "EigenmodesDataset@0.1", output.resolve("bulk_modes_dataset.csv")))
        .isEmpty();
    assertThat(violations(catalog, "EigenmodesMeta@0.2", output.resolve("bulk_modes_meta.json")))
        .isEmpty();
    assertThat(violations(catalog, "Picture@0.1", output.resolve("ads_d3_T0_modes.svg"))).isEmpty();
  }

  @Test
  void equalInputsGiveEqualBytes() throws Exception {
    run("a", Toy.adsBrane(4, 1), Toy.lifshitz(3, 2));
    run("b", Toy.adsBrane(4, 1), Toy.lifshitz(3, 2));

    assertThat(names("a")).isEqualTo(names("b")).hasSize(4);
    for (String name : names("a")) {
      assertThat(output("a").resolve(name)).hasSameBinaryContentAs(output("b").resolve(name));
    }
  }

  @Test
  void aTableThatEndsLongBeforeItsHorizonIsLeftOutWithAWarning() throws Exception {
    GeometryPrediction early =
        new GeometryPrediction(
            "early",
            3,
            Family.ADS,
            Toy.prediction("early", Family.ADS, PowerBlackening.adsBrane(3, 1)).table(),
            OptionalDouble.of(1.5),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Recovery.UNSTATED,
            "test",
            "unknown");

    assertThat(run("a", Toy.adsBrane(3, 1), early)).isEqualTo(1);
    assertThat(summary("a").warnings()).singleElement().asString().contains("table_too_short");
  }

  @Test
  void aRunInWhichNoSystemHasModesIsIncomplete() throws Exception {
    assertThat(run("a", unknown())).isEqualTo(2);
    assertThat(summary("a").errors()).singleElement().asString().startsWith("no_modes");
  }

  private static List<Violation> violations(SchemaCatalog catalog, String type, Path file)
      throws IOException {
    return catalog.check(ArtifactType.parse(type), file, Reading.STRICT).violations();
  }

  private static GeometryPrediction unknown() {
    return Toy.prediction("unknown", Family.UNKNOWN, PowerBlackening.adsBrane(3, 1));
  }

  private int run(String attempt, GeometryPrediction... systems) throws Exception {
    Path stageDir = Files.createDirectories(folder.resolve(attempt));
    Path inputs = Files.createDirectories(folder.resolve(attempt + "_in"));
    for (GeometryPrediction system : systems) {
      GeometryPredictionFile.write(inputs.resolve(system.systemId() + ".npz"), system);
    }
    List<String> files =
        Stream.of(systems).map(system -> system.systemId() + ".npz").sorted().toList();
    StageContext context =
        new StageContext(
            StageContext.SCHEMA_NAME,
            StageContext.SCHEMA_VERSION,
            "06_build_bulk_eigenmodes_dataset",
            "test",
            "holography",
            "1",
            7,
            "unknown",
            Json.mapper().createObjectNode().set("modes", DefaultParams.section()),
            Map.of(
                "predictions",
                new StageContext.Input(
                    "GeometryPrediction@0.1", inputs, Sha256.of(files.toString()), files)),
            Map.of(
                "bulk_eigenmodes",
                new StageContext.Output(
                    "EigenmodesDataset@0.1", Files.createDirectories(output(attempt)))),
            new StageContext.Limits(60));
    Json.write(stageDir.resolve("context.json"), context);
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Stage06BuildBulkEigenmodesDataset.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(attempt + ".log").toFile());
    builder.environment().put("STAGE_DIR", stageDir.toString());
    builder.environment().put("STAGE_CONTEXT", stageDir.resolve("context.json").toString());
    return builder.start().waitFor();
  }

  private StageSummary summary(String attempt) throws IOException {
    return Json.read(folder.resolve(attempt).resolve("stage_summary.json"), StageSummary.class);
  }

  private Path output(String attempt) {
    return folder.resolve(attempt).resolve("bulk_eigenmodes");
  }

  private List<String> names(String attempt) throws IOException {
    try (Stream<Path> files = Files.list(output(attempt))) {
      return files
          .map(file -> file.getFileName().toString())
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }
}
