package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;

import java.io.IOException;
import java.nio.file.Path;
import org.colophon.contract.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** With {@code --json}, standard output is one JSON document, whatever happens. */
final class JsonOutputTest {
  private TestPipeline pipeline;

  @BeforeEach
  void aRun(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder).maker(MAKES_NUMBERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status x",
        "verify x",
        "repair x",
        "repair x --dry-run",
        "logs x 01",
        "assert-artifacts -x x --stage 01",
        "stages holography",
        "run -x x",
        "run -x x --dry-run",
        "run -x none",
        "run -x ../x",
        "run --bogus",
        "status none",
        "verify none",
        "repair none",
        "stages none",
        "logs x 07",
        "assert-artifacts -x none --stage 01"
      })
  void everyCommandPrintsOneDocument(String command) throws IOException {
    pipeline.run().exits(0);
    String out = pipeline.command((command + " --json").split(" ")).out();
    assertThat(Json.mapper().readTree(out).isContainer()).isTrue();
  }

  @Test
  void aFailureIsADocumentWithItsMessageAndExitCode() throws IOException {
    TestPipeline.Outcome outcome = pipeline.command("status", "none", "--json").exits(64);
    JsonNode failure = Json.mapper().readTree(outcome.out());
    assertThat(failure.get("exit_code").asInt()).isEqualTo(64);
    assertThat(failure.get("error").asString()).contains("there is no run");
  }

  @Test
  void theJsonOfAFailedRunIsItsManifest() throws IOException {
    pipeline.experiment("y").stage("02_fails", "summary: from_exit_code", "exit 1\n");
    String out = pipeline.run("--json").exits(3).out();
    assertThat(Json.mapper().readTree(out).get("status").asString()).isEqualTo("ERROR");
  }
}
