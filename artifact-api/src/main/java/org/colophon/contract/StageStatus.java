package org.colophon.contract;

import java.util.Arrays;
import java.util.Optional;

/** How a stage, or a whole run, ended; from best to worst. */
public enum StageStatus {
  /** All done. */
  OK(0),
  /** Partial but usable; every descendant carries the taint. */
  WARNING(1),
  /** Required inputs or artifacts are missing or invalid; the run stops. */
  INCOMPLETE(2),
  /** A bug or an unrecoverable failure; the run stops. */
  ERROR(3);

  private final int exitCode;

  StageStatus(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code that other programs see: 0 to 3. */
  public int exitCode() {
    return exitCode;
  }

  /** The status that {@code code} stands for; empty outside 0 to 3. */
  public static Optional<StageStatus> ofExitCode(int code) {
    return Arrays.stream(values()).filter(status -> status.exitCode == code).findFirst();
  }

  /** Whether the next stage may start after this one. */
  public boolean goesOn() {
    return this == OK || this == WARNING;
  }

  public StageStatus worseOf(StageStatus other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
