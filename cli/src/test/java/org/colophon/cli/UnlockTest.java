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

/** A run folder that two hosts share: an owner that cannot be seen is believed. */
final class UnlockTest {
  private static final String ELSEWHERE =
      """
      {"host": {"name": "elsewhere", "boot_id": "another"}, "pid": 42,
       "started_at": "2026-01-02T03:04:05Z", "command": "run --experiment x"}
      """;

  private TestPipeline pipeline;

  @BeforeEach
  void aFinishedRun(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder).maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY);
    pipeline.run().exits(0);
  }

  @Test
  void aRunHeldOnAnotherHostIsTakenOnlyByForceAndThatIsRecorded() throws IOException {
    heldElsewhere();
    pipeline.run("--resume").exits(75).stderrContains("process 42 on elsewhere");
    pipeline.command("verify", "x").exits(75);
    pipeline.command("status", "x").stdoutContains("running");
    pipeline.command("unlock", "x").exits(75).stderrContains("unlock --force");

    pipeline.command("unlock", "x", "--force").exits(0).stderrContains("held by process 42");

    assertThat(Files.readString(pipeline.runFolder().resolve("META_LOG.md")))
        .contains("| unlock --force | process 42 on elsewhere");
    pipeline.command("status", "x").exits(0).stdoutContains("x  done  OK");
    pipeline.command("verify", "x").exits(0);
    pipeline.run("--resume").exits(0);
  }

  @Test
  void aRunThatNobodyHoldsIsLeftAsItIs() throws IOException {
    String before = Files.readString(pipeline.runFolder().resolve("events.jsonl"));
    pipeline.command("unlock", "x", "--force").exits(0).stderrContains("nobody holds x");
    assertThat(pipeline.runFolder().resolve("events.jsonl")).hasContent(before);
  }

  @Test
  void aRunThatDoesNotExistCannotBeFreed() throws IOException {
    pipeline.command("unlock", "y").exits(64).stderrContains("there is no run");
  }

  private void heldElsewhere() throws IOException {
    Files.writeString(pipeline.runFolder().resolve(".lock"), ELSEWHERE);
  }
}
