package org.colophon.artifact;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Schemas of a row, and texts that are often rows of theirs: in all ways of writing a value, at the
 * edges of what is allowed, and now and then damaged.
 */
final class RandomRows {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> NAMES =
      List.of("a", "a", "b", "b", "ab", "ab", "é", "é", "c", "c", "a\"");
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "ab",
          "abc",
          "é",
          "é\uD83D\uDE00",
          "\uD83D\uDE00",
          "2026-01-02",
          "x\n\ty",
          "1",
          "\"",
          "\\",
          "\uFFFD");
  private static final List<String> PATTERNS =
      List.of("^a", "b$", "^[a-z]{1,2}$", "^[0-9]{4}-[0-9]{2}", ".", "^(a+)+$", "é");
  private static final List<String> TYPES =
      List.of("object", "array", "string", "number", "integer", "boolean", "null");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "-1",
          "2",
          "3",
          "1.0",
          "-0.0",
          "1e0",
          "1E+1",
          "0.1",
          "0.30000000000000001",
          "2.5",
          "9007199254740992",
          "9007199254740993",
          "-9007199254740993",
          "1e-400",
          "1e999",
          "123456789012345",
          "1234567890123456",
          "123456789012345678901234567890",
          "1" + "0".repeat(120),
          "0." + "3".repeat(110),
          "01",
          "1.",
          ".5",
          "+1",
          "NaN",
          "-",
          "1e",
          "Infinity");
  private static final List<String> BOUNDS =
      List.of(
          "0", "1", "1.0", "2", "0.1", "2.5", "-1", "9007199254740992", "9007199254740993", "1e3");

  private final Random random;
  private ArrayNode definitions = NODES.arrayNode();

  RandomRows(long seed) {
    this.random = new Random(seed);
  }

  private boolean chance(double of) {
    return random.nextDouble() < of;
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** A document with {@code eachRow} and what it refers to. */
  JsonNode document() {
    ObjectNode document = NODES.objectNode();
    ObjectNode defs = NODES.objectNode();
    definitions = NODES.arrayNode();
    for (int i = random.nextInt(3); i > 0; i--) {
      JsonNode definition = schema(1);
      defs.set("d" + definitions.size(), definition);
      definitions.add(definition);
    }
    document.set("$defs", defs);
    document.set("eachRow", schema(0));
    return document;
  }

  private JsonNode schema(int depth) {
    if (chance(0.05)) {
      return NODES.booleanNode(chance(0.8));
    }
    ObjectNode schema = NODES.objectNode();
    String type = depth == 0 || chance(0.25) ? "object" : one(TYPES);
    if (chance(0.8)) {
      schema.set(
          "type",
          chance(0.8) ? NODES.stringNode(type) : NODES.arrayNode().add(type).add(another(type)));
    }
    about(schema, chance(0.9) ? type : one(TYPES), depth);
    if (depth < 3 && chance(0.15)) {
      joined(schema, depth);
    }
    if (chance(0.05)) {
      notKnown(schema);
    }
    return schema;
  }

  private String another(String type) {
    return TYPES.get((TYPES.indexOf(type) + 1 + random.nextInt(4)) % TYPES.size());
  }

  private void about(ObjectNode schema, String type, int depth) {
    switch (type) {
      case "object" -> {
        ObjectNode properties = NODES.objectNode();
        for (int i = depth < 3 ? random.nextInt(4) : 0; i > 0; i--) {
          properties.set(one(NAMES), schema(depth + 1));
        }
        schema.set("properties", properties);
        if (chance(0.5)) {
          ArrayNode required = schema.putArray("required");
          new TreeSet<>(List.of(one(NAMES), one(NAMES))).forEach(required::add);
        }
        if (chance(0.3)) {
          schema.set(
              "additionalProperties", depth < 3 ? schema(depth + 1) : NODES.booleanNode(false));
        }
        count(schema, "minProperties", "maxProperties");
      }
      case "array" -> {
        if (depth < 3 && chance(0.8)) {
          schema.set("items", schema(depth + 1));
        }
        count(schema, "minItems", "maxItems");
      }
      case "string" -> {
        count(schema, "minLength", "maxLength");
        if (chance(0.3)) {
          schema.put("pattern", one(PATTERNS));
        }
        if (chance(0.2)) {
          schema.putArray("enum").add(one(TEXTS)).add(one(TEXTS)).add(1).addNull();
        }
      }
      case "number", "integer" -> {
        for (String bound : List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")) {
          if (chance(0.2)) {
            schema.set(bound, number(one(BOUNDS)));
          }
        }
        if (chance(0.2)) {
          schema.putArray("enum").add(number(one(BOUNDS))).add(number(one(BOUNDS))).add(true);
        }
      }
      default -> {
        if (chance(0.3)) {
          schema.set("const", chance(0.5) ? NODES.booleanNode(chance(0.5)) : number(one(BOUNDS)));
        }
      }
    }
  }

  private void count(ObjectNode schema, String min, String max) {
    if (chance(0.25)) {
      schema.put(min, random.nextInt(3));
    }
    if (chance(0.25)) {
      schema.put(max, random.nextInt(4));
    }
  }

  private void joined(ObjectNode schema, int depth) {
    if (chance(0.4) && !definitions.isEmpty()) {
      schema.put("$ref", "#/$defs/d" + random.nextInt(definitions.size()));
    } else {
      ArrayNode parts = schema.putArray(chance(0.3) ? "allOf" : "anyOf");
      parts.add(schema(depth + 1)).add(schema(depth + 1));
    }
  }

  /** Words whose meaning only the whole library knows. */
  private void notKnown(ObjectNode schema) {
    switch (random.nextInt(7)) {
      case 0 -> schema.put("multipleOf", 2);
      case 1 -> schema.put("uniqueItems", true);
      case 2 -> schema.set("not", NODES.objectNode().put("type", one(TYPES)));
      case 3 ->
          schema
              .set("if", NODES.objectNode().put("type", one(TYPES)))
              .set("then", NODES.booleanNode(false));
      case 4 -> schema.set("propertyNames", NODES.objectNode().put("maxLength", 1));
      case 5 -> schema.set("contains", NODES.objectNode().put("type", one(TYPES)));
      default ->
          schema.set("patternProperties", NODES.objectNode().set("a", NODES.booleanNode(false)));
    }
  }

  private static JsonNode number(String text) {
    return MAPPER.readTree(text);
  }

  /** A text that is often a row; it has no line feed, since it is one line. */
  byte[] row(JsonNode document) {
    StringBuilder text = new StringBuilder();
    space(text);
    write(text, document, document.get("eachRow"), 0);
    space(text);
    byte[] row = text.toString().getBytes(StandardCharsets.UTF_8);
    byte[] given = chance(0.05) ? damaged(row) : row;
    for (int i = 0; i < given.length; i++) {
      given[i] = given[i] == '\n' ? (byte) ' ' : given[i];
    }
    return given;
  }

  private byte[] damaged(byte[] row) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int place = random.nextInt(row.length);
    for (int i = 0; i < row.length; i++) {
      if (i == place && chance(0.5)) {
        out.write(random.nextInt(256));
      }
      if (i != place || chance(0.5)) {
        out.write(row[i]);
      }
    }
    return out.toByteArray();
  }

  private void write(StringBuilder text, JsonNode document, JsonNode schema, int depth) {
    if (depth > 5 || !schema.isObject() || chance(0.08)) {
      anything(text, depth);
      return;
    }
    if (schema.has("$ref") && chance(0.7)) {
      write(text, document, document.at(schema.get("$ref").asString().substring(1)), depth);
      return;
    }
    JsonNode parts = schema.has("anyOf") ? schema.get("anyOf") : schema.path("allOf");
    if (!parts.isEmpty() && chance(0.6)) {
      write(text, document, parts.get(random.nextInt(parts.size())), depth);
      return;
    }
    JsonNode listed = schema.has("enum") ? schema.get("enum") : NODES.arrayNode();
    if (!listed.isEmpty() && chance(0.8)) {
      JsonNode literal = listed.get(random.nextInt(listed.size()));
      text.append(literal.isString() ? quoted(literal.asString()) : literal.toString());
      return;
    }
    if (schema.has("const") && chance(0.8)) {
      text.append(schema.get("const"));
      return;
    }
    JsonNode type = schema.path("type");
    String kind =
        type.isArray()
            ? type.get(random.nextInt(type.size())).asString()
            : type.asString(one(TYPES));
    switch (kind) {
      case "object" -> object(text, document, schema, depth);
      case "array" -> array(text, document, schema.path("items"), depth);
      default -> scalar(text, kind);
    }
  }

  private void anything(StringBuilder text, int depth) {
    String kind = one(TYPES);
    switch (kind) {
      case "object" -> object(text, NODES.objectNode(), NODES.objectNode(), depth);
      case "array" -> array(text, NODES.objectNode(), NODES.objectNode(), depth);
      default -> scalar(text, kind);
    }
  }

  private void scalar(StringBuilder text, String kind) {
    switch (kind) {
      case "string" -> text.append(quoted(one(TEXTS)));
      case "number" -> text.append(chance(0.8) ? NUMBERS.get(random.nextInt(13)) : one(NUMBERS));
      case "integer" -> text.append(chance(0.8) ? NUMBERS.get(random.nextInt(6)) : one(NUMBERS));
      case "boolean" -> text.append(chance(0.5));
      default -> text.append(chance(0.98) ? "null" : "nul");
    }
  }

  private void object(StringBuilder text, JsonNode document, JsonNode schema, int depth) {
    text.append('{');
    Set<String> names = new LinkedHashSet<>();
    schema.path("required").forEach(name -> names.add(name.asString()));
    schema
        .path("properties")
        .propertyNames()
        .forEach(name -> {
          if (chance(0.7)) {
            names.add(name);
          }
        });
    if (chance(0.3) && depth < 5) {
      names.add(one(NAMES));
    }
    List<String> order = new ArrayList<>(names);
    if (chance(0.3)) {
      Collections.shuffle(order, random);
    }
    if (chance(0.03) && !order.isEmpty()) {
      order.add(one(order));
    }
    for (int i = 0; i < order.size(); i++) {
      text.append(i == 0 ? "" : ",");
      space(text);
      text.append(chance(0.97) ? quoted(order.get(i), 0.02) : order.get(i));
      space(text);
      text.append(':');
      space(text);
      write(text, document, schema.path("properties").path(order.get(i)), depth + 1);
      space(text);
    }
    text.append(chance(0.01) ? ",}" : "}");
  }

  private void array(StringBuilder text, JsonNode document, JsonNode items, int depth) {
    text.append('[');
    int size = depth > 5 ? 0 : random.nextInt(4);
    for (int i = 0; i < size; i++) {
      text.append(i == 0 ? "" : ",");
      space(text);
      write(text, document, items, depth + 1);
    }
    space(text);
    text.append(chance(0.01) ? ",]" : "]");
  }

  private void space(StringBuilder text) {
    if (chance(0.1)) {
      text.append(one(List.of(" ", "\t", "  ", "\r", "\f", "\u00a0")));
    } else if (chance(0.3)) {
      text.append(' ');
    }
  }

  private String quoted(String value) {
    return quoted(value, 0.1);
  }

  /** In quotes, more of it escaped than must be. */
  private String quoted(String value, double escaped) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char each = value.charAt(i);
      if (chance(escaped)) {
        text.append(String.format("\\u%04x", (int) each));
      } else {
        text.append(
            switch (each) {
              case '"' -> "\\\"";
              case '\\' -> "\\\\";
              case '\n' -> "\\n";
              case '\t' -> chance(0.9) ? "\\t" : "\t";
              default -> String.valueOf(each);
            });
      }
    }
    return text.append(chance(0.01) ? "\\q\"" : chance(0.01) ? "\\ud800\"" : "\"").toString();
  }
}
