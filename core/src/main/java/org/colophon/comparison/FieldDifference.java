package org.colophon.comparison;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A value that is not the same on both sides.
 *
 * @param field JSON pointer without its first slash, in the values of the file
 * @param before as text; {@code absent} where it is not
 * @param apart distance of two numbers; 0 where they are not numbers
 * @param allowed distance that a tolerance allows; 0 where none does
 * @param reason of the tolerance; empty where there is none
 */
public record FieldDifference(
    String field,
    String before,
    String after,
    double apart,
    double allowed,
    Weight weight,
    String reason) {
  static final String ABSENT = "absent";

  /** What a difference counts for. */
  public enum Weight {
    /** Declared to be of no account. */
    @JsonProperty("ignored")
    IGNORED,
    /** Small enough, as declared. */
    @JsonProperty("within_tolerance")
    WITHIN,
    /** Nothing allows it. */
    @JsonProperty("beyond_tolerance")
    BEYOND
  }

  /** A difference that is not one of numbers, and that nothing allows. */
  static FieldDifference beyond(String field, String before, String after) {
    return new FieldDifference(field, before, after, 0, 0, Weight.BEYOND, "");
  }

  FieldDifference inside(String place) {
    return new FieldDifference(place + field, before, after, apart, allowed, weight, reason);
  }

  /** How much of its tolerance is used up; infinite where there is none. */
  @JsonIgnore
  public double share() {
    return switch (weight) {
      case IGNORED -> 0;
      case WITHIN, BEYOND -> allowed > 0 ? apart / allowed : Double.POSITIVE_INFINITY;
    };
  }

  /** {@code field: before → after}, with the tolerance that was held against it. */
  public String text() {
    String change = field + ": " + before + " → " + after;
    return switch (weight) {
      case IGNORED -> change + " (ignored: " + reason + ")";
      case WITHIN -> change + " (apart %.2g, allowed %.2g)".formatted(apart, allowed);
      case BEYOND ->
          allowed > 0 ? change + " (apart %.2g, allowed %.2g)".formatted(apart, allowed) : change;
    };
  }
}
