package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The real program is killed from outside at random times, alone or with all its processes, while
 * its stages are at work, and again while it recovers.
 */
@EnabledOnOs(OS.LINUX)
final class RandomKillTest {
  private static final long SEED = Long.getLong("colophon.kill.seed", 20_260_101L);
  private static final List<String> STAGES = List.of("01_a", "02_b", "03_c");

  private Path folder;
  private TestPipeline pipeline;
  private long undisturbedMillis;
  private String digest = "";

  @Test
  @Timeout(300)
  void someKillsLoseNothing() throws IOException, InterruptedException {
    kills(4);
  }

  @Test
  @Tag("nightly")
  @Timeout(3600)
  void twoHundredKillsLoseNothing() throws IOException, InterruptedException {
    kills(200);
  }

  /** Goes on with the same run until it ends, then begins another. */
  private void kills(int wanted) throws IOException, InterruptedException {
    undisturbed();
    Random random = new Random(SEED);
    int killed = 0;
    int alive = 0;
    int runs = 0;
    while (killed < wanted) {
      pipeline.experiment("x" + runs);
      Set<String> before = published();
      boolean group = random.nextBoolean();
      boolean amidAStage = random.nextBoolean();
      long millis = random.nextLong(amidAStage ? 400 : undisturbedMillis);
      Process process = start();
      if (amidAStage) {
        untilAStageIsAsleep(process);
      }
      if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
        ended(process.exitValue());
        runs++;
      } else {
        alive += hasAStageAsleep(process) ? 1 : 0;
        kill(process, group);
        killed++;
        readsAsInterrupted(before);
      }
    }
    pipeline.experiment("x" + runs);
    ended(start().waitFor());
    assertThat(alive).as("kills with a stage alive").isPositive();
    System.out.printf(
        "killed %d times, %d of them with a stage asleep; %d runs; seed %d%n",
        killed, alive, runs + 1, SEED);
  }

  private static void untilAStageIsAsleep(Process process) throws InterruptedException {
    while (!process.waitFor(5, TimeUnit.MILLISECONDS) && !hasAStageAsleep(process)) {
      // it comes to a stage or to its end
    }
  }

  private static boolean hasAStageAsleep(Process process) {
    return process
        .descendants()
        .anyMatch(child -> child.info().commandLine().orElse("").endsWith("sleep 0.4"));
  }

  @BeforeEach
  void threeSlowStages(@TempDir Path place) throws IOException {
    folder = place;
    pipeline = new TestPipeline(folder);
    String inputs = "";
    for (String stage : STAGES) {
      String alias = stage.substring(3);
      pipeline.stage(
          stage,
          inputs + "outputs: { " + alias + ": { type: Numbers@0.1, files: '*.json' } }",
          "sleep 0.4\n"
              + TestPipeline.MAKES_NUMBERS.replace("/numbers/", "/" + alias + "/")
              + "sleep 0.1\n");
      inputs = "inputs: { " + alias + ": Numbers@0.1 }\n    ";
    }
  }

  private void undisturbed() throws IOException, InterruptedException {
    pipeline.experiment("undisturbed");
    long start = System.nanoTime();
    assertThat(start().waitFor()).isZero();
    undisturbedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    digest = manifest().runDigest();
  }

  /** In a group of its own, so that all its processes can be killed at once. */
  private Process start() throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid"));
    String experiment = pipeline.runFolder().getFileName().toString();
    command.addAll(TestProgram.run(pipeline, experiment, "--resume", "--no-reuse"));
    File log = folder.resolve("orchestrator.log").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private static void kill(Process process, boolean group)
      throws IOException, InterruptedException {
    if (group) {
      new ProcessBuilder("kill", "-KILL", "--", "-" + process.pid()).start().waitFor();
    }
    process.destroyForcibly().waitFor();
  }

  /** Nobody holds the run once its owner is dead, and nothing that was published is lost. */
  private void readsAsInterrupted(Set<String> before) throws IOException {
    assertThat(published()).containsAll(before);
    TestPipeline.Outcome status = status();
    if (status.code() != 64) {
      JsonNode said = Json.mapper().readTree(status.out());
      boolean whole = said.get("manifest").get("status").asString().equals("OK");
      assertThat(said.get("activity").asString()).isEqualTo(whole ? "done" : "interrupted");
    }
  }

  private void ended(int code) throws IOException {
    assertThat(code).as("%s", Files.readString(folder.resolve("orchestrator.log"))).isZero();
    assertThat(manifest().runDigest()).isEqualTo(digest);
    pipeline.command("verify", name()).exits(0);
    onceEach();
  }

  /** In the journal, which loses nothing, every stage was published once. */
  private void onceEach() throws IOException {
    try (Stream<String> lines = Files.lines(pipeline.runFolder().resolve("events.jsonl"))) {
      assertThat(lines.filter(line -> line.contains("\"stage_published\"")).count())
          .isEqualTo(STAGES.size());
    }
  }

  private Set<String> published() throws IOException {
    Set<String> published = new HashSet<>();
    TestPipeline.Outcome status = status();
    if (status.code() != 64) {
      for (JsonNode stage : Json.mapper().readTree(status.out()).get("manifest").get("stages")) {
        if (stage.get("status").asString().equals("OK")) {
          published.add(stage.get("stage").asString());
        }
      }
    }
    return published;
  }

  private TestPipeline.Outcome status() throws IOException {
    return pipeline.command("status", name(), "--json");
  }

  private String name() {
    return pipeline.runFolder().getFileName().toString();
  }

  private RunManifest manifest() throws IOException {
    return Json.read(pipeline.runFolder().resolve("run_manifest.json"), RunManifest.class);
  }
}
