package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code why}, {@code status}, {@code verify}, {@code shell} and a failure itself say. */
final class HonestReadingTest {
  private static final String WARNS =
      MAKES_NUMBERS.replace("\"OK\", \"exit_code\": 0", "\"WARNING\", \"exit_code\": 1")
          + "exit 1\n";

  private TestPipeline pipeline;

  @BeforeEach
  void inATemporaryFolder(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder);
  }

  @Test
  void aFailureIsDiagnosedInEightLines() throws IOException {
    TestPipeline.Outcome outcome =
        pipeline
            .maker("for i in 1 2 3 4 5; do echo \"line $i\" >&2; done\nexit 7\n")
            .run()
            .exits(3);
    List<String> lines = outcome.err().lines().toList();
    int first =
        lines.indexOf(lines.stream().filter(l -> l.startsWith("01_make")).findFirst().get());
    assertThat(lines.subList(first, first + 8))
        .satisfiesExactly(
            what -> assertThat(what).startsWith("01_make").contains("ERROR"),
            cause -> assertThat(cause).contains("exit_code 7"),
            where -> assertThat(where).contains("where").endsWith("runs/x/01_make"),
            evidence -> assertThat(evidence).contains("01_make/stage_summary.json"),
            third -> assertThat(third).endsWith("line 3"),
            fourth -> assertThat(fourth).endsWith("line 4"),
            fifth -> assertThat(fifth).endsWith("line 5"),
            next -> assertThat(next).contains("next").contains("run_pipeline why x 01"));
  }

  @Test
  void whySaysWhyAStageRanWasStoppedAndBecameVoid() throws IOException {
    pipeline.maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY).run().exits(0);
    pipeline
        .command("why", "x", "02")
        .exits(0)
        .stdoutContains("02_read  attempt 0001 counts, OK")
        .stdoutContains("attempt 0001 began: first attempt  [events.jsonl:5]");
    Files.writeString(
        pipeline.folder().resolve("01_make/main.sh"), MAKES_NUMBERS.replace("[1]", "[9]"));
    pipeline.run("--from", "01", "--to", "01").exits(0);
    pipeline
        .command("why", "x", "02")
        .stdoutContains("02_read  void: what it made does not count any more")
        .stdoutContains("attempt 0001 became void: its input numbers was made anew");
    Files.writeString(pipeline.folder().resolve("02_read/main.sh"), "exit 7\n");
    pipeline.run("--resume").exits(3);
    pipeline
        .command("why", "x", "02")
        .stdoutContains("02_read  stopped: attempt 0002 ended ERROR")
        .stdoutContains("02_read/logs/stderr.log]");
  }

  @Test
  void whySaysWhereTheRunStoppedForAStageThatNeverBegan() throws IOException {
    pipeline.maker("exit 7\n").reader("02_read", OK_SUMMARY).run().exits(3);
    pipeline
        .command("why", "x", "02_read")
        .exits(0)
        .stdoutContains("02_read  never began: the run stopped at 01_make");
    pipeline.command("why", "x", "03").exits(64).stderrContains("there are 01_make, 02_read");
  }

  @Test
  void verifyNamesTheStageAndWhatWasMadeFromWhatItMade() throws IOException {
    pipeline
        .maker(MAKES_NUMBERS)
        .stage(
            "02_more",
            "inputs: { numbers: Numbers@0.1 }\n"
                + "    outputs: { more: { type: Numbers@0.1, files: '*.json' } }",
            MAKES_NUMBERS.replace("/numbers/", "/more/"))
        .stage(
            "03_most",
            "inputs: { more: Numbers@0.1 }\n"
                + "    outputs: { most: { type: Numbers@0.1, files: '*.json' } }",
            MAKES_NUMBERS.replace("/numbers/", "/most/"));
    pipeline.run().exits(0);
    Files.writeString(pipeline.runFolder().resolve("01_make/numbers/made.json"), "{}");
    pipeline
        .command("verify", "x")
        .exits(2)
        .stdoutContains("01_make/numbers/made.json: has changed")
        .stdoutContains("[stage 01_make; affects more, most]");
  }

  @Test
  void aWarningIsSeenInEveryDescendant() throws IOException {
    pipeline.maker(WARNS).reader("02_read", OK_SUMMARY).run().exits(1);
    pipeline.command("status", "x").exits(1).stdoutContains("carries the warnings of 01_make");
    pipeline.command("why", "x", "02").stdoutContains("and carries the warnings of 01_make");
    assertThat(pipeline.manifestText()).containsPattern("\"tainted_by\": \\[\\s*\"01_make\"");
    assertThat(Files.readString(pipeline.runFolder().resolve("run_summary.json")))
        .containsPattern("\"tainted_by\": \\[\\s*\"01_make\"");
  }

  @Test
  void aShellStandsWhereTheStageWouldAndTouchesNothing() throws IOException {
    pipeline.maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY).run().exits(0);
    var before = pipeline.everyFile();
    Path seen = Files.createTempDirectory(pipeline.folder(), "seen");
    pipeline
        .command(
            "shell",
            "x",
            "02",
            "--env",
            TestPipeline.HOME + "/configs/env/unconfined.yaml",
            "--",
            "sh",
            "-c",
            "echo $EXPERIMENT $SEED >\"$STAGE_DIR/said\"; cp \"$STAGE_DIR/said\" "
                + seen
                + "; grep -c numbers \"$STAGE_CONTEXT\" >/dev/null")
        .exits(0)
        .stderrContains("what was written is kept in");
    assertThat(seen.resolve("said")).hasContent("x 5");
    assertThat(pipeline.everyFile()).isEqualTo(before);
    pipeline.command("shell", "x", "02", "--", "sh", "-c", "exit 9").exits(9);
  }

  @Test
  void aShellOfAStageWithoutItsInputsSaysWhatIsMissing() throws IOException {
    pipeline.maker("exit 7\n").reader("02_read", OK_SUMMARY).run().exits(3);
    pipeline
        .command("shell", "x", "02", "--", "true")
        .exits(2)
        .stderrContains("missing_artifact: numbers");
  }

  @Test
  void followingALogEndsWithTheStage() throws IOException {
    pipeline.maker("echo printed\n" + MAKES_NUMBERS).run().exits(0);
    pipeline.command("logs", "x", "01", "-f").exits(0).stdoutContains("printed");
  }
}
