package org.colophon.sweep;

import java.util.Optional;
import java.util.OptionalDouble;
import org.colophon.contract.PipelineException.BadRequest;

/**
 * What trials are compared by.
 *
 * @param stage its two digits
 * @param name in the stage's summary
 * @param goal whether less or more is better
 */
public record Metric(String stage, String name, Goal goal) {
  /** Which way is better. */
  public enum Goal {
    MIN,
    MAX
  }

  /** Reads {@code 02.loss}. */
  public static Metric parse(String text, Goal goal) {
    int dot = text.indexOf('.');
    if (dot != 2 || dot + 1 == text.length() || !text.substring(0, 2).matches("[0-9]{2}")) {
      throw new BadRequest("a metric is named by stage and name, such as 02.loss; was " + text);
    }
    return new Metric(text.substring(0, dot), text.substring(dot + 1), goal);
  }

  public String key() {
    return stage + "." + name;
  }

  /** Of a trial; empty if it has none. */
  OptionalDouble of(TrialResult result) {
    return Optional.ofNullable(result.metrics().get(key()))
        .map(OptionalDouble::of)
        .orElseGet(OptionalDouble::empty);
  }

  /** The cost of a trial; empty if it has no such metric. */
  public OptionalDouble costOf(TrialResult result) {
    OptionalDouble value = of(result);
    return value.isPresent() ? OptionalDouble.of(cost(value.getAsDouble())) : value;
  }

  /** Less is better in every case. */
  double cost(double value) {
    return switch (goal) {
      case MIN -> value;
      case MAX -> -value;
    };
  }
}
