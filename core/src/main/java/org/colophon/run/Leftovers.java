package org.colophon.run;

import java.io.IOException;
import org.colophon.executor.JobKey;

/** Ends what a process that has died had handed to an executor and what is still at work there. */
@FunctionalInterface
interface Leftovers {
  /** Where nothing outlives the process that began it. */
  Leftovers NONE = _ -> {};

  void end(JobKey key) throws IOException;
}
