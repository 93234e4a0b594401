package org.colophon.stages.holography;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Reading;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.contract.Json;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageSummary;

/** One stage as the process that the orchestrator starts, in a folder of its own. */
final class StageRun {
  private final Class<?> program;
  private final Path folder;
  private final Map<String, StageContext.Input> inputs = new LinkedHashMap<>();
  private final Map<String, StageContext.Output> outputs = new LinkedHashMap<>();
  private String params = "{}";

  StageRun(Class<?> program, Path folder) throws IOException {
    this.program = program;
    this.folder = Files.createDirectories(folder);
  }

  StageRun params(String json) {
    params = json;
    return this;
  }

  StageRun input(String alias, Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      inputs.put(alias, new StageContext.Input(alias + "@0.1", path, "0", names));
    }
    return this;
  }

  /** Runs the stage with one output folder, and gives what it says of itself. */
  StageSummary run(String output) throws IOException, InterruptedException {
    outputs.put(
        output,
        new StageContext.Output(output + "@0.1", Files.createDirectories(folder.resolve(output))));
    Path context = folder.resolve("stage_inputs.json");
    Json.write(
        context,
        new StageContext(
            StageContext.SCHEMA_NAME,
            StageContext.SCHEMA_VERSION,
            "stage_under_test",
            "test",
            "holography",
            "1",
            7,
            "unknown",
            Json.mapper().readTree(params),
            inputs,
            outputs,
            new StageContext.Limits(60)));
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("STAGE_CONTEXT", context.toString());
    builder.environment().put("STAGE_DIR", folder.toString());
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("out.log").toFile());
    int code = builder.start().waitFor();
    assertThat(folder.resolve("stage_summary.json"))
        .withFailMessage(() -> "no summary; " + log())
        .exists();
    StageSummary summary = Json.read(folder.resolve("stage_summary.json"), StageSummary.class);
    assertThat(code).isEqualTo(summary.exitCode());
    return summary;
  }

  Path file(String output, String name) {
    return folder.resolve(output).resolve(name);
  }

  /** What the published schema has against a file this stage wrote. */
  List<String> violations(String type, Path file) throws IOException {
    SchemaCatalog catalog =
        SchemaCatalog.open(
            List.of(Path.of(System.getProperty("colophon.home"), "stages/holography/schemas")));
    return catalog.check(ArtifactType.parse(type), file, Reading.STRICT).violations().stream()
        .map(Object::toString)
        .toList();
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("out.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
