package org.colophon.stages.holography.geometry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/**
 * One section of a stage's parameters, with its defaults already filled in; every refusal names the
 * section and the key.
 */
public final class ConfigSection {
  private final String path;
  private final JsonNode node;

  private ConfigSection(String path, JsonNode node) {
    this.path = path;
    this.node = node;
  }

  /**
   * @throws IllegalArgumentException if there is no such section, or it is not a mapping
   */
  public static ConfigSection of(JsonNode params, String name) {
    JsonNode node = params.path(name);
    if (!node.isObject()) {
      throw new IllegalArgumentException("params." + name + " must be a mapping, was " + node);
    }
    return new ConfigSection("params." + name, node);
  }

  /** The mappings in the list {@code name}. */
  public static List<ConfigSection> list(JsonNode params, String name) {
    JsonNode list = params.path(name);
    if (!list.isArray() || list.isEmpty()) {
      throw new IllegalArgumentException("params." + name + " must be a list, was " + list);
    }
    List<ConfigSection> sections = new ArrayList<>();
    for (JsonNode node : list) {
      String path = "params." + name + "[" + sections.size() + "]";
      if (!node.isObject()) {
        throw new IllegalArgumentException(path + " must be a mapping, was " + node);
      }
      sections.add(new ConfigSection(path, node));
    }
    return sections;
  }

  /** Where the section stands, for messages. */
  public String path() {
    return path;
  }

  public double number(String key) {
    return optionalNumber(key)
        .orElseThrow(() -> new IllegalArgumentException(path + "." + key + " is missing"));
  }

  public double number(String key, double absent) {
    return optionalNumber(key).orElse(absent);
  }

  /** A number, or nothing where the key is absent or null. */
  public OptionalDouble optionalNumber(String key) {
    JsonNode value = node.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalDouble.empty();
    }
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(key, "a number", value);
    }
    return OptionalDouble.of(value.doubleValue());
  }

  public int integer(String key) {
    JsonNode value = node.path(key);
    if (!value.isInt()) {
      throw wrong(key, "a whole number", value);
    }
    return value.intValue();
  }

  public List<Double> numbers(String key) {
    JsonNode list = node.path(key);
    List<Double> numbers = new ArrayList<>();
    for (JsonNode value : list) {
      if (!value.isNumber()) {
        throw wrong(key, "a list of numbers", list);
      }
      numbers.add(value.doubleValue());
    }
    if (!list.isArray()) {
      throw wrong(key, "a list of numbers", list);
    }
    return numbers;
  }

  public String text(String key) {
    JsonNode value = node.path(key);
    if (!value.isString()) {
      throw wrong(key, "a string", value);
    }
    return value.stringValue();
  }

  public String text(String key, String absent) {
    JsonNode value = node.path(key);
    return value.isMissingNode() || value.isNull() ? absent : text(key);
  }

  public boolean flag(String key) {
    JsonNode value = node.path(key);
    if (!value.isBoolean()) {
      throw wrong(key, "true or false", value);
    }
    return value.booleanValue();
  }

  /** The entries of a mapping from names to strings, in order. */
  public Map<String, String> texts(String key) {
    JsonNode mapping = node.path(key);
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : mapping.properties()) {
      if (!entry.getValue().isString()) {
        throw wrong(key, "a mapping to strings", mapping);
      }
      texts.put(entry.getKey(), entry.getValue().stringValue());
    }
    if (!mapping.isObject()) {
      throw wrong(key, "a mapping to strings", mapping);
    }
    return texts;
  }

  private IllegalArgumentException wrong(String key, String wanted, JsonNode value) {
    return new IllegalArgumentException(
        path
            + "."
            + key
            + " must be "
            + wanted
            + ", was "
            + (value.isMissingNode() ? "missing" : value));
  }
}
