package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real orchestrator process, ended from outside while a stage is at work. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
final class KillTest {
  private TestPipeline pipeline;
  private String marker;
  private Path hang;
  private Process orchestrator;

  /** The second stage sleeps for as long as there is a file {@code hang} beside its code. */
  @BeforeEach
  void aRunThatHangsInItsSecondStage(@TempDir Path folder)
      throws IOException, InterruptedException {
    marker = "9" + ProcessHandle.current().pid() + Math.floorMod(folder.hashCode(), 1_000_000);
    pipeline = new TestPipeline(folder).maker(MAKES_NUMBERS);
    pipeline.reader(
        "02_slow",
        "if [ -e \"$(dirname \"$0\")/hang\" ]; then trap 'echo asked to end; exit 3' TERM; sleep "
            + marker
            + " & wait; fi\n"
            + OK_SUMMARY);
    hang = Files.createFile(folder.resolve("02_slow/hang"));
    orchestrator = start();
    while (sleepers().isEmpty()) {
      assertThat(orchestrator.isAlive()).isTrue();
      LockSupport.parkNanos(10_000_000);
    }
  }

  @AfterEach
  void leaveNothingBehind() {
    orchestrator.destroyForcibly();
    sleepers().forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void killedWithoutWarningItLeavesARunThatResumeCompletes()
      throws IOException, InterruptedException {
    orchestrator.destroyForcibly().waitFor();
    untilTheStageIsGone();

    pipeline.command("status", "x").exits(2).stdoutContains("interrupted");
    pipeline
        .command("verify", "x")
        .stderrContains("run_pipeline run --experiment x --resume")
        .stderrContains("run_pipeline repair x");
    resumesToTheDigestOfAnUndisturbedRun();
  }

  @Test
  void aStageKilledWithItLeavesARunThatResumeCompletes() throws IOException, InterruptedException {
    sleepers().forEach(ProcessHandle::destroyForcibly);
    orchestrator.destroyForcibly().waitFor();
    untilTheStageIsGone();

    resumesToTheDigestOfAnUndisturbedRun();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalEndsTheStageAndIsWrittenDown(String signal, int code)
      throws IOException, InterruptedException {
    send(signal);
    assertThat(orchestrator.waitFor()).isEqualTo(code);
    assertThat(sleepers()).isEmpty();

    RunManifest manifest = manifest();
    assertThat(manifest.stages()).hasSize(2);
    assertThat(manifest.stages().getLast().errors().getFirst()).startsWith("interrupted");
    assertThat(pipeline.runFolder().resolve("02_slow/stage_summary.json")).isRegularFile();
    pipeline.command("verify", "x").exits(0);
    pipeline.command("status", "x").exits(3).stdoutContains("interrupted");
    resumesToTheDigestOfAnUndisturbedRun();
  }

  /** As the kernel does for a key at a terminal: the signal goes to the whole process group. */
  @Test
  void ctrlCAtATerminalLeavesTheStageItsGrace() throws IOException, InterruptedException {
    assumeThat(Path.of("/usr/bin/setsid")).isExecutable();
    String group = "-" + orchestrator.pid();
    assertThat(new ProcessBuilder("kill", "-INT", "--", group).start().waitFor()).isZero();
    assertThat(orchestrator.waitFor()).isEqualTo(130);
    assertThat(manifest().stages().getLast().errors().getFirst()).startsWith("interrupted");
    assertThat(pipeline.runFolder().resolve("02_slow/logs/stdout.log")).hasContent("asked to end");
  }

  @Test
  void asLongAsItLivesNobodyElseWritesAndEverybodyReads() throws IOException {
    pipeline.run().exits(75).stderrContains("is being written by process " + orchestrator.pid());
    pipeline.command("verify", "x").exits(75);
    pipeline.command("status", "x").exits(2).stdoutContains("running");
    pipeline.command("logs", "x", "02").exits(0);
  }

  private void resumesToTheDigestOfAnUndisturbedRun() throws IOException {
    Files.delete(hang);
    pipeline
        .command("run", "--experiment", "x", "--resume")
        .exits(0)
        .stderrContains("published already");
    pipeline.command("verify", "x").exits(0);
    String resumed = manifest().runDigest();
    pipeline.experiment("undisturbed").run().exits(0);
    assertThat(resumed).isEqualTo(manifest().runDigest());
  }

  /** In a group of its own; from a shell in the background SIGINT would be inherited as ignored. */
  private Process start() throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT"));
    command.addAll(TestProgram.run(pipeline, "x"));
    File log = pipeline.folder().resolve("orchestrator.log").toFile();
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
  }

  private void send(String signal) throws IOException, InterruptedException {
    String pid = Long.toString(orchestrator.pid());
    assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
  }

  private void untilTheStageIsGone() {
    while (!sleepers().isEmpty()) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  private List<ProcessHandle> sleepers() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").endsWith("sleep " + marker))
        .toList();
  }

  private RunManifest manifest() throws IOException {
    return Json.read(pipeline.runFolder().resolve("run_manifest.json"), RunManifest.class);
  }
}
