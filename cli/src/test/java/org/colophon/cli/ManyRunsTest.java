package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real orchestrators at once: no loss, no mixing. */
@Timeout(300)
final class ManyRunsTest {
  private TestPipeline pipeline;

  @BeforeEach
  void twoStages(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder);
    pipeline.maker(MAKES_NUMBERS).reader("02_read", "sleep 0.2\n" + OK_SUMMARY);
  }

  /** Each either does the work or is told who does it; none does half of it. */
  @Test
  void ofFourAtOnceOnOneExperimentEachRunsItWholeOrIsToldWhoDoes()
      throws IOException, InterruptedException {
    List<Process> orchestrators = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      orchestrators.add(start("x", i));
    }
    List<Integer> codes = new ArrayList<>();
    for (Process orchestrator : orchestrators) {
      codes.add(orchestrator.waitFor());
    }
    assertThat(codes).as(said()).contains(0).isSubsetOf(0, 75);
    pipeline.command("status", "x").exits(0).stdoutContains("x  done  OK");
    pipeline.command("verify", "x").exits(0);
    long runs = codes.stream().filter(code -> code == 0).count();
    assertThat(Files.readAllLines(pipeline.runFolder().resolve("events.jsonl")))
        .filteredOn(line -> line.contains("\"run_finished\""))
        .hasSize((int) runs);
  }

  @Test
  void eightAtOnceOnEightExperimentsDoNotMix() throws IOException, InterruptedException {
    atOnce(8);
  }

  @Test
  @Tag("nightly")
  void twentyAtOnceOnTwentyExperimentsDoNotMix() throws IOException, InterruptedException {
    atOnce(20);
  }

  private void atOnce(int many) throws IOException, InterruptedException {
    List<Process> orchestrators = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      orchestrators.add(start("run" + i, i));
    }
    for (Process orchestrator : orchestrators) {
      assertThat(orchestrator.waitFor()).isZero();
    }
    TreeSet<String> digests = new TreeSet<>();
    for (int i = 0; i < many; i++) {
      pipeline.command("verify", "run" + i).exits(0);
      Path manifest = pipeline.experiment("run" + i).runFolder().resolve("run_manifest.json");
      RunManifest read = Json.read(manifest, RunManifest.class);
      assertThat(read.experiment()).isEqualTo("run" + i);
      assertThat(read.stages()).hasSize(2);
      digests.add(read.runDigest());
    }
    assertThat(digests).hasSize(1);
  }

  private String said() throws IOException {
    StringBuilder said = new StringBuilder();
    try (Stream<Path> logs = Files.list(pipeline.folder())) {
      for (Path log : logs.filter(file -> file.toString().endsWith(".log")).sorted().toList()) {
        said.append(log.getFileName()).append(":\n").append(Files.readString(log));
      }
    }
    return said.toString();
  }

  private Process start(String experiment, int number) throws IOException {
    return new ProcessBuilder(TestProgram.run(pipeline, experiment))
        .redirectErrorStream(true)
        .redirectOutput(pipeline.folder().resolve("orchestrator-" + number + ".log").toFile())
        .start();
  }
}
