package org.colophon.artifact.sure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.colophon.artifact.sure.SureValue.Kind;
import tools.jackson.databind.JsonNode;

/** A JSON Schema read as what a value must be, unless one word of it is not known here. */
final class SureReading {
  private static final Set<String> JUDGING =
      Set.of(
          "type",
          "enum",
          "const",
          "minLength",
          "maxLength",
          "pattern",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "items",
          "minItems",
          "maxItems",
          "properties",
          "required",
          "additionalProperties",
          "minProperties",
          "maxProperties",
          "allOf",
          "anyOf",
          "$ref");

  /** What is said of a value that refuses none. */
  private static final Set<String> SAYING =
      Set.of(
          "title",
          "description",
          "$comment",
          "default",
          "examples",
          "deprecated",
          "$defs",
          "x-code",
          "x-severity",
          "x-message");

  private static final Pattern LOCAL = Pattern.compile("#(/[A-Za-z0-9_.$-]+)+");

  /** What is referred to is read again for each reference. */
  private static final int MOST_VALUES = 2000;

  /** A text that is looked at more often is better read once, by others. */
  private static final int MOST_LOOKS = 16;

  /** References within what is referred to; there is no end where one leads back. */
  private static final int DEEPEST_REFERENCE = 5;

  /** Whole numbers up to here are as they are in a double. */
  private static final long EXACT = 1L << 53;

  private final JsonNode document;
  private final Function<String, Predicate<String>> patterns;
  private int values;
  private int references;

  private SureReading(JsonNode document, Function<String, Predicate<String>> patterns) {
    this.document = document;
    this.patterns = patterns;
  }

  /** The schema says something that is not known here. */
  private static final class NotKnown extends Exception {
    private static final long serialVersionUID = 1L;

    NotKnown() {
      super("", null, false, false);
    }
  }

  static Optional<SureValue> read(
      JsonNode document, JsonNode schema, Function<String, Predicate<String>> patterns) {
    try {
      SureValue value = new SureReading(document, patterns).value(schema);
      return value.looks() <= MOST_LOOKS ? Optional.of(value) : Optional.empty();
    } catch (NotKnown e) {
      return Optional.empty();
    }
  }

  private SureValue value(JsonNode schema) throws NotKnown {
    if (schema.isBoolean()) {
      return schema.booleanValue() ? SureValue.ANYTHING : SureValue.NOTHING;
    }
    values++;
    require(schema.isObject() && values <= MOST_VALUES);
    for (String keyword : schema.propertyNames()) {
      require(JUDGING.contains(keyword) || SAYING.contains(keyword));
    }
    return new SureValue(
        kinds(schema) & literalKinds(schema),
        literals(schema),
        text(schema),
        number(schema),
        items(schema),
        members(schema),
        all(schema),
        list(schema, "anyOf"));
  }

  private static void require(boolean known) throws NotKnown {
    if (!known) {
      throw new NotKnown();
    }
  }

  private static int kinds(JsonNode schema) throws NotKnown {
    JsonNode type = schema.path("type");
    if (type.isMissingNode()) {
      return Kind.all();
    }
    int kinds = 0;
    for (JsonNode each : type.isArray() ? type.values() : List.of(type)) {
      kinds |= kinds(each.asString(""));
    }
    return kinds;
  }

  private static int kinds(String type) throws NotKnown {
    return switch (type) {
      case "object" -> Kind.OBJECT.bit();
      case "array" -> Kind.ARRAY.bit();
      case "string" -> Kind.STRING.bit();
      case "integer" -> Kind.WHOLE.bit();
      case "number" -> Kind.WHOLE.bit() | Kind.FRACTION.bit();
      case "boolean" -> Kind.TRUE.bit() | Kind.FALSE.bit();
      case "null" -> Kind.NULL.bit();
      default -> throw new NotKnown();
    };
  }

  private static List<JsonNode> listed(JsonNode schema) throws NotKnown {
    require(!(schema.has("enum") && schema.has("const")));
    require(!schema.has("enum") || schema.get("enum").isArray());
    return schema.has("const")
        ? List.of(schema.get("const"))
        : schema.path("enum").valueStream().toList();
  }

  /** Bits of what a listed value may be; objects, arrays and fractions are left to others. */
  private static int literalKinds(JsonNode schema) throws NotKnown {
    if (!schema.has("enum") && !schema.has("const")) {
      return Kind.all();
    }
    int kinds = 0;
    for (JsonNode literal : listed(schema)) {
      if (literal.isString()) {
        kinds |= Kind.STRING.bit();
      } else if (literal.isIntegralNumber()) {
        kinds |= Kind.WHOLE.bit();
      } else if (literal.isBoolean()) {
        kinds |= (literal.booleanValue() ? Kind.TRUE : Kind.FALSE).bit();
      } else if (literal.isNull()) {
        kinds |= Kind.NULL.bit();
      }
    }
    return kinds;
  }

