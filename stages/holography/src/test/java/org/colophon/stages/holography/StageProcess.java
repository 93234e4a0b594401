package org.colophon.stages.holography;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageSummary;
import tools.jackson.databind.JsonNode;

/**
 * A stage run as core runs it: a process of its own, with a context file.
 *
 * @param folder the stage folder, which holds a folder for each output alias
 */
public record StageProcess(Path folder, int exitCode, StageSummary summary, String stdout) {

  /**
   * Runs {@code program}.
   *
   * @param folder an empty folder
   * @param inputs folders by alias
   * @param outputs aliases
   */
  public static StageProcess of(
      Class<?> program,
      Path folder,
      JsonNode params,
      Map<String, Path> inputs,
      List<String> outputs)
      throws IOException, InterruptedException {
    Path context = folder.resolve("context.json");
    Json.write(context, context(program, folder, params, inputs, outputs));
    Path stdout = folder.resolve("stdout.log");
    ProcessBuilder process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName())
            .redirectOutput(stdout.toFile())
            .redirectError(folder.resolve("stderr.log").toFile());
    process.environment().clear();
    process.environment().put("STAGE_CONTEXT", context.toString());
    process.environment().put("STAGE_DIR", folder.toString());
    int exitCode = process.start().waitFor();
    return new StageProcess(
        folder,
        exitCode,
        Json.read(folder.resolve("stage_summary.json"), StageSummary.class),
        Files.readString(stdout, StandardCharsets.UTF_8));
  }

  /** Every file below {@code folder}, relative to it, sorted. */
  public static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** As the run contract has it: of a line with digest and path for each file. */
  private static String digest(Path folder) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String file : filesIn(folder)) {
      lines.append(Sha256.of(folder.resolve(file))).append("  ").append(file).append('\n');
    }
    return Sha256.of(lines.toString());
  }

  private static StageContext context(
      Class<?> program,
      Path folder,
      JsonNode params,
      Map<String, Path> inputs,
      List<String> outputs)
      throws IOException {
    Map<String, StageContext.Input> given = new LinkedHashMap<>();
    for (Map.Entry<String, Path> input : inputs.entrySet()) {
      given.put(
          input.getKey(),
          new StageContext.Input(
              "Any@0.1", input.getValue(), digest(input.getValue()), filesIn(input.getValue())));
    }
    Map<String, StageContext.Output> wanted = new LinkedHashMap<>();
    for (String alias : outputs) {
      wanted.put(
          alias, new StageContext.Output("Any@0.1", Files.createDirectory(folder.resolve(alias))));
    }
    return new StageContext(
        StageContext.SCHEMA_NAME,
        StageContext.SCHEMA_VERSION,
        program.getSimpleName(),
        "test",
        "holography",
        "1",
        7,
        "unknown",
        params,
        given,
        wanted,
        new StageContext.Limits(60));
  }
}
