package org.colophon.artifact.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class Hdf5Test {
  @TempDir Path folder;

  /** Reference content: z from 0.02 to 0.98 in 64 points, A = -ln z, f = 1 - z³, d = 3, z_h = 1. */
  @ParameterizedTest
  @CsvSource({
    "ok_01_attrs, f8, 1e-14",
    "ok_02_meta_as_datasets, f8, 1e-14",
    "ok_03_fixed_strings, f8, 1e-14",
    "ok_04_chunked_gzip_shuffle, f8, 1e-14",
    "ok_05_lzf, f8, 1e-14",
    "ok_06_latest, f8, 1e-14",
    "ok_07_big_endian_f4, f4, 1.2e-7",
    "ok_08_userblock, f8, 1e-14"
  })
  void describesTheReferenceContentHoweverItIsStored(String name, String dtype, double tolerance)
      throws IOException {
    Description description = describe(Fixtures.h5(name));
    assertThat(description.findings()).isEmpty();
    JsonNode datasets = description.json().path("datasets");
    assertArray(datasets.path("z_grid"), dtype, 0.02, 0.98, tolerance);
    assertArray(datasets.path("A_of_z"), dtype, -Math.log(0.98), -Math.log(0.02), tolerance);
    assertArray(datasets.path("f_of_z"), dtype, 1 - Math.pow(0.98, 3), 1 - 8e-6, tolerance);
    assertThat(datasets.path("z_grid").path("strictly_increasing").booleanValue()).isTrue();
    JsonNode meta = description.json().path("meta");
    assertThat(meta.path("d").doubleValue()).isEqualTo(3);
    assertThat(meta.path("z_h").doubleValue()).isEqualTo(1);
    assertThat(meta.path("system_name").asString()).isEqualTo("ads_d3_Tfinite_test_000");
  }

  private static void assertArray(
      JsonNode array, String dtype, double min, double max, double tolerance) {
    assertThat(array.path("dtype").asString()).isEqualTo(dtype);
    assertThat(array.path("shape").toString()).isEqualTo("[64]");
    assertThat(array.path("min").doubleValue()).isCloseTo(min, within(tolerance));
    assertThat(array.path("max").doubleValue()).isCloseTo(max, within(tolerance));
  }

  @Test
  void attributesOfDataSetsInGroupsAreDescribed() throws IOException {
    JsonNode json = describe(Fixtures.boundary("ads_d3_Tfinite_001")).json();
    assertThat(json.path("groups").has("boundary")).isTrue();
    assertThat(json.at("/datasets/boundary~1G2_O1/attributes/sigma_rel").doubleValue())
        .isEqualTo(0.001);
    assertThat(json.at("/datasets/boundary~1temperature/value").doubleValue())
        .isCloseTo(0.238732414637843, within(1e-15));
  }

  @Test
  void anExternalLinkIsNamedAndNotFollowed() throws IOException {
    Description description = describe(Fixtures.h5("bad_09_external_link"));
    assertThat(Fixtures.codes(description.findings())).containsExactly("external_link_ignored");
    assertThat(description.json().path("datasets").has("linked")).isFalse();
  }

  @Test
  void aDataSetLargerThanTheLimitIsNotRead() throws IOException {
    Limits limits = new Limits(1 << 20, 511, 1 << 20, 100, 200, 8, 1 << 20);
    Description description =
        new Hdf5(limits).describe(Fixtures.h5("ok_01_attrs"), RowVisitor.NONE);
    assertThat(Fixtures.codes(description.findings())).containsExactly("too_large");
  }

  @Test
  void tooManyNodesAreNotWalked() throws IOException {
    Limits limits = new Limits(1 << 20, 1 << 20, 1 << 20, 2, 200, 8, 1 << 20);
    Description description =
        new Hdf5(limits).describe(Fixtures.h5("ok_01_attrs"), RowVisitor.NONE);
    assertThat(Fixtures.codes(description.findings())).containsExactly("too_many_entries");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 511})
  void theFrontOfAFileIsDamage(int bytes) throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.h5("ok_01_attrs"));
    Path cut = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(whole, bytes));
    assertThat(describe(cut).readable()).isFalse();
  }

  private static Description describe(Path file) throws IOException {
    return ArtifactFormat.named("hdf5").describe(file, RowVisitor.NONE);
  }
}
