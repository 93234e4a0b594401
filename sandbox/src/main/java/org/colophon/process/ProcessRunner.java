package org.colophon.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Starts one process, keeps its limits, and leaves nothing of it running.
 *
 * <p>A process is stopped (wall time, output, interruption) with its whole tree: SIGTERM to each
 * process, {@link ResourceLimits#killDelay} to tidy up, then SIGKILL. When it exits by itself, what
 * it started has {@link RunningProcess#SETTLE} to end too; the rest is ended in the same way and
 * named in {@link ProcessResult#survivors}.
 *
 * <p>What it cannot do: a process that detaches itself (a double fork) between two looks at the
 * process table, and then closes standard output and standard error, is lost to any program without
 * a pid namespace or control group; only a confining sandbox ends it. Where there is no {@code
 * /proc}, one that detaches and keeps the output open is reported but not ended.
 */
public final class ProcessRunner {

  /**
   * Runs {@code command} to its end. Waits on the calling thread; interrupting that is how a run is
   * stopped from outside, and a second interruption ends the grace period. The thread is left
   * interrupted then. Standard input is empty.
   *
   * @param stdoutLog receives standard output, at most {@code limits.outputBytes()} of it
   * @param stderrLog receives standard error, likewise
   * @param stdoutLines is told each line of standard output while the process runs, decoded as
   *     UTF-8, without its end and cut after {@link Lines#LONGEST} bytes; called from another
   *     thread, and never after this method has returned
   * @throws IOException if a log cannot be written; the process has been ended then
   */
  public ProcessResult run(
      Command command,
      ResourceLimits limits,
      Path stdoutLog,
      Path stderrLog,
      Consumer<String> stdoutLines)
      throws IOException {
    long start = System.nanoTime();
    try (OutputLog out = OutputLog.create(stdoutLog, limits.outputBytes(), stdoutLines);
        OutputLog err = OutputLog.create(stderrLog, limits.outputBytes(), _ -> {})) {
      OutputPipes pipes = OutputPipes.beside(stdoutLog, stderrLog);
      Process process = Launch.start(command, pipes);
      return new RunningProcess(process, limits, pipes, out, err, start).result();
    } catch (Launch.Failed e) {
      return new ProcessResult(
          new ProcessOutcome.NotStarted(e.reason()),
          List.of(),
          Duration.ofNanos(System.nanoTime() - start));
    }
  }
}
