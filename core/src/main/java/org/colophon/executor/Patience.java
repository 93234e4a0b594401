package org.colophon.executor;

import java.time.Duration;

/**
 * How long an executor is believed to come back.
 *
 * @param submissions how often a job is handed in at most, each time only when nobody has it
 * @param between two calls that failed
 * @param unknown how long nothing may be known of a job, or whether it was taken
 */
public record Patience(int submissions, Duration between, Duration unknown) {
  /** A scheduler that restarts is back within some minutes; one that is gone for long is gone. */
  public static final Patience DEFAULT =
      new Patience(5, Duration.ofSeconds(2), Duration.ofMinutes(10));
}
