package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.colophon.run.DurableFiles;
import org.colophon.run.TestDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole program on a disk that answers EIO: exit code 3, what and where, and nothing lost. */
final class BrokenDiskTest {
  /** How many places of a run are tried; the fault matrix of core tries all. */
  private static final int PLACES = 3;

  private TestPipeline pipeline;
  private int calls;
  private String digest = "";

  @BeforeEach
  void anUndisturbedRun(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder);
    pipeline.maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY).reader("03_read", OK_SUMMARY);
    TestDisk.Failing counting = new TestDisk.Failing(_ -> false);
    pipeline.experiment("undisturbed").disk(counting.files()).run().exits(0);
    calls = counting.calls();
    digest = manifest().runDigest();
  }

  @Test
  void aCallThatFailsOnceEndsTheRunAndLosesNothing() throws IOException {
    for (int place = 1; place <= PLACES; place++) {
      int at = calls * place / (PLACES + 1);
      endsAndGoesOn("once-" + at, call -> call == at);
    }
  }

  @Test
  void aDiskThatFailsForGoodEndsTheRunAndLosesNothing() throws IOException {
    for (int place = 1; place <= PLACES; place++) {
      int at = calls * place / (PLACES + 1) + 3;
      endsAndGoesOn("for-good-" + at, call -> call >= at);
    }
  }

  private void endsAndGoesOn(String name, IntPredicate fails) throws IOException {
    TestPipeline.Outcome broken =
        pipeline.experiment(name).disk(new TestDisk.Failing(fails).files()).run("--json").exits(3);
    assertThat(broken.err().lines())
        .as("%s: the thing, the place, the way out", name)
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("error: " + pipeline.runFolder())
                .contains(": Input/output error; what was published is whole")
                .contains("run_pipeline run --experiment " + name + " --resume"));
    JsonNode failure = Json.mapper().readTree(broken.out());
    assertThat(failure.get("exit_code").asInt()).isEqualTo(3);
    assertThat(failure.get("error").asString()).contains("Input/output error");

    pipeline.disk(new DurableFiles());
    long published = published();
    TestPipeline.Outcome status = pipeline.command("status", name);
    assertThat(status.out()).as(name).startsWith(name + "  interrupted");
    assertThat(status.out().lines().filter(line -> line.matches("  0\\d_\\w+ +OK .*")).count())
        .as("%s: status shows what is published", name)
        .isEqualTo(published);
    TestPipeline.Outcome resumed = pipeline.run("--resume").exits(0);
    assertThat(resumed.err().lines().filter(line -> line.matches("0\\d_\\w+ +kept .*")).count())
        .as("%s: what was published did not run again", name)
        .isEqualTo(published);
    assertThat(manifest().runDigest()).isEqualTo(digest);
    pipeline.command("verify", name).exits(0);
  }

  private long published() throws IOException {
    try (Stream<String> lines = Files.lines(pipeline.runFolder().resolve("events.jsonl"))) {
      return lines.filter(line -> line.contains("\"stage_published\"")).count();
    }
  }

  private RunManifest manifest() throws IOException {
    return Json.read(pipeline.runFolder().resolve("run_manifest.json"), RunManifest.class);
  }
}
