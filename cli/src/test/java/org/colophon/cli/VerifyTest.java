package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run says when it is not what it was. */
final class VerifyTest {
  private TestPipeline pipeline;

  @BeforeEach
  void aFinishedRun(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder).maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY);
    pipeline.run().exits(0);
    pipeline.command("verify", "x").exits(0);
  }

  /** The lock is not part of what a run claims; everything else is. */
  @Test
  void aFlippedByteInAnyFileOfTheRunIsFoundAndTheFileIsNamed() throws IOException {
    for (String name : pipeline.everyFile().keySet()) {
      if (name.equals(".lock")) {
        continue;
      }
      Path file = pipeline.runFolder().resolve(name);
      byte[] whole = Files.readAllBytes(file);
      if (whole.length > 0) {
        byte[] bent = whole.clone();
        bent[bent.length / 2] ^= 1;
        assertThat(file.toFile().setWritable(true)).isTrue();
        Files.write(file, bent);
        TestPipeline.Outcome outcome = pipeline.command("verify", "x");
        assertThat(outcome.code()).as("verify after a flipped byte in %s", name).isNotZero();
        assertThat(outcome.out()).as("names %s", name).contains(name);
        Files.write(file, whole);
      }
    }
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void anEmptyLogThatIsNoLongerEmptyIsFound() throws IOException {
    Files.writeString(pipeline.runFolder().resolve("02_read/logs/stderr.log"), "x");
    pipeline.command("verify", "x").exits(2).stdoutContains("02_read/logs/stderr.log");
  }

  @Test
  void oneDifferenceIsOne() throws IOException {
    Files.delete(pipeline.runFolder().resolve("META_LOG.md"));
    pipeline.command("verify", "x").exits(2).stderrContains("1 difference in ");
  }

  @Test
  void theWayOutFitsWhatIsWrong() throws IOException {
    Path alias = pipeline.runFolder().resolve("numbers");
    Files.delete(alias);
    assertThat(pipeline.command("verify", "x").exits(2).err())
        .contains("run_pipeline repair x")
        .doesNotContain("--from");
    pipeline.command("repair", "x").exits(0);
    Files.delete(pipeline.runFolder().resolve("01_make/numbers/made.json"));
    assertThat(pipeline.command("verify", "x").exits(2).err())
        .contains("run_pipeline run --experiment x --from 01")
        .doesNotContain("repair x");
    pipeline.run("--from", "01").exits(0);
    assertThat(pipeline.command("verify", "x").exits(2).err())
        .contains("run_pipeline gc x --delete")
        .doesNotContain("--from");
    pipeline.command("gc", "x", "--delete").exits(0);
    assertThat(pipeline.command("verify", "x").exits(0).err()).doesNotContain("run_pipeline");
  }

  @Test
  void aMissingFileIsFound() throws IOException {
    Files.delete(pipeline.runFolder().resolve("01_make/numbers/made.json"));
    pipeline
        .command("verify", "x")
        .exits(2)
        .stdoutContains("01_make/numbers/made.json: is missing");
  }

  @Test
  void anUndeclaredFileIsFoundAnywhere() throws IOException {
    Files.writeString(pipeline.runFolder().resolve("01_make/numbers/more.json"), "{}");
    Files.writeString(pipeline.runFolder().resolve("thesis.txt"), "");
    pipeline
        .command("verify", "x")
        .exits(2)
        .stdoutContains("01_make/numbers/more.json: is not declared")
        .stdoutContains("thesis.txt: is not declared");
  }

  @Test
  void anAliasThatPointsElsewhereIsFound() throws IOException {
    Files.delete(pipeline.runFolder().resolve("numbers"));
    Files.createSymbolicLink(pipeline.runFolder().resolve("numbers"), Path.of("02_read"));
    pipeline.command("verify", "x").exits(2).stdoutContains("numbers: points to 02_read");
  }

  @Test
  void aJournalThatWasCutShortIsFound() throws IOException {
    Path journal = pipeline.runFolder().resolve("events.jsonl");
    String text = Files.readString(journal);
    String cut = text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1);
    Files.writeString(journal, cut);
    assertThat(pipeline.command("verify", "x").code()).isNotZero();
  }

  @Test
  void assertArtifactsNamesWhatTheNextStageLacks() throws IOException {
    pipeline.command("assert-artifacts", "--experiment", "x", "--stage", "02").exits(0);
    Files.delete(pipeline.runFolder().resolve("01_make/numbers/made.json"));
    pipeline
        .command("assert-artifacts", "--experiment", "x", "--stage", "02")
        .exits(2)
        .stdoutContains("missing_artifact: numbers (Numbers@0.1)");
  }

  @Test
  void statusAndLogsSayWhatHappened() throws IOException {
    pipeline
        .command("status", "x")
        .exits(0)
        .stdoutContains("x  done  OK")
        .stdoutContains("02_read");
    pipeline.command("status", "x", "--json").exits(0).stdoutContains("\"activity\": \"done\"");
    pipeline.command("logs", "x", "02").exits(0);
    pipeline.command("logs", "x", "09").exits(64).stderrContains("did not run");
    pipeline.command("status", "none").exits(64).stderrContains("there is no run");
  }
}
