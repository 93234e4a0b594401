package org.colophon.artifact.compatibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema reduced to what refuses: local references written out, {@code allOf} flattened,
 * annotations and rules that only warn left out, {@code if}, {@code then} and {@code else} kept as
 * one.
 */
final class PlainSchema {
  /** The three of a condition under one name, since none means anything alone. */
  static final String CONDITION = "if";

  /** Stands where a reference leads back into itself, or nowhere. */
  static final String OPEN_REFERENCE = "$ref";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final Set<String> ANNOTATIONS =
      Set.of(
          "$schema",
          "$id",
          "$comment",
          "$defs",
          "title",
          "description",
          "default",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly",
          "x-code",
          "x-message",
          "x-severity",
          "x-compatible-with",
          "x-legacy-names");

  private static final Set<String> NAMED = Set.of("properties", "patternProperties");
  private static final Set<String> LISTED = Set.of("anyOf", "oneOf", "prefixItems");
  private static final Set<String> SINGLE =
      Set.of("items", "additionalProperties", "propertyNames", "not", "contains", "eachRow");

  /** What is inside these is only asked whether it accepts; severities and labels mean nothing. */
  private static final Set<String> ASKED = Set.of("not", "anyOf", "oneOf", "contains");

  private final JsonNode root;
  private final boolean asked;

  private PlainSchema(JsonNode root, boolean asked) {
    this.root = root;
    this.asked = asked;
  }

  static JsonNode of(JsonNode schema) {
    return new PlainSchema(schema, false).plain(schema, List.of());
  }

  private PlainSchema whenAsked() {
    return new PlainSchema(root, true);
  }

  /** The object or {@code false}; what accepts everything is an empty object. */
  private JsonNode plain(JsonNode schema, List<String> within) {
    if (schema.isBoolean()) {
      return schema.booleanValue() ? NODES.objectNode() : schema;
    }
    ObjectNode own = NODES.objectNode();
    List<JsonNode> all = new ArrayList<>();
    boolean onlyWarns = !asked && !schema.path("x-severity").asString("INVALID").equals("INVALID");
    for (Map.Entry<String, JsonNode> entry : schema.properties()) {
      String keyword = entry.getKey();
      JsonNode value = entry.getValue();
      if (keyword.equals("$ref")) {
        all.add(referred(value.asString(), within));
      } else if (keyword.equals("allOf")) {
        value.forEach(part -> all.add(plain(part, within)));
      } else if (NAMED.contains(keyword)) {
        own.set(keyword, named(value, within));
      } else if (keyword.equals("if")) {
        own.set(CONDITION, condition(schema, within));
      } else if (refuses(keyword, value, onlyWarns)) {
        own.set(keyword, value(keyword, value, within));
      }
    }
    return joined(own, all);
  }

  /** A severity is that of the keywords beside it, not of the schemas inside them. */
  private static boolean refuses(String keyword, JsonNode value, boolean onlyWarns) {
    if (ANNOTATIONS.contains(keyword) || keyword.equals("then") || keyword.equals("else")) {
      return false;
    }
    boolean descends =
        Set.of("items", "additionalProperties", "eachRow").contains(keyword) && value.isObject();
    return !onlyWarns || descends || keyword.equals("x-format");
  }

  private JsonNode value(String keyword, JsonNode value, List<String> within) {
    if (ASKED.contains(keyword) && !asked) {
      return whenAsked().value(keyword, value, within);
    }
    if (SINGLE.contains(keyword)) {
      return plain(value, within);
    }
    if (LISTED.contains(keyword)) {
      ArrayNode list = NODES.arrayNode();
      value.forEach(part -> list.add(plain(part, within)));
      return list;
    }
    return value;
  }

  private JsonNode named(JsonNode schemas, List<String> within) {
    ObjectNode plain = NODES.objectNode();
    for (Map.Entry<String, JsonNode> entry : schemas.properties()) {
      boolean label =
          !asked && entry.getKey().equals("schema_version") && entry.getValue().has("const");
      plain.set(
          entry.getKey(),
          label ? NODES.objectNode().put("type", "string") : plain(entry.getValue(), within));
    }
    return plain;
  }

  private ObjectNode condition(JsonNode schema, List<String> within) {
    ObjectNode condition = NODES.objectNode();
    condition.set("if", whenAsked().plain(schema.get("if"), within));
    for (String branch : List.of("then", "else")) {
      condition.set(
          branch, schema.has(branch) ? plain(schema.get(branch), within) : NODES.objectNode());
    }
    return condition;
  }

  private JsonNode referred(String reference, List<String> within) {
    boolean local = reference.startsWith("#/") && !root.at(reference.substring(1)).isMissingNode();
    if (!local || within.contains(reference)) {
      // equal only where the whole schema is: the same words may mean something else elsewhere
      ObjectNode open = NODES.objectNode().put("to", reference);
      open.set("of", root);
      return NODES.objectNode().set(OPEN_REFERENCE, open);
    }
    List<String> deeper = new ArrayList<>(within);
    deeper.add(reference);
    return plain(root.at(reference.substring(1)), deeper);
  }

  private static JsonNode joined(ObjectNode own, List<JsonNode> all) {
    List<JsonNode> parts = new ArrayList<>();
    if (!own.isEmpty()) {
      parts.add(own);
    }
    for (JsonNode part : all) {
      if (part.has("allOf")) {
        part.get("allOf").forEach(parts::add);
      } else if (!part.isObject() || !part.isEmpty()) {
        parts.add(part);
      }
    }
    return switch (parts.size()) {
      case 0 -> own;
      case 1 -> parts.getFirst();
      default -> NODES.objectNode().set("allOf", NODES.arrayNode().addAll(parts));
    };
  }
}
