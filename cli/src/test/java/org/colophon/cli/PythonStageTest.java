package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.colophon.contract.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What {@code colophon.py} makes of a stage in Python, in real runs. */
final class PythonStageTest {
  private static final String NUMBERS =
      "{'schema_name': 'Numbers', 'schema_version': '0.1', 'numbers': [stage.random().randint(1, 9)]}";

  private TestPipeline pipeline;

  @BeforeEach
  void aPipelineWithTheHelperBesideItsStage(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder).maker("exec python3 \"$(dirname \"$0\")/main.py\"\n");
    try (InputStream helper =
        PythonStageTest.class.getResourceAsStream("/templates/python/colophon.py")) {
      Files.write(folder.resolve("01_make/colophon.py"), helper.readAllBytes());
    }
  }

  @Test
  void aStageThatReturnsIsOk() throws IOException {
    stage("stage.write_json('numbers', 'a.json', " + NUMBERS + ")", "stage.metric('n', 2.5)");
    pipeline.run().exits(0).leaves("numbers/a.json");
    assertThat(summary().at("/metrics/n").asDouble()).isEqualTo(2.5);
    assertThat(summary().at("/meta/seed").asLong()).isEqualTo(5);
  }

  @Test
  void aWarningMakesItAWarning() throws IOException {
    stage("stage.write_json('numbers', 'a.json', " + NUMBERS + ")", "stage.warn('few: only one')");
    pipeline.run().exits(1).stderrContains("few: only one").leaves("numbers/a.json");
  }

  @Test
  void whatIsMissingMakesItIncomplete() throws IOException {
    stage("raise colophon.Incomplete('no_data: there is none; make it')");
    pipeline.run().exits(2).stderrContains("no_data: there is none; make it").leavesNo("numbers");
  }

  @Test
  void anExceptionMakesItAnErrorWithItsTraceback() throws IOException {
    stage("[][1]");
    pipeline.run().exits(3).stderrContains("IndexError: list index out of range");
    pipeline.command("logs", "x", "01", "--stderr").stdoutContains("Traceback");
  }

  @Test
  void whatIsNotANumberIsNoMetric() throws IOException {
    stage("stage.metric('loss', float('nan'))");
    pipeline.run().exits(3).stderrContains("metric loss is nan");
  }

  @Test
  void anOutputThatWasNotFinishedLeavesNothing() throws IOException {
    stage(
        "try:",
        "    with stage.writing('numbers', 'a.json') as file:",
        "        file.write('{')",
        "        raise ValueError('half')",
        "except ValueError:",
        "    stage.write_json('numbers', 'b.json', " + NUMBERS + ")");
    pipeline.run().exits(0).leaves("numbers/b.json").leavesNo("numbers/a.json");
  }

  private void stage(String... lines) throws IOException {
    Files.writeString(
        pipeline.folder().resolve("01_make/main.py"),
        "import colophon\n\n\ndef main(stage):\n    "
            + String.join("\n    ", lines)
            + "\n\n\ncolophon.run(main)\n");
  }

  private JsonNode summary() throws IOException {
    return Json.read(pipeline.runFolder().resolve("01_make/stage_summary.json"));
  }
}
