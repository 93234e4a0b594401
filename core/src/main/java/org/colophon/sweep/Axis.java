package org.colophon.sweep;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.colophon.contract.PipelineException.BadRequest;

/**
 * One parameter that differs between trials.
 *
 * @param key dotted path in the config, as for {@code --set}
 * @param values as YAML, in the order given
 */
public record Axis(String key, List<String> values) {
  public Axis {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new BadRequest("--over " + key + " has no values");
    }
    if (new LinkedHashSet<>(values).size() < values.size()) {
      throw new BadRequest("--over " + key + " names a value twice: " + String.join(",", values));
    }
  }

  /**
   * Reads {@code train.lr=1e-3,1e-4}; commas inside brackets and quotes are not between values.
   *
   * @param text of the option
   */
  public static Axis parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new BadRequest("--over takes KEY=VALUE,VALUE, was " + text);
    }
    String key = text.substring(0, equals);
    boolean ofConfig = key.startsWith("params.") || key.equals("seed");
    return new Axis(ofConfig ? key : "params." + key, split(text.substring(equals + 1)));
  }

  /** The key without what all have in common. */
  public String shortKey() {
    return key.startsWith("params.") ? key.substring("params.".length()) : key;
  }

  /** The option of {@code run} that sets it. */
  String set(String value) {
    return key + "=" + value;
  }

  private static List<String> split(String text) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    int depth = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[' || c == '{') {
        depth++;
      } else if (c == ']' || c == '}') {
        depth--;
      } else if (c == ',' && depth == 0) {
        values.add(value.toString().strip());
        value.setLength(0);
        continue;
      }
      value.append(c);
    }
    values.add(value.toString().strip());
    values.removeIf(String::isEmpty);
    return values;
  }
}
