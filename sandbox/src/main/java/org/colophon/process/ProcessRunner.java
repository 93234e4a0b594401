package org.colophon.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Starts one process, keeps its limits, and leaves nothing of it running. */
public final class ProcessRunner {

  /**
   * Runs {@code command} to its end.
   *
   * @param stdoutLog receives standard output, at most {@code limits.outputBytes()} of it
   * @param stderrLog receives standard error, likewise
   * @param stdoutLines is told each line of standard output, without its end, while it runs; called
   *     from another thread
   * @throws IOException if a log cannot be written; the process has been ended then
   */
  public ProcessResult run(
      Command command,
      ResourceLimits limits,
      Path stdoutLog,
      Path stderrLog,
      Consumer<String> stdoutLines)
      throws IOException {
    throw new IOException("being written");
  }
}
