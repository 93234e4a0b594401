package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.InputEntry;
import org.colophon.contract.RunManifest.ResolvedFrom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that come from outside the run: how they are named, remembered and refused. */
final class OutsideInputTest {
  private static final String NUMBERS =
      "{\"schema_name\": \"Numbers\", \"schema_version\": \"0.1\", \"numbers\": [3]}";

  private TestPipeline pipeline;
  private Path given;

  @BeforeEach
  void twoStagesAndAnInput(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder).maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY);
    given = Files.createDirectories(folder.resolve("given"));
    Files.writeString(given.resolve("one.json"), NUMBERS);
  }

  @Test
  void aRelativePathIsRelativeToTheCurrentFolder() throws IOException {
    Path relative = Path.of("").toAbsolutePath().relativize(given.toAbsolutePath());
    pipeline.run("--from", "02", "--input", "numbers=" + relative).exits(0);
    assertThat(input().path()).isEqualTo(given.toString());
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void aSingleFileIsAnInputOfOneFile() throws IOException {
    pipeline.run("--from", "02", "--input", "numbers=" + given.resolve("one.json")).exits(0);
    assertThat(input().files()).hasSize(1);
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void anOutputOfTheRunItselfCanBeGiven() throws IOException {
    pipeline.run().exits(0);
    pipeline
        .run("--from", "02", "--input", "numbers=" + pipeline.runFolder().resolve("numbers"))
        .exits(0);
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void aLoopOfLinksIsRefused() throws IOException {
    Files.createSymbolicLink(given.resolve("self"), given);
    refused("invalid_artifact: numbers (Numbers@0.1) cannot be read");
  }

  @Test
  void aLinkToNothingIsRefused() throws IOException {
    Files.createSymbolicLink(given.resolve("b.json"), Path.of("nowhere"));
    refused("b.json is a link to nothing");
  }

  @Test
  void aNameWithANewlineIsRefused() throws IOException {
    Files.writeString(given.resolve("a\nb.json"), NUMBERS);
    refused("is not plain UTF-8 text; rename it");
  }

  @Test
  void anEmptyPathIsAWrongCommandLine() throws IOException {
    pipeline.run("--from", "02", "--input", "numbers=").exits(64).stderrContains("gives no path");
  }

  @Test
  void aRunGoesOnWithTheInputsThatItWasGiven() throws IOException {
    pipeline.run("--from", "02", "--input", "numbers=" + given).exits(0);
    pipeline.command("run", "--experiment", "x", "--from", "02").exits(0);
    assertThat(input().resolvedFrom()).isEqualTo(ResolvedFrom.CLI);
  }

  @Test
  void anInputFromTheConfigIsRememberedToo() throws IOException {
    pipeline.config("schema: config/1.0\npipeline: pipeline.yaml\ninputs: { numbers: given }\n");
    pipeline.run("--from", "02").exits(0);
    pipeline.command("run", "--experiment", "x", "--from", "02").exits(0);
  }

  @Test
  void anInputThatTheRunNowMakesItselfIsForgotten() throws IOException {
    pipeline.run("--from", "02", "--input", "numbers=" + given).exits(0);
    pipeline.command("run", "--experiment", "x").exits(0);
    assertThat(manifest().stages().getLast().inputs().getFirst().resolvedFrom())
        .isEqualTo(ResolvedFrom.MANIFEST);
  }

  @Test
  void pipelineAndInputsCannotBeSetAsParameters() throws IOException {
    pipeline.run("--set", "inputs.numbers=given").exits(64).stderrContains("use --pipeline FILE");
    pipeline.run("--set", "pipeline=other").exits(64).leavesNo("");
  }

  private void refused(String reason) throws IOException {
    pipeline
        .run("--from", "02", "--input", "numbers=" + given)
        .exits(2)
        .stderrContains(reason)
        .leaves("02_read/stage_summary.json");
    pipeline.command("verify", "x").exits(0);
  }

  private InputEntry input() throws IOException {
    return manifest().stages().getFirst().inputs().getFirst();
  }

  private RunManifest manifest() throws IOException {
    return Json.read(pipeline.runFolder().resolve("run_manifest.json"), RunManifest.class);
  }
}
