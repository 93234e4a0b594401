package org.colophon.artifact.compatibility;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known of a value: it is accepted by each of several plain schemas.
 *
 * @param parts none of them an {@code allOf}
 */
record Conjunction(List<JsonNode> parts) {
  private static final Set<String> ALL_TYPES =
      Set.of("null", "boolean", "object", "array", "number", "integer", "string");

  Conjunction {
    parts = List.copyOf(parts);
  }

  /** An end of a range. */
  record Bound(BigDecimal value, boolean exclusive) {}

  static Conjunction of(JsonNode plain) {
    return new Conjunction(
        plain.has("allOf") ? plain.get("allOf").valueStream().toList() : List.of(plain));
  }

  static Conjunction ofValue(JsonNode value) {
    ObjectNode constant = JsonNodeFactory.instance.objectNode();
    constant.set("const", value);
    return new Conjunction(List.of(constant));
  }

  /** What each part says under a keyword. */
  Stream<JsonNode> all(String keyword) {
    return parts.stream().filter(part -> part.has(keyword)).map(part -> part.get(keyword));
  }

  /** Schemas under a keyword that all hold together. */
  Conjunction under(String keyword) {
    return joined(all(keyword));
  }

  /** Whether no value at all is accepted. */
  boolean impossible() {
    return parts.stream().anyMatch(part -> part.isBoolean() && !part.booleanValue())
        || types().isEmpty();
  }

  /** The types that a value may have; {@code integer} beside {@code number} where both may be. */
  Set<String> types() {
    Set<String> types = new LinkedHashSet<>(ALL_TYPES);
    all("type").map(Conjunction::typesIn).forEach(types::retainAll);
    values()
        .ifPresent(values ->
            types.removeIf(type -> values.stream().noneMatch(value -> hasType(value, type))));
    return types;
  }

  boolean anyType() {
    return types().equals(ALL_TYPES);
  }

  private static Set<String> typesIn(JsonNode type) {
    Set<String> types = new TreeSet<>();
    if (type.isString()) {
      types.add(type.asString());
    }
    type.forEach(name -> types.add(name.asString()));
    if (types.contains("number")) {
      types.add("integer");
    }
    return types;
  }

  private static boolean hasType(JsonNode value, String type) {
    return switch (value.getNodeType()) {
      case NULL -> type.equals("null");
      case BOOLEAN -> type.equals("boolean");
      case OBJECT -> type.equals("object");
      case ARRAY -> type.equals("array");
      case STRING -> type.equals("string");
      case NUMBER ->
          type.equals("number")
              || (type.equals("integer") && value.decimalValue().stripTrailingZeros().scale() <= 0);
      case BINARY, MISSING, POJO -> false;
    };
  }

  /** The values that may occur, where they are listed. */
  Optional<List<JsonNode>> values() {
    return Stream.concat(
            all("const").map(List::of), all("enum").map(list -> list.valueStream().toList()))
        .min(Comparator.comparingInt(List::size));
  }

  /** The greatest lower end that a keyword and its exclusive twin give. */
  Optional<Bound> lower(String keyword, String exclusive) {
    return bounds(keyword, exclusive)
        .max(Comparator.comparing(Bound::value).thenComparing(Bound::exclusive));
  }

  /** The least upper end that a keyword and its exclusive twin give. */
  Optional<Bound> upper(String keyword, String exclusive) {
    return bounds(keyword, exclusive)
        .min(
            Comparator.comparing(Bound::value)
                .thenComparing(Bound::exclusive, Comparator.reverseOrder()));
  }

  private Stream<Bound> bounds(String keyword, String exclusive) {
    return Stream.concat(
        all(keyword).map(value -> new Bound(value.decimalValue(), false)),
        all(exclusive).map(value -> new Bound(value.decimalValue(), true)));
  }

  boolean requires(String name) {
    return all("required")
        .anyMatch(names -> names.valueStream().anyMatch(other -> other.asString().equals(name)));
  }

  /** The properties that a part names. */
  Set<String> named() {
    Set<String> names = new TreeSet<>();
    all("properties").forEach(properties -> names.addAll(properties.propertyNames()));
    return names;
  }

  /** What holds of the properties whose names match, by pattern. */
  Map<String, Conjunction> patterns() {
    Map<String, Conjunction> patterns = new TreeMap<>();
    all("patternProperties")
        .flatMap(properties -> properties.properties().stream())
        .forEach(entry -> patterns.merge(entry.getKey(), of(entry.getValue()), Conjunction::and));
    return patterns;
  }

  /** What holds of a property, if it is there. */
  Conjunction property(String name) {
    return joined(parts.stream().flatMap(part -> ofProperty(part, name)));
  }

  private static Stream<JsonNode> ofProperty(JsonNode part, String name) {
    List<JsonNode> schemas = new ArrayList<>();
    if (part.path("properties").has(name)) {
      schemas.add(part.get("properties").get(name));
    }
    part.path("patternProperties").properties().stream()
        .filter(entry -> Pattern.compile(entry.getKey()).matcher(name).find())
        .forEach(entry -> schemas.add(entry.getValue()));
    if (schemas.isEmpty() && part.has("additionalProperties")) {
      schemas.add(part.get("additionalProperties"));
    }
    return schemas.stream();
  }

  /** What holds of a property that no part names and no pattern matches. */
  Conjunction rest() {
    return under("additionalProperties");
  }

  Conjunction and(Conjunction other) {
    List<JsonNode> both = new ArrayList<>(parts);
    both.addAll(other.parts);
    return new Conjunction(both);
  }

  /** The same without one part. */
  Conjunction without(JsonNode part) {
    return new Conjunction(parts.stream().filter(other -> !other.equals(part)).toList());
  }

  private static Conjunction joined(Stream<JsonNode> schemas) {
    return schemas.map(Conjunction::of).reduce(new Conjunction(List.of()), Conjunction::and);
  }
}
