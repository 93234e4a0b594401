package org.colophon.reporting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.colophon.artifact.ArtifactType;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.document.Document;
import org.colophon.document.DocumentSchema;
import org.colophon.reporting.Finding.Level;
import org.colophon.reporting.Finding.Verdict;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the artifacts of one type keep the outcomes of their contracts: {@code
 * <version>.findings.json} beside the type's schema. So a pipeline says what its contracts are, and
 * nothing here knows any of them.
 */
public final class FindingsMap {
  private static final DocumentSchema SCHEMA = DocumentSchema.builtIn("findings-1.0.schema.json");

  private final ArtifactType type;
  private final ObjectNode map;

  private FindingsMap(ArtifactType type, ObjectNode map) {
    this.type = type;
    this.map = map;
  }

  /**
   * Reads the map of a type; empty if it has none.
   *
   * @param schemas the folder of a pipeline's schemas
   * @throws InvalidDocument if the file is not a map of findings
   */
  public static Optional<FindingsMap> of(ArtifactType type, Path schemas) throws IOException {
    Path file = schemas.resolve(type.name()).resolve(type.version() + ".findings.json");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Document document = Document.read(file);
    SCHEMA.require(document);
    return Optional.of(new FindingsMap(type, document.root()));
  }

  /**
   * The findings in an artifact's file.
   *
   * @param file its path relative to the run folder
   */
  List<Finding> findings(String stage, String file, Document artifact) {
    List<Finding> findings = new ArrayList<>();
    for (JsonPointer place : new EveryItem(map.get("each").asString()).in(artifact.root())) {
      findings.add(
          new Finding(
              rule(artifact.root(), place),
              stage,
              text("subject", artifact.root(), place),
              verdict(artifact.root(), place),
              level(),
              control(artifact.root(), place),
              message(artifact.root(), place),
              file,
              artifact.line(place.toString())));
    }
    return findings;
  }

  /** What the artifact says that its contracts are, by rule. */
  Map<String, String> statements(Document artifact) {
    Map<String, String> statements = new LinkedHashMap<>();
    if (map.has("statement")) {
      statements.put(named(map.get("rule").asString()), map.get("statement").asString());
    }
    if (map.has("statements")) {
      JsonNode where = map.get("statements");
      RelativePointer statement = RelativePointer.parse(where.get("statement").asString());
      for (JsonPointer place : new EveryItem(where.get("each").asString()).in(artifact.root())) {
        statements.putIfAbsent(
            named(joined(where.get("rule"), artifact.root(), place)),
            statement.textIn(artifact.root(), place));
      }
    }
    return statements;
  }

  private String rule(JsonNode root, JsonPointer place) {
    JsonNode rule = map.get("rule");
    return named(rule.isArray() ? joined(rule, root, place) : rule.asString());
  }

  private String named(String rule) {
    return type.name() + "/" + rule;
  }

  private static String joined(JsonNode pointers, JsonNode root, JsonPointer place) {
    return pointers
        .valueStream()
        .map(pointer -> RelativePointer.parse(pointer.asString()).textIn(root, place))
        .collect(Collectors.joining("/"));
  }

  private Verdict verdict(JsonNode root, JsonPointer place) {
    JsonNode status = map.get("status");
    JsonNode value = RelativePointer.parse(status.get("at").asString()).in(root, place);
    if (isOneOf(value, status.path("pass"), "PASS")) {
      return Verdict.PASS;
    }
    return isOneOf(value, status.path("fail"), "FAIL") ? Verdict.FAIL : Verdict.SKIP;
  }

  private static boolean isOneOf(JsonNode value, JsonNode listed, String byDefault) {
    return listed.isMissingNode()
        ? value.asString("").equals(byDefault)
        : listed.valueStream().anyMatch(value::equals);
  }

  private Level level() {
    return Level.valueOf(map.get("level").asString().toUpperCase(Locale.ROOT));
  }

  private boolean control(JsonNode root, JsonPointer place) {
    JsonNode control = map.path("control");
    return !control.isMissingNode()
        && RelativePointer.parse(control.get("at").asString())
            .in(root, place)
            .equals(control.get("is"));
  }

  private String message(JsonNode root, JsonPointer place) {
    String said = text("message", root, place);
    String value = text("value", root, place);
    String tolerance = text("tolerance", root, place);
    String numbers =
        value.isEmpty()
            ? ""
            : "value " + value + (tolerance.isEmpty() ? "" : ", tolerance " + tolerance);
    if (said.isEmpty() || numbers.isEmpty()) {
      return said + numbers;
    }
    return said + ": " + numbers;
  }

  private String text(String key, JsonNode root, JsonPointer place) {
    return map.has(key) ? RelativePointer.parse(map.get(key).asString()).textIn(root, place) : "";
  }
}
