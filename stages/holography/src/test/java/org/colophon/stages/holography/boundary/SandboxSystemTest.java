package org.colophon.stages.holography.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.colophon.artifact.format.Hdf5Writing;
import org.colophon.stages.holography.Fixtures;
import org.colophon.stages.holography.geometry.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxSystemTest {
  private static final Sampling EXACT = new Sampling(0.1, 4, 64, List.of(3.0, 4.5), 0);
  private static final Sampling NOISY = new Sampling(0.1, 4, 64, List.of(3.0, 4.5), 1e-2);

  @TempDir Path folder;

  private static SystemSpec brane(int d, double zH) {
    return new SystemSpec(Family.ADS, d, OptionalDouble.of(zH), 1, 0, 0, "");
  }

  private static SystemSpec lifshitz(double zeta) {
    return new SystemSpec(Family.LIFSHITZ, 3, OptionalDouble.of(1), zeta, 0, 0, "");
  }

  @ParameterizedTest
  @CsvSource({"3, 1.0, 0.238732414638", "4, 0.8, 0.397887357730"})
  void theTemperatureIsHawkings(int d, double zH, double temperature) {
    SandboxSystem system = SandboxSystem.make(brane(d, zH), "x_d" + d, EXACT, 1);
    assertThat(system.boundary().temperature()).isCloseTo(temperature, within(1e-12));
  }

  /** The reference files were made by another program. */
  @ParameterizedTest
  @CsvSource({
    "ads_d2_Tfinite_006, 2, 1.2",
    "ads_d3_Tfinite_000, 3, 1.0",
    "ads_d4_Tfinite_003, 4, 0.8"
  })
  void exactCorrelatorsAgreeWithTheReferenceFiles(String id, int d, double zH) throws IOException {
    BoundaryData reference =
        BoundaryFile.read(Fixtures.holography("boundary/" + id + "_boundary.h5"));
    BoundaryData made = SandboxSystem.make(brane(d, zH), id, EXACT, 1).boundary();
    for (int k = 0; k < 2; k++) {
      for (int i = 0; i < 64; i++) {
        double ratio =
            made.correlators().get(k).g().get(i) / reference.correlators().get(k).g().get(i);
        assertThat(Math.log(ratio)).isCloseTo(0, within(1e-8));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"ads_d2_Tfinite_006, 2, 1.2", "ads_d4_Tfinite_003, 4, 0.8"})
  void theTruthAgreesWithTheReferenceFiles(String id, int d, double zH) throws IOException {
    BulkTruth reference =
        BulkTruthFile.read(Fixtures.holography("bulk-truth/" + id + "_bulk_truth.h5"));
    BulkTruth made = SandboxSystem.make(brane(d, zH), id, EXACT, 1).truth();
    for (int i = 0; i < 200; i++) {
      assertThat(made.table().z().get(i)).isCloseTo(reference.table().z().get(i), within(1e-14));
      assertThat(made.table().a().get(i)).isCloseTo(reference.table().a().get(i), within(1e-12));
      assertThat(made.table().f().get(i)).isCloseTo(reference.table().f().get(i), within(1e-12));
    }
    assertThat(made.zH()).isEqualTo(reference.zH());
    assertThat(made.delta()).isEqualTo(reference.delta());
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedDoesNot() throws IOException {
    assertThat(bytes(7)).isEqualTo(bytes(7)).isNotEqualTo(bytes(8));
  }

  @Test
  void theBytesNameNoMachine() throws IOException {
    String text = new String(bytes(7), StandardCharsets.ISO_8859_1);
    assertThat(text).doesNotContain("jHDF").doesNotContain(System.getProperty("os.arch"));
  }

  /** Seed 7 for all time: noise that changed would silently change every run. */
  @Test
  void theNoiseOfASeedIsFixed() {
    GaussianNoise noise = new GaussianNoise(7);
    double sum = 0;
    double squares = 0;
    int n = 100_000;
    double first = noise.next();
    for (int i = 0; i < n; i++) {
      double value = noise.next();
      sum += value;
      squares += value * value;
    }
    assertThat(first).isEqualTo(1.364992297457228);
    assertThat(sum / n).isCloseTo(0, within(4 / Math.sqrt(n)));
    assertThat(squares / n).isCloseTo(1, within(4 * Math.sqrt(2.0 / n)));
  }

  @Test
  void addingAnOperatorLeavesTheNoiseOfTheOthers() {
    Sampling more = new Sampling(0.1, 4, 64, List.of(3.0, 4.5, 6.0), 1e-2);
    assertThat(SandboxSystem.make(brane(3, 1), "x", more, 5).boundary().correlators())
        .startsWith(
            SandboxSystem.make(brane(3, 1), "x", NOISY, 5)
                .boundary()
                .correlators()
                .toArray(BoundaryData.Correlator[]::new));
  }

  @Test
  void aBoundaryFileReadsBackAndSaysNothingOfTheBulk() throws IOException {
    BoundaryData data = SandboxSystem.make(lifshitz(2), "x_d3", NOISY, 3).boundary();
    Path file = folder.resolve("x.h5");
    BoundaryFile.write(file, data);
    assertThat(BoundaryFile.read(file)).isEqualTo(data);
    try (HdfFile hdf5 = new HdfFile(file)) {
      assertThat(hdf5.getAttributes())
          .containsOnlyKeys(
              "schema_name",
              "schema_version",
              "system_id",
              "d",
              "seed",
              "sigma_rel",
              "units",
              "probe");
    }
  }

  @Test
  void aTruthFileReadsBack() throws IOException {
    BulkTruth truth = SandboxSystem.make(lifshitz(2), "x_d3", NOISY, 3).truth();
    Path file = folder.resolve("x.h5");
    BulkTruthFile.write(file, truth);
    assertThat(BulkTruthFile.read(file)).isEqualTo(truth);
    assertThat(truth.table().b().first()).isCloseTo(-Math.log(0.01), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bulk_truth", "f_truth", "family", "z_h", "Delta"})
  void aBoundaryFileThatTellsOfTheBulkIsRefused(String leak) throws IOException {
    Path file = folder.resolve("leak.h5");
    BoundaryData data = SandboxSystem.make(brane(3, 1), "x_d3", EXACT, 1).boundary();
    Hdf5Writing.write(
        file,
        hdf5 -> {
          hdf5.putAttribute("system_id", data.systemId());
          if (leak.endsWith("truth")) {
            hdf5.putGroup("boundary").putDataset(leak, new double[] {1, 2});
          } else {
            hdf5.putGroup("boundary").putAttribute(leak, 1.0);
          }
        });
    assertThatThrownBy(() -> BoundaryFile.read(file))
        .isInstanceOf(BulkTruthPresent.class)
        .hasMessageStartingWith("bulk_truth_present: leak.h5 holds " + leak);
  }

  @Test
  void aFamilyThatNoCorrelatorCanShowIsRefused() {
    assertThatThrownBy(
            () -> new SystemSpec(Family.HYPERSCALING, 4, OptionalDouble.of(1), 1.5, 1, 0, ""))
        .hasMessageContaining("no power laws");
    assertThatThrownBy(() -> new SystemSpec(Family.DEFORMED, 4, OptionalDouble.of(1), 1, 0, -1, ""))
        .hasMessageContaining("null energy");
  }

  private byte[] bytes(long seed) throws IOException {
    Path file = folder.resolve("seed.h5");
    BoundaryFile.write(file, SandboxSystem.make(brane(3, 1), "x_d3", NOISY, seed).boundary());
    return Files.readAllBytes(file);
  }
}
