package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.contract.Json;
import org.colophon.document.DocumentSchema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published schemas accept what the program really writes, for good runs and bad ones. */
final class WrittenSchemasTest {
  private static final DocumentSchema MANIFEST =
      DocumentSchema.builtIn("run_manifest-1.0.schema.json");
  private static final DocumentSchema SUMMARY =
      DocumentSchema.builtIn("stage_summary-1.0.schema.json");

  private TestPipeline pipeline;

  @BeforeEach
  void inATemporaryFolder(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder);
  }

  @Test
  void ofAGoodRun() throws IOException {
    pipeline.maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY).run().exits(0);
    everythingWrittenIsValid(2);
  }

  @Test
  void ofAStageThatFailedAfterItWasPublished() throws IOException {
    pipeline.maker(MAKES_NUMBERS).run().exits(0);
    Files.writeString(pipeline.folder().resolve("01_make/main.sh"), "exit 1\n");
    pipeline.run().exits(3);
    everythingWrittenIsValid(2);
  }

  @Test
  void ofAStageThatWasRefused() throws IOException {
    pipeline.maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY).run("--from", "02").exits(2);
    everythingWrittenIsValid(1);
  }

  @Test
  void ofAnInputFromOutsideAndAToolJudgedByItsExitCode() throws IOException {
    Path given = Files.createDirectories(pipeline.folder().resolve("given"));
    Files.writeString(
        given.resolve("one.json"),
        "{\"schema_name\": \"Numbers\", \"schema_version\": \"0.1\", \"numbers\": [3]}");
    pipeline
        .maker(MAKES_NUMBERS)
        .stage("02_tool", "summary: from_exit_code\n    inputs: { numbers: Numbers@0.1 }", "true\n")
        .run("--from", "02", "--input", "numbers=" + given)
        .exits(0);
    everythingWrittenIsValid(1);
  }

  private void everythingWrittenIsValid(int summaries) throws IOException {
    valid(MANIFEST, pipeline.runFolder().resolve("run_manifest.json"));
    List<Path> found;
    try (Stream<Path> files = Files.walk(pipeline.runFolder())) {
      found = files.filter(file -> file.endsWith("stage_summary.json")).toList();
    }
    assertThat(found).hasSize(summaries);
    for (Path summary : found) {
      valid(SUMMARY, summary);
    }
  }

  private static void valid(DocumentSchema schema, Path file) throws IOException {
    assertThat(schema.problems(Json.read(file), pointer -> pointer)).as(file.toString()).isEmpty();
  }
}
