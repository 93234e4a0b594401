package org.colophon.control;

import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** What a value must be. Numbers are compared as numbers, so that 1 is 1.0. */
public sealed interface Match {
  record Is(JsonNode wanted) implements Match {}

  record IsNot(JsonNode refused) implements Match {}

  /** A number strictly between the two, as far as they are given. */
  record Between(OptionalDouble above, OptionalDouble below) implements Match {}

  /** A number at most {@code within} from {@code near}. */
  record Near(double near, double within) implements Match {}

  /** A text that holds {@code part}. */
  record Contains(String part) implements Match {}

  default boolean holds(JsonNode value) {
    return switch (this) {
      case Is(JsonNode wanted) -> equal(wanted, value);
      case IsNot(JsonNode refused) -> !equal(refused, value);
      case Between(OptionalDouble above, OptionalDouble below) ->
          value.isNumber()
              && value.doubleValue() > above.orElse(Double.NEGATIVE_INFINITY)
              && value.doubleValue() < below.orElse(Double.POSITIVE_INFINITY);
      case Near(double near, double within) ->
          value.isNumber() && Math.abs(value.doubleValue() - near) <= within;
      case Contains(String part) -> value.isString() && value.stringValue().contains(part);
    };
  }

  default String describe() {
    return switch (this) {
      case Is(JsonNode wanted) -> wanted.toString();
      case IsNot(JsonNode refused) -> "not " + refused;
      case Between(OptionalDouble above, OptionalDouble below) ->
          (above.isPresent() ? "above " + above.getAsDouble() : "")
              + (above.isPresent() && below.isPresent() ? " and " : "")
              + (below.isPresent() ? "below " + below.getAsDouble() : "");
      case Near(double near, double within) -> near + " ± " + within;
      case Contains(String part) -> "a text with \"" + part + "\"";
    };
  }

  private static boolean equal(JsonNode one, JsonNode other) {
    return one.equals(
        (a, b) ->
            a.isNumber() && b.isNumber()
                ? Double.compare(a.doubleValue(), b.doubleValue())
                : a.equals(b) ? 0 : 1,
        other);
  }
}
