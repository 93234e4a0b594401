package org.colophon.stages.holography.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.colophon.contract.Json;
import org.colophon.stages.holography.Fixtures;
import org.colophon.stages.holography.boundary.BoundaryFile;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.recovery.FitSettings;
import org.colophon.stages.holography.recovery.RecoveredSystem;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From boundary correlators to a spectrum, with no look at the bulk in between. */
class EmergentSpectrumTest {
  private static final FitSettings SETTINGS =
      new FitSettings(1e-3, 0.5, 8, 3, 2, 25, 5, 0.05, 0.01, 0.05, 64, 0.02, 0.98);

  @Test
  void theGlueballTableOfQcd3ComesOutOfNoisyCorrelatorsWithinOnePercent() throws IOException {
    EigenmodesDataset dataset =
        new EigenmodesDataset(
            DefaultParams.with(Map.of("m2", List.of(0), "branch", "plus", "n_modes", 6)));
    dataset.add(recovered("ads_d4_Tfinite_004"));

    double trueHorizon = 0.8;
    JsonNode published =
        Json.read(Fixtures.holography("real/reference_spectra.json"))
            .path("glueball_QCD3_0pp")
            .path("published");
    assertThat(dataset.rows()).hasSize(6).hasSize(published.size());
    for (ModeRow row : dataset.rows()) {
      double value = published.path(row.mode()).doubleValue();
      assertThat(row.lambda() * trueHorizon * trueHorizon).isCloseTo(value, within(0.01 * value));
      assertThat(row.quality()).isEqualTo(Quality.OK);
    }
  }

  @Test
  void everyGoodSandboxSystemGivesUsableModes() throws IOException {
    EigenmodesDataset dataset = new EigenmodesDataset(DefaultParams.with(Map.of()));
    List<String> systems =
        List.of(
            "ads_d2_Tfinite_007",
            "ads_d2_Tfinite_008",
            "ads_d3_Tfinite_001",
            "ads_d3_Tfinite_002",
            "ads_d4_Tfinite_005",
            "ads_d3_T0_000",
            "ads_d4_T0_000",
            "lifshitz_d3_z2_000");
    for (String system : systems) {
      assertThat(dataset.add(recovered(system)))
          .as(system)
          .isInstanceOf(EigenmodesDataset.Outcome.Added.class);
    }

    assertThat(dataset.rows()).allMatch(row -> row.quality() == Quality.OK);
  }

  private static GeometryPrediction recovered(String system) throws IOException {
    Path file = Fixtures.holography("boundary/" + system + "_boundary.h5");
    return RecoveredSystem.from(BoundaryFile.read(file), SETTINGS, "02", "unknown").prediction();
  }
}
