package org.colophon.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.colophon.secret.Redaction;

/**
 * Starts one process, keeps its limits, and leaves nothing of it running.
 *
 * <p>A process is stopped (wall time, output, interruption) with its whole tree: SIGTERM to each
 * process, {@link ResourceLimits#killDelay} to tidy up, then SIGKILL. When it exits by itself, what
 * it started has {@link RunningProcess#SETTLE} to end too; the rest is ended in the same way and
 * named in {@link ProcessResult#survivors}. If this program itself dies, a {@link Watchdog} kills
 * the tree.
 *
 * <p>A process that detaches itself is found by the {@link Mark} of its command. What that cannot
 * do: a process that detaches itself and clears its environment, or writes over it, or a chain of
 * processes of which each lives shorter than it takes to read about one, is lost to any program
 * without a pid namespace or control group; only a confining sandbox ends it. Where there is no
 * {@code /proc}, one that detaches and keeps the output open is reported but not ended.
 */
public final class ProcessRunner {
  private static final Duration KEPT = Duration.ofSeconds(1);

  private final Watchdog watchdog;

  public ProcessRunner() {
    this.watchdog = new Watchdog();
  }

  private ProcessRunner(Watchdog watchdog) {
    this.watchdog = watchdog;
  }

  /** One that is about to run one process after the other, and keeps what serves them all. */
  public static ProcessRunner forMany() {
    return new ProcessRunner(new Watchdog(KEPT));
  }

  /**
   * Whether a process is started by its thread alone, so that it can be started by one that has
   * become another user; else a program of the JDK's lies between, out of that user's reach.
   */
  public static boolean startsDirectly() {
    return Spawn.isPossible();
  }

  /**
   * Runs {@code command} to its end. Waits on the calling thread; interrupting that is how a run is
   * stopped from outside, and a second interruption ends the grace period. The thread is left
   * interrupted then. Standard input is empty.
   *
   * @param stdoutLog receives standard output: {@code limits.outputBytes()} of it and, of what came
   *     after, the last {@link OutputLog#TAIL} bytes
   * @param stderrLog receives standard error, likewise
   * @param stdoutLines is told each line of standard output while the process runs, decoded as
   *     UTF-8, without its end and cut after {@link Lines#LONGEST} bytes; called from another
   *     thread, and never after this method has returned
   * @throws IOException if not even the attempt can be made
   */
  public ProcessResult run(
      Command command,
      ResourceLimits limits,
      Path stdoutLog,
      Path stderrLog,
      Consumer<String> stdoutLines)
      throws IOException {
    return run(
        command, Preparation.NONE, limits, Redaction.NONE, stdoutLog, stderrLog, stdoutLines);
  }

  /**
   * The same, with something done to the thread that starts the process (if that fails, the process
   * has not started), and no secret reaches a log or a line.
   *
   * @param redaction what is taken out of both outputs before anything is written or told
   */
  public ProcessResult run(
      Command command,
      Preparation preparation,
      ResourceLimits limits,
      Redaction redaction,
      Path stdoutLog,
      Path stderrLog,
      Consumer<String> stdoutLines)
      throws IOException {
    long start = System.nanoTime();
    try (OutputLog out = OutputLog.create(stdoutLog, limits.outputBytes(), redaction, stdoutLines);
        OutputLog err = OutputLog.create(stderrLog, limits.outputBytes(), redaction, _ -> {});
        Watchdog.Watch _ = watchdog.over(command)) {
      OutputPipes pipes = pipes(stdoutLog, stderrLog, preparation);
      Started process = Launch.start(command, preparation, pipes);
      ProcessTree tree = new ProcessTree(process.root(), Mark.of(command), start);
      return new RunningProcess(process, limits, pipes, tree, out, err, start).result();
    } catch (Launch.Failed e) {
      return withoutSurvivors(new ProcessOutcome.NotStarted(e.reason()), start);
    } catch (OutputLog.NotWritten e) {
      return withoutSurvivors(
          new ProcessOutcome.LogNotWritten(String.valueOf(e.getMessage())), start);
    }
  }

  private static OutputPipes pipes(Path stdoutLog, Path stderrLog, Preparation preparation)
      throws Launch.Failed {
    try {
      OutputPipes pipes = OutputPipes.beside(stdoutLog, stderrLog);
      if (preparation.user().isPresent()) {
        pipes.give(preparation.user().getAsInt());
      }
      return pipes;
    } catch (IOException e) {
      throw new Launch.Failed(String.valueOf(e.getMessage()));
    }
  }

  private static ProcessResult withoutSurvivors(ProcessOutcome outcome, long start) {
    return new ProcessResult(outcome, List.of(), Duration.ofNanos(System.nanoTime() - start));
  }
}
