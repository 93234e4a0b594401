package org.colophon.executor;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.colophon.process.ProcessResult;

/** An executor whose jobs have ended when they are handed in. */
public abstract class AtOnce implements Executor {
  private final Map<JobId, JobState> ended = new ConcurrentHashMap<>();

  /** Does the work of a job, on the thread that hands it in. */
  protected abstract ProcessResult run(Job job) throws IOException;

  @Override
  public String name() {
    return "local";
  }

  @Override
  public final JobId submit(Job job) {
    JobId id = new JobId(job.key().value());
    JobState state;
    try {
      state = new JobState.Ended(run(job));
    } catch (IOException | RuntimeException | Error e) {
      state = new JobState.Failed(e);
    }
    ended.put(id, state);
    return id;
  }

  @Override
  public final Map<JobId, JobState> observe(Set<JobId> jobs) {
    Map<JobId, JobState> states = new HashMap<>();
    jobs.forEach(id -> states.put(id, ended.getOrDefault(id, new JobState.Unknown("no such job"))));
    return states;
  }

  @Override
  public final List<JobId> find(JobKey key) {
    return List.of();
  }

  @Override
  public final void cancel(JobId job, Cancelling how) {}

  @Override
  public final InputStream log(JobId job, JobOutput output) {
    return InputStream.nullInputStream();
  }

  @Override
  public final Duration pace() {
    return Duration.ofSeconds(1);
  }

  @Override
  public final void onNews(Runnable told) {}
}
