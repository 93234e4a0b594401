package org.colophon.stages.holography.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Reading;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.stages.holography.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeometryPredictionFileTest {
  @TempDir Path folder;

  private static GeometryPrediction lifshitz() {
    double[] z = new double[20];
    for (int i = 0; i < z.length; i++) {
      z[i] = 0.02 + 0.04 * i;
    }
    GeometryTable exact = GeometryTable.of(PowerBlackening.lifshitz(3, 2, 1), z);
    GeometryTable table =
        new GeometryTable(
            exact.z(), exact.a(), exact.f(), exact.b(), exact.phi(), Optional.of(exact.z()));
    Recovery recovery =
        new Recovery(
            OptionalDouble.of(3.99),
            OptionalDouble.of(0.01),
            Map.of("O1", 3.1),
            Map.of("O1", 0.1),
            OptionalDouble.of(1.1),
            OptionalDouble.of(1e7),
            "areal",
            List.of("f"),
            "method",
            "geodesic",
            OptionalDouble.of(0.98),
            Recovery.REPRESENTATION);
    return new GeometryPrediction(
        "lifshitz_d3_Tfinite_004",
        3,
        Family.LIFSHITZ,
        table,
        OptionalDouble.of(1),
        OptionalDouble.of(0.001),
        OptionalDouble.of(0.318),
        recovery,
        "02_emergent_geometry_engine",
        "abc");
  }

  private static GeometryPrediction vacuum() {
    double[] z = lifshitz().z();
    return GeometryPrediction.analytic("ads_d3_T0_000", Family.ADS, PowerBlackening.ads(3), z);
  }

  @Test
  void whatIsWrittenReadsBackAndFitsTheSchema() throws IOException {
    SchemaCatalog catalog =
        SchemaCatalog.open(List.of(Fixtures.home().resolve("stages/holography/schemas")));
    for (GeometryPrediction prediction : List.of(lifshitz(), vacuum())) {
      Path npz = folder.resolve(prediction.systemId() + ".npz");
      GeometryPredictionFile.write(npz, prediction);
      assertThat(GeometryPredictionFile.read(npz)).isEqualTo(prediction);
      assertThat(
              catalog
                  .check(ArtifactType.parse("GeometryPrediction@0.1"), npz, Reading.STRICT)
                  .violations())
          .isEmpty();

      Path twin = folder.resolve(prediction.systemId() + ".h5");
      GeometryPredictionFile.writeTwin(twin, prediction);
      GeometryPrediction read = GeometryPredictionFile.readTwin(twin);
      assertThat(read.zH()).isEqualTo(prediction.zH());
      assertThat(read.table().f()).isEqualTo(prediction.table().f());
      assertThat(
              catalog
                  .check(ArtifactType.parse("GeometryEmergent@0.1"), twin, Reading.STRICT)
                  .violations())
          .isEmpty();
    }
  }

  @Test
  void equalPredictionsGiveEqualBytes() throws IOException {
    for (String name : List.of("one", "two")) {
      GeometryPredictionFile.write(folder.resolve(name + ".npz"), lifshitz());
      GeometryPredictionFile.writeTwin(folder.resolve(name + ".h5"), lifshitz());
    }
    assertThat(folder.resolve("one.npz")).hasSameBinaryContentAs(folder.resolve("two.npz"));
    assertThat(folder.resolve("one.h5")).hasSameBinaryContentAs(folder.resolve("two.h5"));
    assertThat(Files.size(folder.resolve("one.h5"))).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ok_01_stored",
        "ok_03_big_endian",
        "ok_04_float32",
        "ok_05_fortran_extra",
        "ok_06_npy_v2",
        "ok_11_unicode_meta",
        "ok_14_odd_header",
        "bad_16_object_pickle"
      })
  void aGoodFileFromElsewhereIsRead(String name) throws IOException {
    GeometryPrediction read =
        GeometryPredictionFile.read(Fixtures.holography("geometry-npz/" + name + ".npz"));
    assertThat(read.table().z().get(7)).isCloseTo(0.12666666666666668, within(3e-8));
    assertThat(read.table().f().get(7)).isCloseTo(0.997967703703, within(3e-8));
    assertThat(read.table().a().get(63)).isCloseTo(0.020202707317519, within(1.2e-7));
    assertThat(read.zH()).hasValue(1);
  }

  @Test
  void aFileWithoutHorizonHasNone() throws IOException {
    Path file = Fixtures.holography("geometry-npz/ok_13_pure_ads.npz");
    assertThat(GeometryPredictionFile.read(file).hasHorizon()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "bad_02_nan, non_finite",
    "bad_05_len_mismatch, length_mismatch",
    "bad_07_z_zero, z_not_positive",
    "bad_11_meta_invalid_json, meta_not_json",
    "bad_12_meta_version, schema_version",
    "bad_13_meta_no_family, missing_meta:family",
    "bad_15_zh_negative, meta_range",
    "warn_02_decreasing_z, z_not_increasing"
  })
  void aBadFileIsRefusedWithTheReasonAndItsName(String name, String reason) {
    Path file = Fixtures.holography("geometry-npz/" + name + ".npz");
    assertThatThrownBy(() -> GeometryPredictionFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(reason)
        .hasMessageContaining(name);
  }
}
