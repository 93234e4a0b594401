package org.colophon.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.colophon.run.Interruption;

/**
 * Brings SIGINT and SIGTERM to a run. The JVM then exits with 130 or 143 by itself; until what is
 * under way is written down, and this is closed, it must wait.
 */
final class SignalWatch implements AutoCloseable {
  private static final long LONGEST_WAIT_S = 60;

  private final CountDownLatch written = new CountDownLatch(1);
  private final Interruption interruption;

  private SignalWatch(Interruption interruption) {
    this.interruption = interruption;
  }

  static SignalWatch over(Interruption interruption) {
    SignalWatch watch = new SignalWatch(interruption);
    Runtime.getRuntime().addShutdownHook(new Thread(watch::end, "interruption"));
    return watch;
  }

  private void end() {
    if (written.getCount() == 0) {
      return;
    }
    interruption.request();
    try {
      boolean inTime = written.await(LONGEST_WAIT_S, TimeUnit.SECONDS);
      if (!inTime) {
        System.err.println(
            "the run could not be written down in 60 s; the next command recovers it");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    written.countDown();
  }
}
