package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code retry} in the pipeline file: bounded, for declared causes, every attempt kept. */
final class RetryTest {
  private static final String DIES_FIRST =
      "case $STAGE_DIR in *.0001) kill -9 $$ ;; esac\n" + MAKES_NUMBERS;

  private TestPipeline pipeline;

  @BeforeEach
  void inATemporaryFolder(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder);
  }

  @Test
  void aDeclaredCauseIsFollowedByAnotherAttempt() throws IOException {
    retrying("{ times: 2, causes: [signal] }", DIES_FIRST);
    pipeline.run().exits(0).leaves("numbers/made.json").leaves(".history/01_make/0001/logs");
    pipeline.command("why", "x", "01").stdoutContains("retry 1 of 2, for a cause outside");
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void attemptsAreBounded() throws IOException {
    retrying("{ times: 2, causes: [signal] }", "kill -9 $$\n");
    pipeline.run().exits(3).stderrContains("signal 9");
    assertThat(pipeline.manifestText()).contains("\"attempt\": \"0003\"");
    assertThat(pipeline.runFolder().resolve(".history/01_make/0002")).isDirectory();
  }

  @Test
  void anotherCauseIsNot() throws IOException {
    retrying("{ times: 2, causes: [disk] }", DIES_FIRST);
    pipeline.run().exits(3);
    assertThat(pipeline.manifestText()).contains("\"attempt\": \"0001\"");
  }

  @Test
  void aCauseThatWouldComeAgainCannotBeDeclared() throws IOException {
    retrying("{ times: 2, causes: [timeout] }", MAKES_NUMBERS);
    pipeline.run().exits(2).stderrContains("causes");
  }

  private void retrying(String retry, String script) throws IOException {
    pipeline.stage(
        "01_make",
        "retry: " + retry + "\n    outputs: { numbers: { type: Numbers@0.1, files: '*.json' } }",
        script);
    Path file = pipeline.folder().resolve("pipeline.yaml");
    Files.writeString(file, Files.readString(file).replace("pipeline/1.0", "pipeline/1.1"));
  }
}
