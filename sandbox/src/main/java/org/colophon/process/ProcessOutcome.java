package org.colophon.process;

import java.time.Duration;

/** What became of a process. A non-zero exit is an outcome, never an exception. */
public sealed interface ProcessOutcome {
  /** Ended by itself. */
  record Exited(int code) implements ProcessOutcome {}

  /** Stopped because it ran past its wall time. */
  record TimedOut(Duration limit) implements ProcessOutcome {}

  /**
   * Ended by a signal that this program did not send, or exited with 128 + {@code signal}: the two
   * look the same from outside, and shells say the one with the other.
   */
  record Killed(int signal) implements ProcessOutcome {}

  /** Stopped because standard output or standard error went over {@code limitBytes}. */
  record OutputTooLarge(long limitBytes) implements ProcessOutcome {}

  /**
   * The kernel killed a process of it for want of memory.
   *
   * @param limitBytes what all of them may have together
   */
  record OutOfMemory(long limitBytes) implements ProcessOutcome {}

  /** Failed after the kernel had refused it a process more. */
  record TooManyProcesses(long limit) implements ProcessOutcome {}

  /** Stopped because its folder held more than {@code limitBytes}, or hid what it held. */
  record TooMuchDisk(long limitBytes) implements ProcessOutcome {}

  /** Stopped because what it printed could not be kept, as on a full disk. */
  record LogNotWritten(String reason) implements ProcessOutcome {}

  /** No instruction of the program ran. */
  record NotStarted(String reason) implements ProcessOutcome {}

  /** Nobody can say how it ended, or whether it has. */
  record Lost(String reason) implements ProcessOutcome {}

  /** Stopped because the thread that waited for it was interrupted. */
  record Interrupted() implements ProcessOutcome {}

  /** For a person: completes the sentence "the stage …". */
  default String describe() {
    return switch (this) {
      case Exited(int code) -> "exited with code " + code;
      case TimedOut(Duration limit) -> "ran past its limit of " + seconds(limit) + " s";
      case Killed(int signal) -> "was killed by signal " + signal;
      case OutputTooLarge(long limit) -> "printed more than its limit of " + limit + " bytes";
      case OutOfMemory(long limit) -> "needed more memory than its limit of " + limit + " bytes";
      case TooManyProcesses(long limit) -> "needed more processes than its limit of " + limit;
      case TooMuchDisk(long limit) ->
          "wrote more into its folder than its limit of " + limit + " bytes, or hid what it wrote";
      case LogNotWritten(String reason) -> "was stopped, since its output is lost: " + reason;
      case NotStarted(String reason) -> "could not start: " + reason;
      case Lost(String reason) -> "was lost: " + reason;
      case Interrupted() -> "was interrupted";
    };
  }

  /** For programs: the cause as summaries and manifests name it. */
  default String cause() {
    return switch (this) {
      case Exited(int code) -> "exit_code " + code;
      case TimedOut _ -> "timeout";
      case Killed(int signal) -> "signal " + signal;
      case OutputTooLarge _ -> "output_too_large";
      case OutOfMemory _ -> "out_of_memory";
      case TooManyProcesses _ -> "too_many_processes";
      case TooMuchDisk _ -> "too_much_disk";
      case LogNotWritten _ -> "log_not_written";
      case NotStarted _ -> "not_started";
      case Lost _ -> "lost";
      case Interrupted() -> "interrupted";
    };
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0
        ? Long.toString(limit.toSeconds())
        : Double.toString(limit.toMillis() / 1000.0);
  }
}
