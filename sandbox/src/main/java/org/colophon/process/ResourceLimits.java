package org.colophon.process;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits that this program keeps by itself on one stage process and its children, whatever confines
 * them. What takes the kernel is part of the sandbox's policy.
 *
 * @param wallTime elapsed time until SIGTERM, more than zero
 * @param killDelay time from SIGTERM to SIGKILL
 * @param outputBytes bytes that standard output, and likewise standard error, may hold
 * @param disk what may lie in its folder
 */
public record ResourceLimits(
    Duration wallTime, Duration killDelay, long outputBytes, Optional<DiskLimit> disk) {

  /** Without a limit of what lies on the disk. */
  public ResourceLimits(Duration wallTime, Duration killDelay, long outputBytes) {
    this(wallTime, killDelay, outputBytes, Optional.empty());
  }

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
