package org.colophon.stages.codeedit.runner;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of tests.
 *
 * @param reason why they did not pass, for a person
 * @param counts of the report, if they left one
 */
public record TestResult(
    Status status,
    String reason,
    Optional<Integer> exitCode,
    Optional<JunitXml.Counts> counts,
    Printed stdout,
    Printed stderr,
    Usage usage) {

  /** The verdict. */
  public enum Status {
    PASSED,
    /** A test says that the code is wrong. */
    FAILED,
    /** The tests could not be run to their end, or say nothing. */
    ERRORS,
    TIMEOUT,
    OOM,
    /** Nothing was started. */
    INVALID_SPEC;

    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
