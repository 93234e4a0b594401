package org.colophon.executor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.colophon.executor.Executor.Cancelling;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings jobs to their end on an executor that may be far away. A job whose submission got no
 * answer is looked for before it is handed in again; of two under one key one is ended; all that
 * are waited for are observed in one call; an executor that does not answer is asked again.
 */
public final class Jobs {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

  private final Executor executor;
  private final Patience patience;
  private final Map<JobId, Wait> waits = new HashMap<>();
  private final Semaphore news = new Semaphore(0);
  private boolean observed;

  public Jobs(Executor executor) {
    this(executor, Patience.DEFAULT);
  }

  Jobs(Executor executor, Patience patience) {
    this.executor = executor;
    this.patience = patience;
    executor.onNews(news::release);
  }

  /** The name of the executor. */
  public String executor() {
    return executor.name();
  }

  /**
   * Runs a job to its end. Waits on the calling thread; interrupting that ends the job, and a
   * second interruption gives it no time for it. The thread is left interrupted then.
   *
   * @throws IOException if not even an attempt can be made; nothing of the job runs then
   */
  public ProcessResult run(Job job) throws IOException {
    Submission submission = new Submission(executor, job, patience);
    Optional<JobId> id = submission.id();
    if (id.isEmpty()) {
      return unheard(submission);
    }
    JobState end = end(id.get(), submission.interruptions());
    if (submission.doubtful()) {
      end(job.key(), id.get());
    }
    if (submission.interruptions() > 0) {
      Thread.currentThread().interrupt();
    }
    return switch (end) {
      case JobState.Ended(ProcessResult result) -> result;
      case JobState.Failed(Throwable why) -> throw Carried.from(why);
      case JobState.Unknown(String why) -> lost(id.get(), why);
      case JobState.Waiting _, JobState.Running _ ->
          throw new IllegalStateException("has not ended: " + id.get());
    };
  }

  /**
   * Ends what is left of a job, or of those within it, that somebody else handed in, such as a
   * process that has died.
   *
   * @return whether there was anything
   * @throws IOException if it cannot be learned or is not over in time
   */
  public boolean end(JobKey key) throws IOException {
    return end(key, new JobId(""));
  }

  private boolean end(JobKey key, JobId butFor) throws IOException {
    List<JobId> left = new ArrayList<>(executor.find(key));
    left.remove(butFor);
    for (JobId id : left) {
      LOG.info("ending job {}, which is one too many for {}", id, key);
      JobState end = end(id, 1);
      if (end instanceof JobState.Unknown(String why)) {
        throw new IOException("cannot learn whether job " + id + " has ended: " + why);
      }
    }
    return !left.isEmpty();
  }

  /**
   * Waits for the end of a job, or brings it about.
   *
   * @param interruptions that reached the thread before
   * @return {@link JobState.Unknown} if it could not be learned for longer than is believed
   */
  private JobState end(JobId id, int interruptions) {
    Wait wait = new Wait(patience.unknown());
    begin(id, wait);
    int cancelled = interruptions;
    Optional<JobState> end = Optional.empty();
    while (end.isEmpty()) {
      if (cancelled > 0) {
        // again each time, for it may not have been heard
        cancel(id, cancelled == 1 ? Cancelling.GENTLY : Cancelling.AT_ONCE);
      }
      try {
        end = wait.end(executor.pace());
      } catch (InterruptedException _) {
        cancelled++;
      }
    }
    if (cancelled > interruptions) {
      Thread.currentThread().interrupt();
    }
    return end.get();
  }

  private void cancel(JobId id, Cancelling how) {
    try {
      executor.cancel(id, how);
    } catch (IOException e) {
      LOG.warn("job {} may not have heard that it is to end: {}", id, e.toString());
    }
  }

  private synchronized void begin(JobId id, Wait wait) {
    waits.put(id, wait);
    if (observed) {
      news.release();
    } else {
      observed = true;
      Thread.ofVirtual().name("jobs-" + executor.name()).start(this::observe);
    }
  }

  /** As long as anybody waits. */
  private void observe() {
    Set<JobId> asked = asked();
    while (!asked.isEmpty()) {
      Map<JobId, JobState> states;
      try {
        states = executor.observe(asked);
      } catch (IOException | RuntimeException | Error e) {
        // whoever waits is told when it has lasted too long
        LOG.debug("executor {} does not answer: {}", executor.name(), e.toString());
        states = Map.of();
      }
      seen(asked, states);
      pause(executor.pace());
      asked = asked();
    }
  }

  private synchronized Set<JobId> asked() {
    observed = !waits.isEmpty();
    return Set.copyOf(waits.keySet());
  }

  private synchronized void seen(Set<JobId> asked, Map<JobId, JobState> states) {
    for (JobId id : asked) {
      JobState state = states.getOrDefault(id, new JobState.Unknown("its executor is silent"));
      Wait wait = waits.get(id);
      if (wait != null && wait.saw(state)) {
        waits.remove(id);
      }
    }
    if (waits.isEmpty()) {
      // nobody to wait for: do not keep a thread for it
      news.release();
    }
  }

  private void pause(Duration longest) {
    try {
      if (news.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the thread that observes", e);
    }
  }

  private static ProcessResult unheard(Submission submission) {
    if (submission.interruptions() > 0) {
      Thread.currentThread().interrupt();
    }
    return new ProcessResult(submission.outcome(), List.of(), Duration.ZERO);
  }

  private ProcessResult lost(JobId id, String why) {
    String said = lastWords(id).map(words -> "; it last said: " + words).orElse("");
    return new ProcessResult(new ProcessOutcome.Lost(why + said), List.of(), Duration.ZERO);
  }

  private Optional<String> lastWords(JobId id) {
    try (BufferedReader stderr =
        new BufferedReader(
            new InputStreamReader(
                executor.log(id, Executor.JobOutput.STDERR), StandardCharsets.UTF_8))) {
      return stderr.lines().filter(line -> !line.isBlank()).reduce((_, later) -> later);
    } catch (IOException e) {
      LOG.debug("job {} left no readable words: {}", id, e.toString());
      return Optional.empty();
    }
  }
}