  private static SureLiterals literals(JsonNode schema) throws NotKnown {
    List<byte[]> texts = new ArrayList<>();
    Set<Long> wholes = new HashSet<>();
    for (JsonNode literal : listed(schema)) {
      if (literal.isString()) {
        texts.add(literal.asString().getBytes(StandardCharsets.UTF_8));
      } else if (literal.isIntegralNumber() && literal.canConvertToLong()) {
        wholes.add(literal.longValue());
      }
    }
    boolean open = !schema.has("enum") && !schema.has("const");
    return new SureLiterals(open, texts, wholes);
  }

  private SureText text(JsonNode schema) throws NotKnown {
    int min = count(schema, "minLength", 0);
    int max = count(schema, "maxLength", Integer.MAX_VALUE);
    JsonNode pattern = schema.path("pattern");
    if (pattern.isMissingNode()) {
      return new SureText(min, max, Optional.empty());
    }
    require(pattern.isString());
    try {
      return new SureText(min, max, Optional.of(patterns.apply(pattern.asString())));
    } catch (PatternSyntaxException e) {
      throw new NotKnown();
    }
  }

  private static SureNumber number(JsonNode schema) throws NotKnown {
    return new SureNumber(
        bound(schema, "minimum", Double.NEGATIVE_INFINITY),
        bound(schema, "maximum", Double.POSITIVE_INFINITY),
        bound(schema, "exclusiveMinimum", Double.NEGATIVE_INFINITY),
        bound(schema, "exclusiveMaximum", Double.POSITIVE_INFINITY));
  }

  private SureItems items(JsonNode schema) throws NotKnown {
    return new SureItems(
        part(schema, "items"),
        count(schema, "minItems", 0),
        count(schema, "maxItems", Integer.MAX_VALUE));
  }

  private SureMembers members(JsonNode schema) throws NotKnown {
    Optional<SureValue> others = part(schema, "additionalProperties");
    Map<String, SureValue> known = new LinkedHashMap<>();
    JsonNode properties = schema.path("properties");
    require(properties.isMissingNode() || properties.isObject());
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      known.put(property.getKey(), value(property.getValue()));
    }
    Set<String> required = new HashSet<>();
    JsonNode names = schema.path("required");
    require(names.isMissingNode() || names.isArray());
    for (JsonNode name : names.values()) {
      require(name.isString());
      required.add(name.asString());
      known.putIfAbsent(name.asString(), others.orElse(SureValue.ANYTHING));
    }
    for (String name : known.keySet()) {
      // whoever writes it has to escape it
      require(name.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\'));
    }
    return new SureMembers(
        known,
        required,
        others,
        count(schema, "minProperties", 0),
        count(schema, "maxProperties", Integer.MAX_VALUE));
  }

  private List<SureValue> all(JsonNode schema) throws NotKnown {
    List<SureValue> all = new ArrayList<>(list(schema, "allOf"));
    JsonNode reference = schema.path("$ref");
    if (!reference.isMissingNode()) {
      all.add(referred(reference));
    }
    return all;
  }

  /** A part of the document that has no address of its own, so that # means the document. */
  private SureValue referred(JsonNode reference) throws NotKnown {
    require(reference.isString() && LOCAL.matcher(reference.asString()).matches());
    require(document.findValues("$id").size() == (document.has("$id") ? 1 : 0));
    references++;
    require(references <= DEEPEST_REFERENCE);
    SureValue value = value(document.at(reference.asString().substring(1)));
    references--;
    return value;
  }

  private List<SureValue> list(JsonNode schema, String keyword) throws NotKnown {
    JsonNode parts = schema.path(keyword);
    require(parts.isMissingNode() || (parts.isArray() && !parts.isEmpty()));
    List<SureValue> list = new ArrayList<>();
    for (JsonNode part : parts.values()) {
      list.add(value(part));
    }
    return list;
  }

  private Optional<SureValue> part(JsonNode schema, String keyword) throws NotKnown {
    JsonNode part = schema.path(keyword);
    return part.isMissingNode() ? Optional.empty() : Optional.of(value(part));
  }

  private static int count(JsonNode schema, String keyword, int otherwise) throws NotKnown {
    JsonNode count = schema.path(keyword);
    require(count.isMissingNode() || (count.isInt() && count.intValue() >= 0));
    return count.isMissingNode() ? otherwise : count.intValue();
  }

  private static double bound(JsonNode schema, String keyword, double otherwise) throws NotKnown {
    JsonNode bound = schema.path(keyword);
    boolean exact =
        bound.isIntegralNumber()
            && bound.canConvertToLong()
            && Math.abs(bound.longValue()) <= EXACT;
    require(bound.isMissingNode() || exact || bound.isDouble());
    return bound.isMissingNode() ? otherwise : bound.doubleValue();
  }
}
