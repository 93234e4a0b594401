package org.colophon.artifact.format;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a schema may ask of the numbers of an array, gathered in one pass: so a schema judges values
 * and the description stays small. Positions count from 0 in storage order.
 */
final class ArrayStatistics {
  private long count;
  private long firstNonFinite = -1;
  private long firstNotIncreasing = -1;
  private double previous = Double.NEGATIVE_INFINITY;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  void add(double value) {
    if (Double.isFinite(value)) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    } else if (firstNonFinite < 0) {
      firstNonFinite = count;
    }
    if (!(value > previous) && firstNotIncreasing < 0) {
      firstNotIncreasing = count;
    }
    previous = value;
    count++;
  }

  void writeTo(ObjectNode array) {
    array.put("finite", firstNonFinite < 0);
    if (firstNonFinite >= 0) {
      array.put("first_non_finite", firstNonFinite);
    }
    array.put("strictly_increasing", firstNotIncreasing < 0);
    if (firstNotIncreasing >= 0) {
      array.put("first_not_increasing", firstNotIncreasing);
    }
    if (min <= max) {
      array.put("min", min);
      array.put("max", max);
    }
    if (count == 1 && firstNonFinite < 0) {
      array.put("value", previous);
    }
  }

  /** A number as JSON has it; what is not finite is a word. */
  static JsonNode node(double value) {
    return Double.isFinite(value)
        ? JsonNodeFactory.instance.numberNode(value)
        : JsonNodeFactory.instance.stringNode(Double.toString(value));
  }
}
