package org.colophon.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Sha256;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.document.Document;
import org.colophon.document.VersionedSchema;
import tools.jackson.databind.JsonNode;

/** Reads a pipeline file and checks it before anything starts. */
public final class PipelineFile {
  private static final VersionedSchema SCHEMA =
      new VersionedSchema("pipeline", List.of("1.0", "1.1"));

  private final Path file;
  private final String version;

  private PipelineFile(Path file, String version) {
    this.file = file;
    this.version = version;
  }

  /**
   * Reads and checks {@code file}.
   *
   * @throws InvalidDocument if it is not a pipeline, or its stages do not fit together
   */
  public static Pipeline read(Path file) throws IOException {
    Document document = Document.read(file);
    SCHEMA.of(document).require(document);
    Path absolute = file.toAbsolutePath().normalize();
    Pipeline pipeline =
        new PipelineFile(absolute, document.root().path("schema").asString(""))
            .checked(document.root(), Sha256.of(file));
    List<String> problems = Wiring.problems(pipeline, document);
    if (!problems.isEmpty()) {
      throw new InvalidDocument(String.join("\n", problems));
    }
    return pipeline;
  }

  /** What the patterns of the schema let through, such as a version of twenty digits. */
  private Pipeline checked(JsonNode root, String sha256) {
    try {
      return pipeline(root, sha256);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidDocument(file + ": " + e.getMessage());
    }
  }

  private Pipeline pipeline(JsonNode root, String sha256) {
    List<StageSpec> stages = new ArrayList<>();
    root.path("stages").forEach(stage -> stages.add(stage(stage)));
    return new Pipeline(
        root.path("pipeline").asString(),
        root.path("description").asString(""),
        file,
        sha256,
        java(root),
        stages);
  }

  private Optional<Pipeline.JavaStages> java(JsonNode root) {
    if (!root.has("java")) {
      return Optional.empty();
    }
    JsonNode java = root.get("java");
    Optional<Path> aot =
        java.has("aot")
            ? Optional.of(file.resolveSibling(java.get("aot").asString()))
            : Optional.empty();
    return Optional.of(
        new Pipeline.JavaStages(file.resolveSibling(java.get("jar").asString()), aot));
  }

  private StageSpec stage(JsonNode stage) {
    return new StageSpec(
        stage.get("id").asString(),
        stage.path("about").asString(""),
        program(stage),
        stage.path("summary").asString("").equals("from_exit_code")
            ? StageSpec.SummaryFrom.EXIT_CODE
            : StageSpec.SummaryFrom.STAGE,
        strings(stage.path("params")),
        paths(stage.path("reads")),
        paths(stage.path("code")),
        stage.path("reuse").asBoolean(true),
        tools(stage.path("tools")),
        inputs(stage.path("inputs")),
        outputs(stage.path("outputs")),
        limits(stage.path("limits")),
        strings(stage.path("secrets")),
        NetworkAccess.read(stage.path("network")),
        programs(stage),
        resources(stage.path("resources")),
        retry(stage.path("retry")),
        foreach(stage.path("foreach")));
  }

  private static Retry retry(JsonNode node) {
    return node.isMissingNode()
        ? Retry.NEVER
        : new Retry(node.get("times").asInt(), Set.copyOf(strings(node.get("causes"))));
  }

  private static Optional<ForEach> foreach(JsonNode node) {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    MaxFailed maxFailed =
        node.has("max_failed")
            ? MaxFailed.parse(node.get("max_failed").asString())
            : MaxFailed.NONE;
    return Optional.of(
        node.has("rows")
            ? new ForEach(
                node.get("rows").asString(),
                new ForEach.Over.Rows(node.path("key").asString("")),
                maxFailed)
            : new ForEach(node.path("files").asString(""), new ForEach.Over.Files(), maxFailed));
  }

  private static Resources resources(JsonNode node) {
    return new Resources(
        node.path("cpus").asDouble(Resources.DEFAULT.cpus()),
        node.has("memory") ? Bytes.parse(node.get("memory").asString()) : 0,
        node.path("gpus").asInt(0));
  }

  private List<Path> paths(JsonNode array) {
    return strings(array).stream().map(path -> file.resolveSibling(path).normalize()).toList();
  }

  private static StageProgramRef program(JsonNode stage) {
    return stage.has("java")
        ? new StageProgramRef.JavaMain(stage.get("java").asString())
        : new StageProgramRef.Program(strings(stage.get("run")));
  }

  private static Map<String, List<String>> tools(JsonNode node) {
    Map<String, List<String>> tools = new LinkedHashMap<>();
    node.properties().forEach(tool -> tools.put(tool.getKey(), strings(tool.getValue())));
    return tools;
  }

  private static Map<String, StageSpec.Input> inputs(JsonNode node) {
    Map<String, StageSpec.Input> inputs = new LinkedHashMap<>();
    node.properties().forEach(input -> inputs.put(input.getKey(), input(input.getValue())));
    return inputs;
  }

  private static StageSpec.Input input(JsonNode node) {
    JsonNode type = node.isObject() ? node.get("type") : node;
    return new StageSpec.Input(
        ArtifactType.parse(type.asString()),
        node.path("optional").asBoolean(false),
        node.path("external").asBoolean(false));
  }

  private static Map<String, StageSpec.Output> outputs(JsonNode node) {
    Map<String, StageSpec.Output> outputs = new LinkedHashMap<>();
    node.properties().forEach(output -> outputs.put(output.getKey(), output(output.getValue())));
    return outputs;
  }

  private static StageSpec.Output output(JsonNode node) {
    Map<String, ArtifactType> also = new LinkedHashMap<>();
    node.path("also")
        .properties()
        .forEach(
            entry -> also.put(entry.getKey(), ArtifactType.parse(entry.getValue().asString())));
    return new StageSpec.Output(
        ArtifactType.parse(node.get("type").asString()),
        node.get("files").asString(),
        also,
        node.path("optional").asBoolean(false));
  }

  private static StageSpec.Limits limits(JsonNode node) {
    Duration wallTime =
        node.has("wall_time")
            ? duration(node.get("wall_time").asString())
            : StageSpec.Limits.DEFAULT_WALL_TIME;
    long output =
        node.has("output")
            ? Bytes.parse(node.get("output").asString())
            : StageSpec.Limits.DEFAULT_OUTPUT_BYTES;
    return new StageSpec.Limits(wallTime, output, Allowance.read(node));
  }

  /** Before 1.1 nobody could say that a stage starts what it wrote, so all may. */
  private StageSpec.Programs programs(JsonNode stage) {
    return new StageSpec.Programs(
        stage.has("programs") ? Optional.of(strings(stage.get("programs"))) : Optional.empty(),
        stage.path("executes").asBoolean(version.equals("pipeline/1.0")));
  }

  private static Duration duration(String text) {
    long count = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(count);
      case 'm' -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(item -> strings.add(item.asString()));
    return strings;
  }
}
