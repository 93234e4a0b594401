package org.colophon.executor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessResult;

/**
 * A scheduler far away, as bad as they get: its answers are lost, its list of jobs lags behind, and
 * it is silent at times. Its jobs run as long as they are observed so many times.
 */
final class FakeExecutor implements Executor {
  private static final Duration PACE = Duration.ofMillis(2);

  /** What goes wrong, each so many times from now on. */
  enum Trouble {
    /** The job is taken, and nobody is told. */
    ANSWER_LOST,
    /** The job is not taken. */
    NOT_TAKEN,
    /** A job that is there is not found. */
    NOT_LISTED,
    FIND_FAILS,
    OBSERVE_FAILS,
    /** It cannot be said how the jobs are. */
    STATE_UNKNOWN,
    /** A job does not hear that it is to end, and nobody knows. */
    CANCEL_LOST,
    CANCEL_FAILS
  }

  private static final class Held {
    private final Job job;
    private int observationsLeft;
    private JobState state = new JobState.Waiting("in the queue");

    Held(Job job, int observationsLeft) {
      this.job = job;
      this.observationsLeft = observationsLeft;
    }

    boolean isOver() {
      return state instanceof JobState.Ended;
    }

    void pass() {
      if (!isOver()) {
        observationsLeft--;
        state =
            observationsLeft > 0
                ? new JobState.Running()
                : ended(new ProcessOutcome.Exited(job.stage().length()));
      }
    }
  }

  private final Map<JobId, Held> held = new LinkedHashMap<>();
  private final Map<Trouble, Integer> troubles = new EnumMap<>(Trouble.class);
  private final List<Cancelling> cancelled = new ArrayList<>();
  private final List<Integer> batches = new ArrayList<>();
  private final int observations;
  private boolean slowFirst;

  /**
   * @param observations that a job lasts for
   */
  FakeExecutor(int observations) {
    this.observations = observations;
  }

  synchronized FakeExecutor with(Trouble trouble, int times) {
    troubles.put(trouble, times);
    return this;
  }

  /** The first job would never end by itself. */
  synchronized FakeExecutor slowFirst() {
    slowFirst = true;
    return this;
  }

  /** How many jobs were taken under a key. */
  synchronized long taken(JobKey key) {
    return held.values().stream().filter(one -> one.job.key().equals(key)).count();
  }

  synchronized long alive() {
    return held.values().stream().filter(one -> !one.isOver()).count();
  }

  /** What was asked for, in order. */
  synchronized List<Cancelling> cancelled() {
    return List.copyOf(cancelled);
  }

  /** How many jobs each observation was of. */
  synchronized List<Integer> batches() {
    return List.copyOf(batches);
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public synchronized JobId submit(Job job) throws IOException {
    if (strikes(Trouble.NOT_TAKEN)) {
      throw new IOException("connection refused");
    }
    JobId id = new JobId(Integer.toString(held.size() + 1));
    held.put(id, new Held(job, slowFirst && held.isEmpty() ? Integer.MAX_VALUE : observations));
    if (strikes(Trouble.ANSWER_LOST)) {
      throw new IOException("connection reset");
    }
    return id;
  }

  @Override
  public synchronized Map<JobId, JobState> observe(Set<JobId> jobs) throws IOException {
    if (strikes(Trouble.OBSERVE_FAILS)) {
      throw new IOException("timed out");
    }
    batches.add(jobs.size());
    held.values().forEach(Held::pass);
    boolean unknown = strikes(Trouble.STATE_UNKNOWN);
    Map<JobId, JobState> states = new HashMap<>();
    for (JobId id : jobs) {
      Held one = held.get(id);
      states.put(id, one == null || unknown ? new JobState.Unknown("not in the list") : one.state);
    }
    return states;
  }

  @Override
  public synchronized List<JobId> find(JobKey key) throws IOException {
    if (strikes(Trouble.FIND_FAILS)) {
      throw new IOException("timed out");
    }
    List<JobId> found = new ArrayList<>();
    if (!strikes(Trouble.NOT_LISTED)) {
      held.forEach((id, one) -> {
        if (key.holds(one.job.key()) && !one.isOver()) {
          found.add(id);
        }
      });
    }
    return found;
  }

  @Override
  public synchronized void cancel(JobId id, Cancelling how) throws IOException {
    if (strikes(Trouble.CANCEL_FAILS)) {
      throw new IOException("timed out");
    }
    cancelled.add(how);
    Held one = held.get(id);
    if (one != null && !one.isOver() && !strikes(Trouble.CANCEL_LOST)) {
      one.state = ended(new ProcessOutcome.Interrupted());
    }
  }

  @Override
  public InputStream log(JobId id, JobOutput output) {
    return new ByteArrayInputStream(
        ("the " + output + " of " + id + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Duration pace() {
    return PACE;
  }

  @Override
  public void onNews(Runnable told) {}

  private boolean strikes(Trouble trouble) {
    int left = troubles.getOrDefault(trouble, 0);
    troubles.put(trouble, Math.max(0, left - 1));
    return left > 0;
  }

  private static JobState ended(ProcessOutcome outcome) {
    return new JobState.Ended(new ProcessResult(outcome, List.of(), Duration.ZERO));
  }
}
