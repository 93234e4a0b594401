package org.colophon.process;

import java.time.Duration;

/**
 * Limits put on one stage process and its children. Memory, processor and process counts are not
 * here yet: they need control groups, and what cannot be kept is not promised.
 *
 * @param wallTime elapsed time until SIGTERM, more than zero
 * @param killDelay time from SIGTERM to SIGKILL
 * @param outputBytes bytes that standard output, and likewise standard error, may hold
 */
public record ResourceLimits(Duration wallTime, Duration killDelay, long outputBytes) {
  public ResourceLimits {
    if (!wallTime.isPositive()) {
      throw new IllegalArgumentException("wallTime must be more than zero, was " + wallTime);
    }
    if (killDelay.isNegative()) {
      throw new IllegalArgumentException("killDelay must not be negative, was " + killDelay);
    }
    if (outputBytes < 0) {
      throw new IllegalArgumentException("outputBytes must not be negative, was " + outputBytes);
    }
  }
}
