package org.colophon.stages.holography;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Reading;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.format.Hdf5Writing;
import org.colophon.contract.StageStatus;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPredictionFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Stage02EmergentGeometryEngineTest {
  @TempDir Path folder;

  private StageProcess run(String name, Path boundary) throws IOException, InterruptedException {
    return StageProcess.of(
        Stage02EmergentGeometryEngine.class,
        Files.createDirectory(folder.resolve(name)),
        ParameterDefaults.of("fit"),
        Map.of("boundary", boundary),
        List.of("predictions", "geometry_emergent"));
  }

  @Test
  void shippedFilesGiveTwelveFamiliesAndSixWarnings() throws Exception {
    StageProcess run = run("shipped", Fixtures.holography("boundary"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.summary().status()).isEqualTo(StageStatus.WARNING);
    assertThat(run.summary().warnings())
        .hasSize(6)
        .allMatch(warning -> warning.startsWith("neg_"))
        .anyMatch(warning -> warning.contains("temperature is 1.9999 times"));
    Path predictions = run.folder().resolve("predictions");
    SchemaCatalog catalog =
        SchemaCatalog.open(List.of(Fixtures.home().resolve("stages/holography/schemas")));
    for (String name : StageProcess.filesIn(predictions)) {
      if (name.endsWith(".npz")) {
        Path file = predictions.resolve(name);
        assertThat(catalog.check(type("GeometryPrediction"), file, Reading.STRICT).violations())
            .isEmpty();
        Path twin = run.folder().resolve("geometry_emergent").resolve(name.replace(".npz", ".h5"));
        assertThat(catalog.check(type("GeometryEmergent"), twin, Reading.STRICT).violations())
            .isEmpty();
        assertThat(predictions.resolve(name.replace(".npz", ".svg"))).isNotEmptyFile();
        Family family = GeometryPredictionFile.read(file).family();
        assertThat(family == Family.UNKNOWN).as(name).isEqualTo(name.startsWith("neg_"));
      }
    }
  }

  @Test
  void theToySystemsAreAllRecovered() throws Exception {
    Path sandbox = Files.createDirectory(folder.resolve("sandbox"));
    StageProcess made =
        StageProcess.of(
            Stage01GenerateSandboxGeometries.class,
            sandbox,
            ParameterDefaults.of("systems", "boundary_data"),
            Map.of(),
            List.of("boundary", "bulk_truth"));
    Path boundary = made.folder().resolve("boundary");
    StageProcess run = run("toy", boundary);
    StageProcess again = run("again", boundary);
    assertThat(run.summary().warnings()).isEmpty();
    assertThat(run.exitCode()).isZero();
    for (String alias : List.of("predictions", "geometry_emergent")) {
      for (String name : StageProcess.filesIn(run.folder().resolve(alias))) {
        assertThat(run.folder().resolve(alias).resolve(name))
            .hasSameBinaryContentAs(again.folder().resolve(alias).resolve(name));
      }
    }
  }

  @Test
  void boundaryDataThatHoldTheTruthStopTheRun() throws Exception {
    Path boundary = Files.createDirectory(folder.resolve("boundary"));
    Hdf5Writing.write(
        boundary.resolve("leak_boundary.h5"),
        hdf5 -> hdf5.putGroup("bulk_truth").putDataset("f_truth", new double[] {1, 0.5}));
    StageProcess run = run("leak", boundary);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.summary().errors())
        .singleElement()
        .asString()
        .startsWith("bulk_truth_present: leak_boundary.h5");
    assertThat(StageProcess.filesIn(run.folder().resolve("predictions"))).isEmpty();
  }

  private static ArtifactType type(String name) {
    return ArtifactType.parse(name + "@0.1");
  }
}
