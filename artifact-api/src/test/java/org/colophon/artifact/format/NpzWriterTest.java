package org.colophon.artifact.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzWriterTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Path file = folder.resolve("a b.npz");
    new NpzWriter()
        .array("z", new double[] {0.1, -0.0, Double.MIN_VALUE})
        .array("grid", new double[] {1, 2, 3, 4, 5, 6}, 2, 3)
        .array("one", new double[] {7}, new int[0])
        .array("none", new double[0])
        .text("meta_json", "Δ=\uD835\uDD29 \"ñ\"")
        .text("empty", "")
        .write(file);

    NpzFile read = NpzFile.read(file);
    assertThat(read.findings()).isEmpty();
    assertThat(read.doubles("z")).containsExactly(0.1, -0.0, Double.MIN_VALUE);
    assertThat(read.shape("grid")).containsExactly(2, 3);
    assertThat(read.doubles("grid")).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(read.shape("one")).isEmpty();
    assertThat(read.doubles("none")).isEmpty();
    assertThat(read.text("meta_json")).contains("Δ=\uD835\uDD29 \"ñ\"");
    assertThat(read.text("empty")).contains("");
    assertThat(folder)
        .isDirectoryContaining("glob:**a b.npz")
        .isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void equalContentGivesEqualBytes() throws IOException {
    assertThat(example()).isEqualTo(example());
  }

  @Test
  void theHeaderIsPaddedSoThatDataBeginAtAMultipleOf64() throws IOException {
    byte[] bytes = example();
    int npy = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\u0093NUMPY");
    int headerLength = bytes[npy + 8] + 256 * bytes[npy + 9];
    assertThat((10 + headerLength) % 64).isZero();
    assertThat(bytes[npy + 10 + headerLength - 1]).isEqualTo((byte) '\n');
  }

  @Test
  void anExistingFileIsReplacedWhole() throws IOException {
    Path file = folder.resolve("x.npz");
    Files.writeString(file, "something longer than nothing".repeat(100));
    new NpzWriter().array("z", new double[] {1}).write(file);
    assertThat(NpzFile.read(file).names()).containsExactly("z");
  }

  @Test
  void aShapeThatDoesNotHoldTheValuesIsRefused() {
    assertThatThrownBy(() -> new NpzWriter().array("z", new double[3], 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 values")
        .hasMessageContaining("[2, 2]");
  }

  @Test
  void aNameTwiceOrOneThatClimbsIsRefused() {
    NpzWriter writer = new NpzWriter().array("z", new double[1]);
    assertThatThrownBy(() -> writer.array("z", new double[1])).hasMessageContaining("already");
    assertThatThrownBy(() -> writer.array("../z", new double[1])).hasMessageContaining("../z");
  }

  private static byte[] example() throws IOException {
    return new NpzWriter().array("z", new double[] {1, 2}).text("meta_json", "{}").bytes();
  }
}
