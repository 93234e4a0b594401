package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.colophon.run.OtherHost;
import org.colophon.run.OtherHost.Locks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder that two hosts share, with a real run of each in it: the other is a process with the
 * program's own lock that takes itself for another host.
 */
@Timeout(120)
final class TwoHostsTest {
  /** Goes on when somebody puts {@code go} beside it, or after a minute. */
  private static final String WAITS =
      """
      touch "$STAGE_DIR/at-work"
      for i in $(seq 3000); do if [ -e "$STAGE_DIR/go" ]; then break; fi; sleep 0.02; done
      rm -f "$STAGE_DIR/go" "$STAGE_DIR/at-work"
      """;

  private TestPipeline pipeline;
  private List<Process> started = List.of();

  @BeforeEach
  void threeStagesOfWhichTheSecondWaits(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder).maker(MAKES_NUMBERS);
    pipeline.reader("02_wait", WAITS + OK_SUMMARY).reader("03_read", OK_SUMMARY);
  }

  @AfterEach
  void endTheOtherHost() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void anOwnerElsewhereThatIsSeenToLiveIsNeverTakenOver() throws Exception {
    Process elsewhere = runningElsewhere(Locks.SEEN);
    Map<String, String> before = pipeline.everyFile();

    everyWriterIsRefused(elsewhere);
    pipeline.command("unlock", "x", "--force").exits(75).stderrContains(named(elsewhere));

    assertThat(pipeline.everyFile()).isEqualTo(before);
    theStageGoesOn();
    assertThat(elsewhere.waitFor()).isZero();
    pipeline.command("status", "x").exits(0).stdoutContains("x  done  OK");
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void anOwnerElsewhereWhoseLockIsNotSeenIsBelieved() throws Exception {
    Process elsewhere = runningElsewhere(Locks.NOT_SEEN);
    Map<String, String> before = pipeline.everyFile();

    everyWriterIsRefused(elsewhere);
    pipeline
        .command("status", "x")
        .stdoutContains("x  running  INCOMPLETE")
        .stdoutContains("held by " + named(elsewhere));

    assertThat(pipeline.everyFile()).isEqualTo(before);
    theStageGoesOn();
    assertThat(elsewhere.waitFor()).isZero();
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void anOwnerElsewhereThatDiedIsTakenByForceAndThatIsRecorded() throws Exception {
    Process elsewhere = runningElsewhere(Locks.SEEN);
    elsewhere.destroyForcibly().waitFor();

    everyWriterIsRefused(elsewhere);
    pipeline
        .command("unlock", "x", "--force")
        .exits(0)
        .stderrContains("it was held by " + named(elsewhere));

    assertThat(Files.readString(pipeline.runFolder().resolve("META_LOG.md")))
        .contains("| unlock --force | " + named(elsewhere))
        .contains("| recover | attempt 0001 of 02_wait was cut off");
    assertThat(Files.readAllLines(pipeline.runFolder().resolve("events.jsonl")))
        .anySatisfy(
            line -> assertThat(line).contains("\"lock_forced\"").contains(named(elsewhere)));
    pipeline.command("status", "x").stdoutContains("x  interrupted  ");
    Files.writeString(pipeline.folder().resolve("02_wait/main.sh"), OK_SUMMARY);
    assertThat(pipeline.run("--resume").exits(0).err()).containsPattern("01_make +kept");
    pipeline.command("verify", "x").exits(0);
  }

  /** A person was wrong; nothing that either has published is lost, and one stops writing. */
  @Test
  void anOwnerElsewhereThatLivesAfterAllStopsWritingOnceItWasTakenOver() throws Exception {
    Process elsewhere = runningElsewhere(Locks.NOT_SEEN);
    Path attempt = pipeline.runFolder().resolve(".attempts/02_wait.0001");
    pipeline.command("unlock", "x", "--force").exits(0);
    Files.createFile(
        Files.exists(attempt) ? attempt.resolve("go") : pipeline.runFolder().resolve("02_wait/go"));

    assertThat(elsewhere.waitFor()).isEqualTo(75);
    assertThat(elsewhere.inputReader().readLine()).contains("was taken from this process");
    Files.writeString(pipeline.folder().resolve("02_wait/main.sh"), OK_SUMMARY);
    assertThat(pipeline.run("--resume").exits(0).err()).containsPattern("01_make +kept");
    assertThat(pipeline.command("verify", "x").out().lines().toList())
        .as("only what the stage elsewhere still wrote into its own attempt")
        .allSatisfy(
            line -> assertThat(line).startsWith(".history/02_wait/0001/stage_summary.json"));
  }

  private void everyWriterIsRefused(Process elsewhere) throws IOException {
    for (String command : List.of("repair x", "gc x --delete", "unlock x")) {
      pipeline.command(command.split(" ")).exits(75).stderrContains(named(elsewhere));
    }
    pipeline.run("--resume").exits(75).stderrContains(named(elsewhere));
    pipeline.command("verify", "x").exits(75);
  }

  private static String named(Process elsewhere) {
    return "process " + elsewhere.pid() + " on elsewhere since ";
  }

  private void theStageGoesOn() throws IOException {
    Files.createFile(pipeline.runFolder().resolve(".attempts/02_wait.0001/go"));
  }

  /** Returns once its second stage is at work. */
  private Process runningElsewhere(Locks locks) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                OtherHost.class.getName(),
                TestPipeline.HOME.toString(),
                pipeline.folder().resolve("runs").toString(),
                "x",
                pipeline.folder().resolve("config.yaml").toString(),
                locks.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    started = List.of(process);
    BufferedReader said = process.inputReader();
    for (String line = said.readLine(); !"started 02_wait".equals(line); line = said.readLine()) {
      assertThat(line).as("the other host ended early").isNotNull();
    }
    Path atWork = pipeline.runFolder().resolve(".attempts/02_wait.0001/at-work");
    while (!Files.exists(atWork)) {
      Thread.sleep(5);
    }
    return process;
  }
}
