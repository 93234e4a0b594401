package org.colophon.scaffold;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.artifact.format.Description;
import org.colophon.artifact.format.Finding;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.BadRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema that an example passes, as a start: it asks for the names, types and ranks that the
 * example has, and says nothing of values. Units and limits are for a person to add.
 */
public final class InferredSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What is said of an array that tells its kind; the rest is this example's. */
  private static final List<String> OF_AN_ARRAY = List.of("dtype", "rank");

  private InferredSchema() {}

  /**
   * The two files of a new type.
   *
   * @param schemas the folder {@code schemas} of a pipeline
   * @param format of the example, as {@code x-format} names it
   * @throws BadRequest if the example cannot be read as that format
   */
  public static NewFiles of(Path schemas, ArtifactType type, ArtifactFormat format, Path example)
      throws IOException {
    ShapeOf rows = new ShapeOf();
    Description description = format.describe(example, (_, row) -> rows.add(row));
    if (!description.readable()) {
      throw new BadRequest(
          example
              + " cannot be read as "
              + format.id()
              + ": "
              + String.join(", ", description.findings().stream().map(Finding::message).toList()));
    }
    Path folder = schemas.resolve(type.name());
    return new NewFiles()
        .add(
            folder.resolve(type.version() + ".schema.json"),
            Json.text(schema(type, format, description.json(), rows)))
        .add(folder.resolve(type.version() + ".example.json"), Json.text(description.json()));
  }

  private static ObjectNode schema(
      ArtifactType type, ArtifactFormat format, JsonNode description, ShapeOf rows) {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", type.name() + " " + type.version());
    schema.put("description", "What it is, in which units.");
    schema.put("x-format", format.id());
    ObjectNode body =
        switch (format.id()) {
          case "json" -> document(description, type);
          case "csv" -> table(description, List.of("columns", "rows"));
          case "jsonl" -> table(description, List.of("rows"));
          case "npz" -> arrays(description, "arrays");
          case "hdf5" -> arrays(description, "datasets");
          case "opaque" -> opaque(description);
          default -> object(description.propertyNames().stream().toList());
        };
    schema.setAll(body);
    rows.schema().ifPresent(row -> schema.set("eachRow", row));
    return schema;
  }

  /** A JSON document: all of its shape, and its name and version as they are. */
  private static ObjectNode document(JsonNode document, ArtifactType type) {
    ShapeOf shape = new ShapeOf();
    shape.add(document);
    ObjectNode schema = shape.schema().orElseGet(JSON::objectNode);
    if (schema.get("properties") instanceof ObjectNode properties) {
      constant(properties, "schema_name", type.name());
      constant(properties, "schema_version", type.version());
    }
    return schema;
  }

  private static void constant(ObjectNode properties, String name, String value) {
    if (properties.has(name)) {
      properties.set(name, JSON.objectNode().put("const", value));
    }
  }

  private static ObjectNode table(JsonNode description, List<String> required) {
    ObjectNode schema = object(required);
    ObjectNode properties = schema.putObject("properties");
    if (description.has("columns")) {
      properties.set("columns", object(names(description.get("columns"))));
    }
    properties.putObject("rows").put("minimum", 1).put("x-code", "no_rows");
    return schema;
  }

  private static ObjectNode arrays(JsonNode description, String key) {
    ObjectNode schema = object(List.of(key));
    ObjectNode properties = schema.putObject("properties");
    ObjectNode arrays = object(names(description.path(key)));
    ObjectNode each = arrays.putObject("properties");
    description.path(key).properties().forEach(array -> each.set(array.getKey(), array(array)));
    properties.set(key, arrays);
    if (description.path("meta").isObject() && !description.path("meta").isEmpty()) {
      ShapeOf meta = new ShapeOf();
      meta.add(description.get("meta"));
      meta.schema().ifPresent(shape -> properties.set("meta", shape));
    }
    return schema;
  }

  private static ObjectNode array(java.util.Map.Entry<String, JsonNode> array) {
    ObjectNode schema = object(OF_AN_ARRAY.stream().filter(array.getValue()::has).toList());
    ObjectNode properties = schema.putObject("properties");
    for (String key : OF_AN_ARRAY) {
      JsonNode value = array.getValue().get(key);
      if (value != null) {
        properties.set(key, JSON.objectNode().set("const", value));
      }
    }
    if (array.getValue().path("finite").asBoolean(false)) {
      schema.put("finite", true);
    }
    return schema;
  }

  private static ObjectNode opaque(JsonNode description) {
    ObjectNode schema = object(List.of("bytes", "utf8"));
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("bytes").put("minimum", 1);
    if (description.path("utf8").asBoolean(false)) {
      properties.putObject("utf8").put("const", true);
    }
    return schema;
  }

  private static ObjectNode object(List<String> required) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    var names = schema.putArray("required");
    required.forEach(names::add);
    return schema;
  }

  private static List<String> names(JsonNode object) {
    return List.copyOf(Set.copyOf(object.propertyNames())).stream().sorted().toList();
  }
}
