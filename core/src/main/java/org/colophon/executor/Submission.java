package org.colophon.executor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.colophon.process.ProcessOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handing in of one job. After a call without an answer it is asked who has the job: handed in
 * again it is only if the executor says that nobody does.
 */
final class Submission {
  private static final Logger LOG = LoggerFactory.getLogger(Submission.class);

  private final Executor executor;
  private final Job job;
  private final Patience patience;
  private final Optional<JobId> id;
  private boolean doubtful;
  private int interruptions;
  private String why = "";

  Submission(Executor executor, Job job, Patience patience) {
    this.executor = executor;
    this.job = job;
    this.patience = patience;
    this.id = handIn();
  }

  /** The job, if it is known to have been taken. */
  Optional<JobId> id() {
    return id;
  }

  /** Whether there may be another job under the key. */
  boolean doubtful() {
    return doubtful;
  }

  /** Interruptions of the thread meanwhile: the job is to be ended. */
  int interruptions() {
    return interruptions;
  }

  /** What became of a job without an id. */
  ProcessOutcome outcome() {
    return interruptions > 0
        ? new ProcessOutcome.Interrupted()
        : new ProcessOutcome.NotStarted(why);
  }

  private Optional<JobId> handIn() {
    Optional<JobId> taken = Optional.empty();
    boolean free = true;
    for (int call = 1; taken.isEmpty() && free && goesOn(call); call++) {
      try {
        taken = Optional.of(executor.submit(job));
      } catch (IOException e) {
        why =
            "executor " + executor.name() + " did not say that it took the job: " + e.getMessage();
        LOG.warn("{}", why);
        doubtful = true;
        pause();
        Optional<List<JobId>> found = found();
        free = found.isPresent();
        taken = found.stream().flatMap(List::stream).findFirst();
      }
    }
    return taken;
  }

  private boolean goesOn(int call) {
    return call <= patience.submissions() && interruptions == 0;
  }

  /** Who has the job; empty if that could not be learned for longer than is believed. */
  private Optional<List<JobId>> found() {
    long deadline = System.nanoTime() + patience.unknown().toNanos();
    while (true) {
      try {
        return Optional.of(executor.find(job.key()));
      } catch (IOException e) {
        why =
            "it cannot be learned whether executor "
                + executor.name()
                + " took job "
                + job.key()
                + ": "
                + e.getMessage();
        if (System.nanoTime() > deadline || interruptions > 1) {
          return Optional.empty();
        }
        pause();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(patience.between().toNanos());
    } catch (InterruptedException _) {
      interruptions++;
    }
  }
}
