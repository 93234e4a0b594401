package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.ForEachPipeline.MAKES_A_LINE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A real orchestrator process, killed amid the items of a stage. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
final class ForEachKillTest {
  private ForEachPipeline items;
  private Process orchestrator;

  /** Items from {@code d} on wait as long as there is a file {@code hang} beside their code. */
  @BeforeEach
  void aRunOfWhichThreeItemsHaveEnded(@TempDir Path folder) throws IOException {
    items = new ForEachPipeline(folder).rows("a,1", "b,2", "c,3", "d,4", "e,5", "f,6");
    items.script(
        "case $ITEM_KEY in [d-f]) while [ -e \"$(dirname \"$0\")/../hang\" ]; do sleep 0.1; done ;;"
            + " esac\n"
            + MAKES_A_LINE);
    Files.createFile(hang());
    orchestrator = start();
    while (!Files.exists(journal()) || Files.readString(journal()).lines().count() < 3) {
      assertThat(orchestrator.isAlive()).isTrue();
      LockSupport.parkNanos(10_000_000);
    }
  }

  @AfterEach
  void leaveNothingBehind() throws IOException {
    orchestrator.destroyForcibly();
    Files.deleteIfExists(hang());
  }

  @Test
  void itemsThatHadEndedAreNotRunAgainAndTheDigestIsThatOfAnUndisturbedRun()
      throws IOException, InterruptedException {
    items.pipeline().command("status", "x").stdoutContains("6 items: 3 ran, 3 not run");
    killed();
    items.pipeline().command("run", "--experiment", "x", "--resume").exits(0);
    assertThat(items.counts().path("reused").asInt()).isEqualTo(3);
    items.pipeline().command("verify", "x").exits(0);
    items.pipeline().command("why", "x", "01").stdoutContains("6 items: 3 ran, 3 reused");
    theDigestIsThatOfAnUndisturbedRun();
  }

  @Test
  void aLineThatWasCutOffAndBytesThatAreNotWhatALineSaysRunAgain()
      throws IOException, InterruptedException {
    killed();
    // as a power cut may leave it
    String text = Files.readString(journal());
    Files.writeString(journal(), text.stripTrailing().substring(0, text.length() - 20));
    Path lost = journal().resolveSibling(".done/a.0");
    Files.writeString(lost, " ".repeat((int) Files.size(lost)));
    items.pipeline().command("run", "--experiment", "x", "--resume").exits(0);
    assertThat(items.counts().path("reused").asInt()).as("one of the three").isEqualTo(1);
    items.pipeline().command("verify", "x").exits(0);
    theDigestIsThatOfAnUndisturbedRun();
  }

  @Test
  void aRowThatChangedMeanwhileRunsThatItemAlone() throws IOException, InterruptedException {
    killed();
    items.rows("a,1", "b,22", "c,3", "d,4", "e,5", "f,6");
    items.run("--resume").exits(0);
    assertThat(items.made("items.jsonl").lines().filter(line -> line.contains("\"reused\":true")))
        .hasSize(2)
        .noneMatch(line -> line.contains("\"key\":\"b\""));
  }

  private void killed() throws IOException, InterruptedException {
    orchestrator.destroyForcibly().waitFor();
    Files.delete(hang());
  }

  private void theDigestIsThatOfAnUndisturbedRun() throws IOException {
    String resumed = items.manifest().runDigest();
    items.pipeline().experiment("undisturbed");
    items.run("--jobs", "8").exits(0);
    assertThat(items.manifest().runDigest()).isEqualTo(resumed);
  }

  private Path hang() {
    return items.pipeline().folder().resolve("hang");
  }

  private Path journal() {
    return items.pipeline().runFolder().resolve(".attempts/01_fit.0001/.items/.journal.jsonl");
  }

  private Process start() throws IOException {
    Path folder = items.pipeline().folder();
    List<String> command =
        TestProgram.run(
            items.pipeline(),
            "x",
            "--no-reuse",
            "--env",
            items.unconfined(),
            "--input",
            "table=" + folder.resolve("table.csv"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("orchestrator.log").toFile())
        .start();
  }
}
