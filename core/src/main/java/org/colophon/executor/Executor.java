package org.colophon.executor;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where jobs run. It may be far away, forget an answer, and answer late; {@link Jobs} makes of that
 * one job for one key, and one end for each.
 *
 * <ul>
 *   <li>Implementations MUST keep a job's limits.
 *   <li>Implementations MUST take out what the job may not print before anything is written.
 *   <li>Implementations MUST be safe for several threads.
 * </ul>
 */
public interface Executor {
  /** The name in manifests. */
  String name();

  /**
   * Hands a job in, and does not wait for it. Whether a key that was handed in before makes another
   * job is up to the implementation: nobody does that without asking.
   *
   * @throws IOException if it cannot be said whether the job was taken: {@link #find} tells
   */
  JobId submit(Job job) throws IOException;

  /**
   * How jobs stand. MUST say {@link JobState.Unknown} of a job of which it cannot be learned now,
   * and {@link JobState.Ended} only when nothing of it is running any more, its logs are whole, and
   * its progress has been told.
   *
   * @return a state for each of {@code jobs}
   * @throws IOException if nothing can be learned now
   */
  Map<JobId, JobState> observe(Set<JobId> jobs) throws IOException;

  /**
   * The jobs under a key or under one that it {@linkplain JobKey#holds holds}, whoever handed them
   * in, as far as they are waiting or running; the first one first. Under one key there is more
   * than one only where an answer was lost.
   *
   * @throws IOException if it cannot be learned now
   */
  List<JobId> find(JobKey key) throws IOException;

  /**
   * Has a job ended before its time. MUST be as good as nothing for a job that has ended, and when
   * it is repeated.
   *
   * @throws IOException if it cannot be said whether the job heard of it
   */
  void cancel(JobId job, Cancelling how) throws IOException;

  /** How a job is ended. */
  enum Cancelling {
    /** It gets the time of its limits to tidy up. */
    GENTLY,
    /** It gets none. */
    AT_ONCE
  }

  /** What a job has printed so far. */
  InputStream log(JobId job, JobOutput output) throws IOException;

  /** One of the two. */
  enum JobOutput {
    STDOUT,
    STDERR
  }

  /** How long to wait between two observations; an executor that tells news may be slow. */
  Duration pace();

  /** Is told from now on when it is worth observing; an executor may know nothing of it. */
  void onNews(Runnable told);
}
