package org.colophon.document;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fills absent keys with their schema's {@code default}, also inside objects and list items, so
 * that the resolved config shows every value that was used.
 */
final class Defaults {
  private Defaults() {}

  static void fill(JsonNode node, JsonNode schema) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
        fillProperty(object, property.getKey(), property.getValue());
      }
    } else if (node.isArray()) {
      node.forEach(item -> fill(item, schema.path("items")));
    }
  }

  private static void fillProperty(ObjectNode object, String key, JsonNode schema) {
    if (!object.has(key) && schema.has("default")) {
      object.set(key, schema.get("default").deepCopy());
    }
    if (object.has(key)) {
      fill(object.get(key), schema);
    }
  }
}
