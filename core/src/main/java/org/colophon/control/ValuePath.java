package org.colophon.control;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Where values stand in a JSON document: a JSON pointer (RFC 6901) that can also select. In an
 * array, a token {@code key=value} stands for the elements that have it, {@code a=1&b=2} for those
 * that have both; {@code *} stands for all elements of an array or all values of an object.
 */
public record ValuePath(List<String> tokens) {
  public ValuePath {
    tokens = List.copyOf(tokens);
  }

  /**
   * @throws IllegalArgumentException if {@code text} is neither empty nor begins with a slash
   */
  public static ValuePath parse(String text) {
    if (text.isEmpty()) {
      return new ValuePath(List.of());
    }
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(text + " is no path: it must begin with /");
    }
    List<String> tokens = new ArrayList<>();
    for (String token : text.substring(1).split("/", -1)) {
      tokens.add(token.replace("~1", "/").replace("~0", "~"));
    }
    return new ValuePath(tokens);
  }

  /** One token that stands for {@code text} whatever it holds. */
  static String escape(String text) {
    return text.replace("~", "~0").replace("/", "~1");
  }

  /** The values there, in the order of the document; none if there is no such place. */
  public List<JsonNode> valuesIn(JsonNode document) {
    List<JsonNode> values = List.of(document);
    for (String token : tokens) {
      List<JsonNode> next = new ArrayList<>();
      values.forEach(value -> next.addAll(step(value, token)));
      values = next;
    }
    return values;
  }

  private static List<JsonNode> step(JsonNode value, String token) {
    if (token.equals("*") && value.isContainer()) {
      return value.valueStream().toList();
    }
    if (value.isArray()) {
      return token.matches("[0-9]{1,9}")
          ? existing(value.path(Integer.parseInt(token)))
          : selected(value, token);
    }
    return existing(value.path(token));
  }

  private static List<JsonNode> existing(JsonNode value) {
    return value.isMissingNode() ? List.of() : List.of(value);
  }

  private static List<JsonNode> selected(JsonNode array, String token) {
    List<String> conditions = List.of(token.split("&", -1));
    return array
        .valueStream()
        .filter(element -> conditions.stream().allMatch(condition -> has(element, condition)))
        .toList();
  }

  private static boolean has(JsonNode element, String condition) {
    int equals = condition.indexOf('=');
    return equals > 0
        && element.path(condition.substring(0, equals)).isValueNode()
        && element
            .path(condition.substring(0, equals))
            .asString()
            .equals(condition.substring(equals + 1));
  }
}
