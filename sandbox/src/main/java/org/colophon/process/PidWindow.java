package org.colophon.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The numbers that processes have been given since one began: Linux gives them in turn, and starts
 * again from below when it has given the last. To look among these is to leave out nearly every
 * process there is.
 *
 * @param first that was given
 * @param last that was given, which is lower if the kernel has started again
 */
record PidWindow(long first, long last) {
  /** In less, nobody can begin so many processes that the numbers come round. */
  private static final Duration LONGEST = Duration.ofMillis(500);

  private static final int NARROW = 100;

  private static final Path LOADAVG = Path.of("/proc/loadavg");

  /**
   * Since a process began; empty if that is too long ago, or nothing is known.
   *
   * @param beganNanos by {@link System#nanoTime}, not after it
   */
  static Optional<PidWindow> since(long pid, long beganNanos) {
    if (System.nanoTime() - beganNanos > LONGEST.toNanos()) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(LOADAVG).strip();
      long last = Long.parseLong(text.substring(text.lastIndexOf(' ') + 1));
      return last > 0 ? Optional.of(new PidWindow(pid, last)) : Optional.empty();
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** So few that asking for each takes less than to list all processes. */
  boolean isNarrow() {
    return first <= last && last - first < NARROW;
  }

  /** Each of them, the newest first; those of threads are among them. */
  LongStream newestFirst() {
    return LongStream.rangeClosed(first, last).map(pid -> first + last - pid);
  }

  boolean contains(long pid) {
    return first <= last ? pid >= first && pid <= last : pid >= first || pid <= last;
  }
}
