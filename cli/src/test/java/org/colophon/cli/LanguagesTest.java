package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.colophon.contract.Json;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Stages by the plain contract, in whatever language is installed, do the same work. */
final class LanguagesTest {
  private static final Path CONFIG =
      TestPipeline.HOME.resolve("src-test-fixtures/pipelines/languages/config.yaml");

  /**
   * What {@code numpy.polyfit} gives for the points, to the digits that two ways of summing share.
   */
  private static final double SLOPE = 0.754916356302521;

  private static final double INTERCEPT = -2.014861752941176;
  private static final double ROUNDING = 1e-13;

  @ParameterizedTest
  @CsvSource({
    "01_c, cc, fit_c",
    "02_r, Rscript, fit_r",
    "03_python, python3, fit_python",
    "04_awk, awk, fit_awk"
  })
  void aStageIsWrittenInAnyLanguage(
      String stage, String program, String output, @TempDir Path folder) throws IOException {
    assumeThat(isInstalled(program)).as("%s is not installed", program).isTrue();
    TestPipeline pipeline = new TestPipeline(folder);
    pipeline
        .command("run", "-x", "x", "--config", CONFIG.toString(), "--from", stage, "--to", stage)
        .exits(0);
    JsonNode fit = Json.read(folder.resolve("runs/x").resolve(stage + "/" + output + "/fit.json"));
    assertThat(fit.get("slope").asDouble()).isCloseTo(SLOPE, within(ROUNDING));
    assertThat(fit.get("intercept").asDouble()).isCloseTo(INTERCEPT, within(ROUNDING));
    assertThat(fit.get("points").asInt()).isEqualTo(50);
  }

  private static boolean isInstalled(String program) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
