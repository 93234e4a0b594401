package org.colophon.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks how much lies in a folder, the more seldom the longer a look takes. */
final class DiskWatch {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  /** Of the time, at most this part is spent with looking. */
  private static final int ONE_IN = 20;

  private final Optional<DiskLimit> limit;
  private final Supplier<List<ProcEntry>> processes;
  private long nextLook;
  private boolean over;

  /**
   * @param processes those that write there, as far as they are known by then
   */
  DiskWatch(Optional<DiskLimit> limit, Supplier<List<ProcEntry>> processes) {
    this.limit = limit;
    this.processes = processes;
    this.nextLook = System.nanoTime() + BETWEEN_LOOKS.toNanos();
  }

  /** How long a wait may last until there is something to do here. */
  Optional<Duration> untilNextLook() {
    return limit.map(_ -> Duration.ofNanos(Math.max(1, nextLook - System.nanoTime())));
  }

  /** Looks if it is time to; what was once too much stays so. */
  Optional<ProcessOutcome> tooMuch() {
    return System.nanoTime() >= nextLook ? tooMuchNow() : outcome();
  }

  /** Looks in any case. */
  Optional<ProcessOutcome> tooMuchNow() {
    if (limit.isPresent() && !over) {
      long start = System.nanoTime();
      over = DiskUse.exceeds(limit.get(), processes.get());
      long took = System.nanoTime() - start;
      nextLook = System.nanoTime() + Math.max(BETWEEN_LOOKS.toNanos(), took * ONE_IN);
    }
    return outcome();
  }

  private Optional<ProcessOutcome> outcome() {
    return over ? limit.map(it -> new ProcessOutcome.TooMuchDisk(it.bytes())) : Optional.empty();
  }
}
