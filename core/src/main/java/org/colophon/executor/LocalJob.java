package org.colophon.executor;

import java.nio.file.Path;
import org.colophon.process.ProcessRunner;

/** A job of this machine, from its start. */
final class LocalJob {
  private final Path stdoutLog;
  private final Path stderrLog;
  private final Runnable whenEnded;
  private final Thread thread;
  private boolean cancelled;
  private volatile JobState state = new JobState.Running();

  private LocalJob(Job job, ProcessRunner runner, Runnable whenEnded) {
    this.stdoutLog = job.stdoutLog();
    this.stderrLog = job.stderrLog();
    this.whenEnded = whenEnded;
    // a platform thread, since what prepares a process changes the thread that starts it
    this.thread = Thread.ofPlatform().name("job-" + job.stage()).unstarted(() -> run(job, runner));
  }

  static LocalJob start(Job job, ProcessRunner runner, Runnable whenEnded) {
    LocalJob started = new LocalJob(job, runner, whenEnded);
    started.thread.start();
    return started;
  }

  private void run(Job job, ProcessRunner runner) {
    JobState end;
    try {
      end =
          new JobState.Ended(
              runner.run(
                  job.command(),
                  job.preparation(),
                  job.limits(),
                  job.redaction(),
                  job.stdoutLog(),
                  job.stderrLog(),
                  job.progress()));
    } catch (Throwable e) {
      // carried to whoever handed the job in, who throws it
      end = new JobState.Failed(e);
    }
    state = end;
    whenEnded.run();
  }

  JobState state() {
    return state;
  }

  Path log(Executor.JobOutput output) {
    return switch (output) {
      case STDOUT -> stdoutLog;
      case STDERR -> stderrLog;
    };
  }

  /**
   * The first interruption has the process ended gently; one more ends the patience with it. Two
   * that come at the same moment are one, so that the second is worth repeating.
   */
  synchronized void cancel(Executor.Cancelling how) {
    boolean first = !cancelled;
    cancelled = true;
    if (first || how == Executor.Cancelling.AT_ONCE) {
      thread.interrupt();
    }
  }
}
