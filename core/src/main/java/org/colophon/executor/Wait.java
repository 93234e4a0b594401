package org.colophon.executor;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Somebody who waits for the end of one job. */
final class Wait {
  private final BlockingQueue<JobState> end = new LinkedBlockingQueue<>();
  private final long patienceNanos;
  private @Nullable Long silentSince;

  /**
   * @param patience how long nothing may be known of the job
   */
  Wait(Duration patience) {
    this.patienceNanos = patience.toNanos();
  }

  /** The end, if it comes within that time. */
  Optional<JobState> end(Duration within) throws InterruptedException {
    return Optional.ofNullable(end.poll(within.toNanos(), TimeUnit.NANOSECONDS));
  }

  /** Takes in what was observed; true if the wait is over. By one thread. */
  boolean saw(JobState state) {
    boolean over =
        switch (state) {
          case JobState.Waiting _, JobState.Running _ -> {
            silentSince = null;
            yield false;
          }
          case JobState.Ended _, JobState.Failed _ -> true;
          case JobState.Unknown _ -> isTooLong();
        };
    if (over) {
      end.add(state);
    }
    return over;
  }

  private boolean isTooLong() {
    long now = System.nanoTime();
    if (silentSince == null) {
      silentSince = now;
    }
    return now - silentSince >= patienceNanos;
  }
}
