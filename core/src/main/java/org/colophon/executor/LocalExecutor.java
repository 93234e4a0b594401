package org.colophon.executor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.colophon.process.ProcessRunner;

/**
 * Runs jobs on this machine, each as soon as it is handed in and on a thread of its own. They end
 * with this process, so that one never finds a job of another.
 */
public final class LocalExecutor implements Executor {
  /** The end of a job is told; this is for what nobody thought of. */
  private static final Duration PACE = Duration.ofSeconds(1);

  private final ProcessRunner runner = ProcessRunner.forMany();
  private final Map<JobId, LocalJob> jobs = new ConcurrentHashMap<>();
  private final List<Runnable> told = new CopyOnWriteArrayList<>();

  @Override
  public String name() {
    return "local";
  }

  @Override
  public JobId submit(Job job) {
    JobId id = new JobId(job.key().value());
    jobs.computeIfAbsent(id, _ -> LocalJob.start(job, runner, () -> told.forEach(Runnable::run)));
    return id;
  }

  @Override
  public Map<JobId, JobState> observe(Set<JobId> asked) {
    Map<JobId, JobState> states = new HashMap<>();
    for (JobId id : asked) {
      LocalJob job = jobs.get(id);
      states.put(id, job == null ? new JobState.Unknown("it was not handed in here") : job.state());
    }
    return states;
  }

  @Override
  public List<JobId> find(JobKey key) {
    return jobs.entrySet().stream()
        .filter(entry -> key.holds(new JobKey(entry.getKey().value())))
        .filter(entry -> entry.getValue().state() instanceof JobState.Running)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public void cancel(JobId id, Cancelling how) {
    LocalJob job = jobs.get(id);
    if (job != null) {
      job.cancel(how);
    }
  }

  @Override
  public InputStream log(JobId id, JobOutput output) throws IOException {
    LocalJob job = jobs.get(id);
    if (job == null) {
      return InputStream.nullInputStream();
    }
    Path log = job.log(output);
    return Files.exists(log) ? Files.newInputStream(log) : InputStream.nullInputStream();
  }

  @Override
  public Duration pace() {
    return PACE;
  }

  @Override
  public void onNews(Runnable listener) {
    told.add(listener);
  }
}
