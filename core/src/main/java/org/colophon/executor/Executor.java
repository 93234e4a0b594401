package org.colophon.executor;

import java.io.IOException;
import org.colophon.process.ProcessResult;

/**
 * Where a stage runs.
 *
 * <ul>
 *   <li>Implementations MUST return only when nothing of the job is running any more.
 *   <li>Implementations MUST end the job when the calling thread is interrupted, and say so.
 *   <li>Implementations MUST keep the job's limits.
 *   <li>Implementations MUST take out what the job may not print before anything is written.
 * </ul>
 */
public interface Executor {
  /** The name in manifests. */
  String name();

  /**
   * Runs the job to its end.
   *
   * @throws IOException if not even an attempt can be made; nothing of the job runs then
   */
  ProcessResult run(Job job) throws IOException;
}
