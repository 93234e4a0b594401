package org.colophon.run;

import java.util.Set;
import org.colophon.contract.RunManifest.StageEntry;

/** Whose fault a failed attempt was, by the code that its first error begins with. */
enum FailureCause {
  /** Nothing about the stage need change for another attempt to end differently. */
  INFRASTRUCTURE,

  /** The same attempt would end in the same way. */
  STAGE;

  /** SIGKILL is what the kernel sends for want of memory; SIGTERM and SIGHUP come from outside. */
  private static final Set<String> OUTSIDE =
      Set.of(
          "interrupted",
          "not_started",
          "signal 1",
          "signal 9",
          "signal 15",
          "disk",
          "log_not_written",
          "lost");

  static FailureCause of(StageEntry failure) {
    String error = failure.errors().isEmpty() ? "" : failure.errors().getFirst();
    return isOutside(error) ? INFRASTRUCTURE : STAGE;
  }

  /** Whether an error is one of infrastructure. */
  static boolean isOutside(String error) {
    return OUTSIDE.contains(error.split(":", 2)[0]);
  }
}
