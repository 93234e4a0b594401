package org.colophon.stages.codeedit.runner;

import java.time.Duration;
import java.util.List;
import org.colophon.process.ResourceLimits;

/**
 * What one launch may take.
 *
 * @param wall elapsed time, at least a second
 * @param cores the processor time is limited to what so many cores can do within {@code wall}
 * @param memoryBytes address space of each process
 * @param outputBytes of standard output, and likewise of standard error
 */
public record Budget(Duration wall, int cores, long memoryBytes, long outputBytes) {
  /** Of an action: 30 s, 2 cores, 4 GiB. */
  public static final Budget OF_AN_ACTION =
      new Budget(Duration.ofSeconds(30), 2, 4L << 30, 64 << 20);

  private static final Duration KILL_DELAY = Duration.ofMillis(500);

  /** A limit that is already lower stays. SIGXCPU comes before SIGKILL, and says what it is. */
  private static final String SCRIPT =
      """
      ulimit -c 0
      ulimit -v "$1" 2>/dev/null
      ulimit -H -t $(($2 + 5)) 2>/dev/null
      ulimit -S -t "$2" 2>/dev/null
      shift 2
      exec "$@"
      """;

  /** The same with another wall time. */
  Budget within(Duration other) {
    return new Budget(other, cores, memoryBytes, outputBytes);
  }

  ResourceLimits limits() {
    return new ResourceLimits(wall, KILL_DELAY, outputBytes);
  }

  /** What sets the limits that the kernel keeps, and then becomes the program given after it. */
  List<String> arguments() {
    return List.of(
        "/bin/sh",
        "-c",
        SCRIPT,
        "sh",
        Long.toString(memoryBytes >> 10),
        Long.toString(Math.max(1, wall.toSeconds()) * cores));
  }
}
