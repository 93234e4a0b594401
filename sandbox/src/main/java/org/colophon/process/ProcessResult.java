package org.colophon.process;

import java.time.Duration;
import java.util.List;

/**
 * What is known when nothing of a process is left running.
 *
 * @param outcome what became of the process itself
 * @param survivors the processes it left behind when it exited, each as {@code pid 42 (sleep)};
 *     they were ended. Empty when it was stopped from here, since its tree ends with it.
 * @param duration from the start until nothing was left
 */
public record ProcessResult(ProcessOutcome outcome, List<String> survivors, Duration duration) {
  public ProcessResult {
    survivors = List.copyOf(survivors);
  }
}
