package org.colophon.artifact.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class FileValuesTest {
  @TempDir private Path folder;

  @Test
  void anArchiveOfArraysGivesEveryNumberAndItsMeta() throws IOException {
    Path file = folder.resolve("a.npz");
    new NpzWriter()
        .array("z", new double[] {0.5, 1e-300, Double.NaN})
        .text("meta_json", "{\"d\": 3}")
        .write(file);
    JsonNode values = FileValues.of(ArtifactFormat.named("npz"), file).orElseThrow();
    assertThat(values.at("/arrays/z/values/1").doubleValue()).isEqualTo(1e-300);
    assertThat(values.at("/arrays/z/values/2").asString()).isEqualTo("NaN");
    assertThat(values.at("/meta/d").intValue()).isEqualTo(3);
    assertThat(values.get("arrays").has("meta_json")).isFalse();
  }

  @Test
  void anHdf5FileGivesEveryNumberAndItsAttributes() throws IOException {
    JsonNode values =
        FileValues.of(ArtifactFormat.named("hdf5"), Fixtures.boundary("ads_d3_T0_000"))
            .orElseThrow();
    assertThat(values.at("/datasets/boundary~1x_grid/values").size()).isEqualTo(64);
    assertThat(values.at("/datasets/boundary~1x_grid/values/0").doubleValue()).isEqualTo(0.1);
    assertThat(values.at("/meta/d").intValue()).isEqualTo(3);
  }

  @Test
  void aTableGivesItsRows() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "a,b\n1,x\n2.5,\n");
    JsonNode values = FileValues.of(ArtifactFormat.named("csv"), file).orElseThrow();
    assertThat(values.at("/rows/1/a").doubleValue()).isEqualTo(2.5);
    assertThat(values.at("/rows/0/b").asString()).isEqualTo("x");
  }

  @Test
  void textGivesItsNumbersApartFromItsWords() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("t.md"), "T = -1.5e-3 K, v1.2.3 of 12e4f, z_h2.\n3 of 4.\n");
    JsonNode values = FileValues.of(ArtifactFormat.named("opaque"), file).orElseThrow();
    assertThat(values.at("/lines/0").toString())
        .isEqualTo("[\"T = \",-0.0015,\" K, v1.2.3 of 12e4f, z_h2.\"]");
    assertThat(values.at("/lines/1").toString()).isEqualTo("[\"\",3.0,\" of \",4.0,\".\"]");
  }

  @Test
  void whatIsDamagedOrHasNoValuesGivesNone() throws IOException {
    Path bytes = folder.resolve("b.bin");
    Files.write(bytes, new byte[] {(byte) 0xff, 0});
    assertThat(FileValues.of(ArtifactFormat.named("opaque"), bytes)).isEmpty();
    assertThat(FileValues.of(ArtifactFormat.named("npz"), Fixtures.npz("bad_18_truncated")))
        .isEmpty();
    assertThat(FileValues.of(ArtifactFormat.named("hdf5"), Fixtures.h5("bad_06_truncated")))
        .isEmpty();
    Path picture = Files.writeString(folder.resolve("p.svg"), "<svg/>");
    assertThat(FileValues.of(ArtifactFormat.named("xml"), picture)).isEmpty();
  }
}
