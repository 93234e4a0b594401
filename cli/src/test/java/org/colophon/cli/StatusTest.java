package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.colophon.contract.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What {@code status} says in every state of a run. */
final class StatusTest {
  /** Goes on when somebody puts {@code go} beside it, or after half a minute. */
  private static final String WAITS =
      """
      for i in $(seq 1500); do if [ -e "$STAGE_DIR/go" ]; then break; fi; sleep 0.02; done
      rm "$STAGE_DIR/go"
      """;

  private TestPipeline pipeline;

  @BeforeEach
  void inATemporaryFolder(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder).maker(MAKES_NUMBERS);
  }

  @Test
  @Timeout(60)
  void aRunAtWorkSaysWhatRunsSinceWhenAndWhatTookHowLong() throws Exception {
    pipeline.reader("02_wait", WAITS + OK_SUMMARY).reader("03_read", OK_SUMMARY);
    try (ExecutorService background = Executors.newSingleThreadExecutor()) {
      Future<TestPipeline.Outcome> run = background.submit(() -> pipeline.run());
      Path attempt = pipeline.runFolder().resolve(".attempts/02_wait.0001");
      until(attempt.resolve("cmd.txt"));

      TestPipeline.Outcome seen = pipeline.command("status", "x").exits(2);
      assertThat(seen.out())
          .startsWith("x  running  INCOMPLETE")
          .contains("held by process " + ProcessHandle.current().pid() + " on ")
          .containsPattern("01_make +OK +attempt 0001  \\S+Z  took \\d+\\.\\d\\d s")
          .containsPattern("02_wait +running +attempt 0001  since \\S+Z, for \\d+\\.\\d\\d s")
          .containsPattern("03_read +not run");
      JsonNode status = json();
      assertThat(status.get("activity").asString()).isEqualTo("running");
      JsonNode running = status.get("stages").get(1);
      assertThat(running.get("state").asString()).isEqualTo("running");
      Instant began = Instant.parse(running.get("started_at").asString());
      assertThat(Duration.between(began, Instant.now()).toMillis() / 1000.0)
          .isGreaterThanOrEqualTo(running.get("duration_s").asDouble());
      assertThat(running.get("duration_s").asDouble()).isNotNegative();
      assertThat(status.get("stages").get(2).get("state").asString()).isEqualTo("not_run");

      // the tree as kill -9 would leave it: the same bytes, and nobody at work
      copy(pipeline.runFolder(), pipeline.folder().resolve("runs/y"));
      assertThat(pipeline.command("status", "y").exits(2).out())
          .startsWith("x  interrupted  INCOMPLETE")
          .doesNotContain("held by")
          .containsPattern("02_wait +cut off +attempt 0001  began \\S+Z");

      Files.createFile(attempt.resolve("go"));
      run.get().exits(0);
    }
    pipeline.command("status", "x").exits(0).stdoutContains("x  done  OK");
    JsonNode ended = json().get("stages").get(1);
    assertThat(ended.get("state").asString()).isEqualTo("ended");
    assertThat(ended.get("status").asString()).isEqualTo("OK");
    assertThat(Duration.between(time(ended, "started_at"), time(ended, "ended_at")).toMillis())
        .isEqualTo(Math.round(1000 * ended.get("duration_s").asDouble()));

    pipeline.command("repair", "y").exits(0);
    assertThat(pipeline.command("status", "y").exits(3).out())
        .as("nobody saw the attempt end, so nobody knows how long it took")
        .startsWith("x  interrupted  ERROR")
        .containsPattern("02_wait +ERROR +attempt 0001  began \\S+Z\n");
  }

  @Test
  @Timeout(60)
  void aStageThatRunsAgainIsShownAsRunningBesideWhatStillCounts() throws Exception {
    pipeline.reader("02_wait", OK_SUMMARY).run().exits(0);
    Files.writeString(pipeline.folder().resolve("02_wait/main.sh"), WAITS + OK_SUMMARY);
    try (ExecutorService background = Executors.newSingleThreadExecutor()) {
      Future<TestPipeline.Outcome> run = background.submit(() -> pipeline.run("--from", "02"));
      Path attempt = pipeline.runFolder().resolve(".attempts/02_wait.0002");
      until(attempt.resolve("cmd.txt"));
      pipeline
          .command("status", "x")
          .stdoutContains("02_wait                              OK         attempt 0001")
          .stdoutContains("02_wait                              running    attempt 0002  since");
      Files.createFile(attempt.resolve("go"));
      run.get().exits(0);
    }
  }

  @Test
  void aRunThatFailedAndOneWhoseStagesAreVoidAreNotDone() throws IOException {
    pipeline.reader("02_read", OK_SUMMARY).run().exits(0);
    Path maker = pipeline.folder().resolve("01_make/main.sh");
    Files.writeString(maker, MAKES_NUMBERS.replace("[1]", "[9]"));
    pipeline.run("--from", "01", "--to", "01").exits(0);
    assertThat(pipeline.command("status", "x").exits(0).out())
        .startsWith("x  stale  OK")
        .containsPattern("02_read +void +attempt 0001  what it read was made anew");
    assertThat(json().get("activity").asString()).isEqualTo("stale");
    assertThat(json().get("stages").get(1).get("state").asString()).isEqualTo("void");

    pipeline.run("--resume").exits(0);
    pipeline.command("status", "x").exits(0).stdoutContains("x  done  OK");

    Files.writeString(maker, "exit 7\n");
    pipeline.run("--from", "01").exits(3);
    pipeline.command("status", "x").exits(3).stdoutContains("x  failed  ERROR");
  }

  private JsonNode json() throws IOException {
    return Json.mapper().readTree(pipeline.command("status", "x", "--json").out());
  }

  private static Instant time(JsonNode stage, String key) {
    return Instant.parse(stage.get(key).asString());
  }

  private static void until(Path file) throws InterruptedException {
    while (!Files.exists(file)) {
      Thread.sleep(5);
    }
  }

  private static void copy(Path from, Path to) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("cp", "-a", from.toString(), to.toString())
            .inheritIO()
            .start()
            .waitFor();
    assertThat(code).isZero();
  }
}
