package org.colophon.scaffold;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The shape that values seen so far share: types, keys, and which keys all of them have. */
final class ShapeOf {
  private final TreeSet<String> types = new TreeSet<>();
  private final Map<String, ShapeOf> properties = new LinkedHashMap<>();
  private final TreeSet<String> always = new TreeSet<>();
  private long objects;
  private Optional<ShapeOf> items = Optional.empty();

  void add(JsonNode value) {
    types.add(type(value));
    if (value.isObject()) {
      addObject(value);
    } else if (value.isArray()) {
      ShapeOf shape = items.orElseGet(ShapeOf::new);
      value.forEach(shape::add);
      items = Optional.of(shape);
    }
  }

  /** A schema that every value seen passes; empty if none was. */
  Optional<ObjectNode> schema() {
    if (types.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    TreeSet<String> names = new TreeSet<>(types);
    if (names.contains("number")) {
      names.remove("integer");
    }
    if (names.size() == 1) {
      schema.put("type", names.first());
    } else {
      ArrayNode several = schema.putArray("type");
      names.forEach(several::add);
    }
    if (objects > 0) {
      ArrayNode required = schema.putArray("required");
      always.forEach(required::add);
      ObjectNode children = schema.putObject("properties");
      properties.forEach(
          (key, shape) -> shape.schema().ifPresent(child -> children.set(key, child)));
    }
    items.flatMap(ShapeOf::schema).ifPresent(each -> schema.set("items", each));
    return Optional.of(schema);
  }

  private void addObject(JsonNode object) {
    if (objects == 0) {
      always.addAll(object.propertyNames());
    } else {
      always.retainAll(object.propertyNames());
    }
    objects++;
    object
        .properties()
        .forEach(property ->
            properties
                .computeIfAbsent(property.getKey(), _ -> new ShapeOf())
                .add(property.getValue()));
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> "object";
      case ARRAY -> "array";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case STRING, BINARY -> "string";
      case NULL, MISSING -> "null";
    };
  }
}
