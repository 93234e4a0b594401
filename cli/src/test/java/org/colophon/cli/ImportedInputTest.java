package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.colophon.contract.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an import found of inputs that no stage makes, when the run goes on. */
final class ImportedInputTest {
  private static final String NUMBERS =
      "{\"schema_name\": \"Numbers\", \"schema_version\": \"0.1\", \"numbers\": [7]}";

  @TempDir private Path folder;
  private TestPipeline pipeline;
  private Path given;

  @BeforeEach
  void anImportedRun() throws IOException {
    pipeline =
        new TestPipeline(Files.createDirectory(folder.resolve("here")))
            .maker(MAKES_NUMBERS)
            .stage(
                "02_read",
                "inputs: { numbers: Numbers@0.1, given: { type: Numbers@0.1, external: true } }",
                OK_SUMMARY);
    Files.writeString(
        pipeline.folder().resolve("legacy.yaml"),
        """
        schema: legacy/1.1
        pipeline: test
        artifacts: { numbers: [{ match: "**/made.json" }] }
        inputs: { given: [{ match: "**/given.json" }] }
        """);
    Path old = Files.createDirectories(folder.resolve("old/results"));
    Files.writeString(old.resolve("made.json"), NUMBERS);
    given = Files.writeString(old.resolve("given.json"), NUMBERS);
    pipeline
        .command(
            "import-legacy",
            folder.resolve("old").toString(),
            "--experiment",
            "x",
            "--config",
            pipeline.folder() + "/config.yaml")
        .exits(1)
        .stdoutContains("given  ")
        .stdoutContains("02_read                              ready");
  }

  @Test
  void theStageThatReadsItSaysThatItIsLegacy() throws IOException {
    pipeline.command("run", "--experiment", "x", "--from", "02").exits(1);
    JsonNode inputs = Json.mapper().readTree(pipeline.manifestText()).at("/stages/1/inputs");
    JsonNode input =
        inputs
            .valueStream()
            .filter(entry -> entry.get("alias").asString().equals("given"))
            .findFirst()
            .orElseThrow();
    assertThat(input.get("resolved_from").asString()).isEqualTo("legacy");
    assertThat(input.get("resolved_from_legacy").asBoolean()).isTrue();
    assertThat(input.get("path").asString()).isEqualTo(given.toRealPath().toString());
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void whatChangedSinceTheImportIsRefusedAndACopyOfWhatItWasIsNot() throws IOException {
    Path copy = Files.copy(given, folder.resolve("copy.json"));
    Files.writeString(given, NUMBERS + "\n");
    pipeline.command("verify", "x").exits(2).stdoutContains("input given has changed since");
    pipeline
        .command("run", "--experiment", "x", "--from", "02")
        .exits(2)
        .stderrContains("was changed after it was imported");
    pipeline
        .command("run", "--experiment", "x", "--from", "02", "--input", "given=" + copy)
        .exits(1);
  }

  @Test
  void aReproductionSaysInWordsWhatComesFromElsewhereNow() throws IOException {
    pipeline.command("run", "--experiment", "x", "--from", "02").exits(1);
    TestPipeline.Outcome outcome = pipeline.command("reproduce", "x");
    outcome
        .stdoutContains(
            "not as it was: input: 02_read had numbers from the imported stage 01_make, and now has"
                + " the same files from outside")
        .stderrContains("01_make was imported, not executed");
    assertThat(outcome.out()).doesNotContain("absent →").doesNotContain("→ absent");
  }

  @Test
  void anInputThatAStageMakesCannotBeInTheMap() throws IOException {
    Files.writeString(
        pipeline.folder().resolve("legacy.yaml"),
        """
        schema: legacy/1.1
        pipeline: test
        artifacts: {}
        inputs: { givn: [{ match: '*.json' }] }
        """);
    pipeline
        .command(
            "import-legacy",
            folder.resolve("old").toString(),
            "--experiment",
            "y",
            "--config",
            pipeline.folder() + "/config.yaml")
        .exits(2)
        .stderrContains("no stage reads givn from outside the run; did you mean given?");
  }
}
