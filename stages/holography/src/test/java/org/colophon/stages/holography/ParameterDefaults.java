package org.colophon.stages.holography;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.colophon.contract.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Parameters as a stage is given them when a configuration leaves everything out. */
public final class ParameterDefaults {
  private ParameterDefaults() {}

  /** The defaults that the schemas of {@code sections} state, by section. */
  public static ObjectNode of(String... sections) {
    ObjectNode params = Json.mapper().createObjectNode();
    for (String section : sections) {
      params.set(section, section(schema(section)));
    }
    return params;
  }

  private static JsonNode section(JsonNode schema) {
    if (schema.has("default")) {
      return schema.get("default");
    }
    ObjectNode section = Json.mapper().createObjectNode();
    for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
      section.set(property.getKey(), property.getValue().get("default"));
    }
    return section;
  }

  private static JsonNode schema(String section) {
    Path file =
        Fixtures.home().resolve("stages/holography/params").resolve(section + ".schema.json");
    try {
      return Json.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
