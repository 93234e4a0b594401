package org.colophon.stages.holography;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Reading;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.contract.StageStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class Stage01GenerateSandboxGeometriesTest {
  @TempDir Path folder;

  private StageProcess run(String name, ObjectNode params) throws Exception {
    return StageProcess.of(
        Stage01GenerateSandboxGeometries.class,
        Files.createDirectory(folder.resolve(name)),
        params,
        Map.of(),
        List.of("boundary", "bulk_truth"));
  }

  @Test
  void twoRunsWithOneSeedGiveTheSameBytesAndFitTheirSchemas() throws Exception {
    ObjectNode params = ParameterDefaults.of("systems", "boundary_data");
    StageProcess one = run("one", params);
    StageProcess two = run("two", params);
    assertThat(one.summary().errors()).isEmpty();
    assertThat(one.exitCode()).isZero();
    assertThat(one.stdout()).contains("PROGRESS 5/5");
    SchemaCatalog catalog =
        SchemaCatalog.open(List.of(Fixtures.home().resolve("stages/holography/schemas")));
    for (String alias : List.of("boundary", "bulk_truth")) {
      for (String file : StageProcess.filesIn(one.folder().resolve(alias))) {
        Path path = one.folder().resolve(alias).resolve(file);
        assertThat(path).hasSameBinaryContentAs(two.folder().resolve(alias).resolve(file));
        assertThat(catalog.check(type(alias, file), path, Reading.STRICT).violations()).isEmpty();
      }
    }
    assertThat(StageProcess.filesIn(one.folder().resolve("boundary")))
        .containsExactly(
            "ads_d2_Tfinite_000_boundary.h5",
            "ads_d3_T0_003_boundary.h5",
            "ads_d3_Tfinite_001_boundary.h5",
            "ads_d4_Tfinite_002_boundary.h5",
            "lifshitz_d3_Tfinite_004_boundary.h5",
            "manifest.json");
  }

  @Test
  void aParameterOutOfRangeIsNamed() throws Exception {
    ObjectNode params = ParameterDefaults.of("systems", "boundary_data");
    params.withArray("/systems").addObject().put("family", "lifshitz").put("d", 3);
    StageProcess run = run("bad", params);
    assertThat(run.summary().status()).isEqualTo(StageStatus.ERROR);
    assertThat(run.summary().errors())
        .singleElement()
        .asString()
        .contains("params.systems[5]: lifshitz needs zeta above 1");
  }

  private static ArtifactType type(String alias, String file) {
    if (file.equals("manifest.json")) {
      return ArtifactType.parse("SystemList@0.1");
    }
    return ArtifactType.parse(alias.equals("boundary") ? "BoundaryData@0.1" : "BulkTruth@0.1");
  }
}
