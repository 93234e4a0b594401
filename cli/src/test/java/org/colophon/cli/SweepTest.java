package org.colophon.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.colophon.contract.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sweep}: every trial once, whatever happens in between. */
final class SweepTest {
  /** Measures the square of how far the count is from 3; what it makes is read by nobody. */
  private static final String MEASURES =
      """
      n=$(sed -n 's/.*"count" *: *\\([0-9]*\\).*/\\1/p' "$STAGE_CONTEXT")
      echo '{"schema_name": "Numbers", "schema_version": "0.1", "numbers": [1]}' >"$STAGE_DIR/numbers/made.json"
      cat >"$STAGE_DIR/stage_summary.json" <<JSON
      {"stage": "01_make", "experiment": "$EXPERIMENT", "status": "OK", "exit_code": 0,
       "metrics": {"loss": $(( (n - 3) * (n - 3) ))}}
      JSON
      """;

  private TestPipeline pipeline;

  @BeforeEach
  void aStageThatMeasures(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder).maker(MEASURES);
  }

  @Test
  void everyTrialIsARunAndTheBestIsFirst() throws IOException {
    TestPipeline.Outcome outcome =
        sweep("--over", "make.count=1,2,3,4", "--metric", "01.loss", "--max-parallel", "2");
    outcome.exits(0);
    assertThat(outcome.out().lines().toList().get(1))
        .startsWith("t0003")
        .contains("3")
        .contains("OK");
    for (String trial : new String[] {"t0001", "t0002", "t0003", "t0004"}) {
      assertThat(folder().resolve(trial).resolve("run_manifest.json")).exists();
    }
    assertThat(folder().resolve("sweep.svg")).content().contains("<polyline");
    pipeline.command("verify", "t0002", "--runs-dir", folder().toString()).exits(0);
  }

  @Test
  void repeatedItRunsNothingAgain() throws IOException {
    sweep("--over", "make.count=1,2").exits(0);
    long before = attempts();
    sweep("--over", "make.count=1,2").exits(0);
    assertThat(attempts()).isEqualTo(before).isEqualTo(2);
    pipeline
        .command("sweep", "--experiment", "s", "--show", "--json")
        .exits(0)
        .stdoutContains("t0002");
  }

  @Test
  void anotherSweepOfThatNameIsRefused() throws IOException {
    sweep("--over", "make.count=1,2").exits(0);
    sweep("--over", "make.count=1,2,3").exits(64).stderrContains("is another sweep: --over was");
    pipeline.experiment("s").run().exits(64).stderrContains("is not a run");
  }

  @Test
  void aTrialThatFailsIsAWarningOfTheSweepAndIsNotRepeated() throws IOException {
    pipeline = new TestPipeline(pipeline.folder().resolve("other"));
    pipeline.maker(MEASURES + "[ \"$n\" = 2 ] && exit 7; exit 0\n");
    sweep("--over", "make.count=1,2,3").exits(1).stderrContains("t0002");
    long before = attempts();
    sweep("--over", "make.count=1,2,3").exits(1);
    assertThat(attempts()).isEqualTo(before).isEqualTo(3);
  }

  @Test
  void aWrongValueIsFoundBeforeAnythingBegins() throws IOException {
    sweep("--over", "make.count=1,zero").exits(2);
    sweep("--over", "make.cuont=1,2").exits(2).stderrContains("count");
    assertThat(folder()).doesNotExist();
  }

  @Test
  void moreCombinationsThanAnybodyCanRunAreRefused() throws IOException {
    String many = IntStream.range(0, 400).mapToObj(Integer::toString).collect(joining(","));
    sweep("--over", "make.count=" + many, "--over", "seed=" + many)
        .exits(64)
        .stderrContains("160000 combinations");
    sweep("--over", "seed=1,2", "--random", "0").exits(64).stderrContains("--random");
    assertThat(folder()).doesNotExist();
  }

  @Test
  void whoDiedBeforeTheSweepHadItsNameIsForgiven() throws IOException {
    Files.writeString(
        Files.createDirectories(folder()).resolve(".sweep.json.0b1c.tmp"), "{\"schema");
    sweep("--over", "seed=1,2").exits(0);
  }

  @Test
  void aFolderThatIsNoSweepIsLeft() throws IOException {
    Path mine = Files.createDirectories(folder()).resolve("notes");
    Files.writeString(mine, "mine");
    sweep("--over", "seed=1,2").exits(64).stderrContains("is no sweep and is not empty");
    assertThat(folder()).isDirectoryContaining("glob:**/notes");
    assertThat(folder().resolve("sweep.json")).doesNotExist();
  }

  @Test
  void theBestOfARungGoOn() throws IOException {
    sweep(
            "--over",
            "seed=1,2,3,4",
            "--halve",
            "make.count=1,2,3",
            "--metric",
            "01.loss",
            "--eta",
            "2")
        .exits(0);
    try (Stream<Path> runs = Files.list(folder())) {
      assertThat(runs.filter(Files::isDirectory).map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "t0001-r0", "t0002-r0", "t0003-r0", "t0004-r0", "t0001-r1", "t0002-r1", "t0001-r2");
    }
  }

  @Test
  void whatTheBudgetLeavesIsIncompleteAndGoesOnLater() throws IOException {
    sweep("--over", "make.count=1,2", "--budget", "0s").exits(2).stdoutContains("not begun");
    sweep("--over", "make.count=1,2").exits(0);
  }

  @Test
  void whatTrialsHaveInCommonIsMadeOnceAlsoIfTheyBeginTogether(@TempDir Path folder)
      throws IOException {
    pipeline = new TestPipeline(Files.createDirectory(folder.resolve("common")));
    pipeline
        .stage(
            "01_make",
            "outputs: { numbers: { type: Numbers@0.1, files: '*.json' } }",
            "sleep 1\n" + TestPipeline.MAKES_NUMBERS)
        .stage(
            "02_use",
            "params: [make]\n    inputs: { numbers: Numbers@0.1 }",
            TestPipeline.OK_SUMMARY);
    sweep("--over", "make.count=1,2,3", "--max-parallel", "3").exits(0);
    List<String> dispositions = new ArrayList<>();
    for (String trial : List.of("t0001", "t0002", "t0003")) {
      dispositions.add(
          Json.read(folder().resolve(trial).resolve("run_manifest.json"))
              .at("/stages/0/disposition")
              .asString());
    }
    assertThat(dispositions).containsExactlyInAnyOrder("executed", "reused", "reused");
  }

  @Test
  void whatTrialsHaveInTheStoreIsNotCollected() throws IOException {
    sweep("--over", "make.count=1,2").exits(0);
    Path stored = pipeline.folder().resolve("runs/.cache/stages/test/01_make");
    assertThat(stored).isNotEmptyDirectory();
    pipeline.command("gc").exits(0).stderrContains("0 bytes could be removed");
  }

  private TestPipeline.Outcome sweep(String... options) throws IOException {
    return pipeline.command(
        Stream.concat(
                Stream.of(
                    "sweep", "--experiment", "s", "--config", pipeline.folder() + "/config.yaml"),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private Path folder() {
    return pipeline.folder().resolve("runs/s");
  }

  /** Attempts that all trials have had. */
  private long attempts() throws IOException {
    long attempts = 0;
    try (Stream<Path> files = Files.walk(folder())) {
      for (Path journal : files.filter(file -> file.endsWith("events.jsonl")).toList()) {
        attempts +=
            Files.readAllLines(journal).stream()
                .filter(line -> line.contains("stage_started"))
                .count();
      }
    }
    return attempts;
  }
}
