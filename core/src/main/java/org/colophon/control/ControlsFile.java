package org.colophon.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.contract.StageStatus;
import org.colophon.control.Control.Kind;
import org.colophon.document.Document;
import org.colophon.document.DocumentSchema;
import org.colophon.pipeline.Pipeline;
import tools.jackson.databind.JsonNode;

/** {@code controls.yaml}, beside the pipeline file: what must be rejected, and what accepted. */
public final class ControlsFile {
  public static final String NAME = "controls.yaml";

  private static final DocumentSchema SCHEMA = DocumentSchema.builtIn("controls-1.0.schema.json");

  private final Path file;
  private final Document document;
  private final Pipeline pipeline;
  private final List<String> problems = new ArrayList<>();

  private ControlsFile(Path file, Document document, Pipeline pipeline) {
    this.file = file;
    this.document = document;
    this.pipeline = pipeline;
  }

  /**
   * Reads {@code file}; its paths are relative to it.
   *
   * @throws InvalidDocument naming with its line everything that does not fit the schema or the
   *     pipeline, or names a file that does not exist
   */
  public static ControlSet read(Path file, Pipeline pipeline) throws IOException {
    Document document = Document.read(file);
    SCHEMA.require(document);
    ControlsFile reading = new ControlsFile(file.toAbsolutePath().normalize(), document, pipeline);
    ControlSet set = reading.set();
    if (!reading.problems.isEmpty()) {
      throw new InvalidDocument(String.join("\n", reading.problems));
    }
    return set;
  }

  private ControlSet set() {
    JsonNode root = document.root();
    List<VerdictRule> verdicts = new ArrayList<>();
    for (int i = 0; i < root.path("verdicts").size(); i++) {
      verdicts.add(verdict(root.path("verdicts").path(i), "/verdicts/" + i));
    }
    List<Control> controls = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < root.path("controls").size(); i++) {
      Control control = control(root.path("controls").path(i), "/controls/" + i);
      if (!names.add(control.name())) {
        problem("/controls/" + i + "/name", "a second control is named " + control.name());
      }
      controls.add(control);
    }
    return new ControlSet(file, pipeline, verdicts, controls);
  }

  private VerdictRule verdict(JsonNode node, String at) {
    requireAlias(node, at);
    requirePath(node, at);
    return new VerdictRule(
        node.get("file").asString(), node.get("at").asString(), match(node.get("accepted")));
  }

  private Control control(JsonNode node, String at) {
    Kind kind = node.has("rejected_by") ? Kind.NEGATIVE : Kind.POSITIVE;
    String decisive = kind == Kind.NEGATIVE ? "rejected_by" : "accepted_by";
    String config = node.path("config").asString(document.root().path("config").asString(""));
    return new Control(
        node.get("name").asString(),
        kind,
        node.get("about").asString(),
        node.get("source").asString(),
        node.get("subject").asString(),
        existing(config, node.has("config") ? at + "/config" : "/config"),
        strings(node.path("set")),
        inputs(node.path("inputs"), at + "/inputs"),
        stage(node, "from", at),
        stage(node, "to", at),
        node.get("exit_code").intValue(),
        stages(node.get("stages"), at + "/stages"),
        checks(node.get(decisive), at + "/" + decisive),
        checks(node.path("and"), at + "/and"));
  }

  private Map<String, Path> inputs(JsonNode node, String at) {
    Map<String, Path> inputs = new LinkedHashMap<>();
    node.properties()
        .forEach(input ->
            inputs.put(
                input.getKey(), existing(input.getValue().asString(), at + "/" + input.getKey())));
    return inputs;
  }

  /** A control whose input is not there would be refused, and look as if it held. */
  private Path existing(String relative, String at) {
    Path path = file.resolveSibling(document.path(at, relative)).normalize();
    if (!Files.exists(path)) {
      problem(at, "there is no " + path);
    }
    return path;
  }

  private Optional<String> stage(JsonNode node, String key, String at) {
    return node.has(key) ? stageId(node.get(key).asString(), at + "/" + key) : Optional.empty();
  }

  private Map<String, StageStatus> stages(JsonNode node, String at) {
    Map<String, StageStatus> stages = new LinkedHashMap<>();
    node.properties()
        .forEach(entry ->
            stageId(entry.getKey(), at + "/" + entry.getKey())
                .ifPresent(id -> stages.put(id, StageStatus.valueOf(entry.getValue().asString()))));
    return stages;
  }

  private Optional<String> stageId(String idOrNumber, String at) {
    try {
      return Optional.of(pipeline.stage(idOrNumber).id());
    } catch (BadRequest e) {
      problem(at, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private List<Check> checks(JsonNode nodes, String at) {
    List<Check> checks = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      check(nodes.get(i), at + "/" + i).ifPresent(checks::add);
    }
    return checks;
  }

  private Optional<Check> check(JsonNode node, String at) {
    if (node.has("stage")) {
      boolean error = node.has("error");
      String part = node.get(error ? "error" : "warning").asString();
      return stageId(node.get("stage").asString(), at + "/stage")
          .map(id -> new Check.Said(id, error ? Check.Line.ERROR : Check.Line.WARNING, part));
    }
    requireAlias(node, at);
    String place = node.get("at").asString();
    return requirePath(node, at)
        .map(path -> new Check.Value(node.get("file").asString(), place, path, match(node)));
  }

  private void requireAlias(JsonNode node, String at) {
    String named = node.get("file").asString();
    if (pipeline.maker(FinishedRun.aliasOf(named)).isEmpty()) {
      problem(at + "/file", "no stage of " + pipeline.name() + " makes " + named);
    }
  }

  private Optional<ValuePath> requirePath(JsonNode node, String at) {
    try {
      return Optional.of(ValuePath.parse(node.get("at").asString()));
    } catch (IllegalArgumentException e) {
      problem(at + "/at", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Match match(JsonNode node) {
    if (node.has("is")) {
      return new Match.Is(node.get("is"));
    }
    if (node.has("not")) {
      return new Match.IsNot(node.get("not"));
    }
    if (node.has("contains")) {
      return new Match.Contains(node.get("contains").asString());
    }
    return node.has("near")
        ? new Match.Near(node.get("near").doubleValue(), node.get("within").doubleValue())
        : new Match.Between(number(node, "above"), number(node, "below"));
  }

  private static OptionalDouble number(JsonNode node, String key) {
    return node.has(key) ? OptionalDouble.of(node.get(key).doubleValue()) : OptionalDouble.empty();
  }

  private static List<String> strings(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  private void problem(String pointer, String what) {
    problems.add(document.place(pointer) + ": " + what);
  }
}
