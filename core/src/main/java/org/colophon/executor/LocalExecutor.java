package org.colophon.executor;

import java.io.IOException;
import org.colophon.process.ProcessResult;
import org.colophon.process.ProcessRunner;

/** Runs jobs on this machine, one at a time. */
public final class LocalExecutor implements Executor {
  private final ProcessRunner runner = new ProcessRunner();

  @Override
  public String name() {
    return "local";
  }

  @Override
  public ProcessResult run(Job job) throws IOException {
    return runner.run(
        job.command(),
        job.preparation(),
        job.limits(),
        job.redaction(),
        job.stdoutLog(),
        job.stderrLog(),
        job.progress());
  }
}
