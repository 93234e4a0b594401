package org.colophon.stages.holography.equations;

import java.util.OptionalDouble;

/**
 * What a group says of one known equation.
 *
 * @param id {@code E1} or {@code E2}
 * @param term the term whose coefficient decides
 * @param expected its coefficient if the equation holds
 * @param value the coefficient found with the short library
 * @param sigma its standard deviation
 * @param deviation distance from the expected value in standard deviations; absent if not tested
 */
public record Relation(
    String id,
    String equation,
    String term,
    double expected,
    double value,
    double sigma,
    OptionalDouble deviation,
    Verdict verdict,
    String reason) {

  /** Never more than consistency: another equation may fit as well. */
  public enum Verdict {
    CONSISTENT_WITH,
    NOT_CONSISTENT_WITH,
    INCONCLUSIVE,
    NOT_TESTED
  }
}
