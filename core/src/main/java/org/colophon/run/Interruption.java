package org.colophon.run;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, brought to the one place where waiting may be cut short. Everywhere else an interrupted
 * thread would tear the files it is writing.
 */
public final class Interruption {
  private boolean requested;
  private @Nullable Thread waiting;

  /** Something that waits long and ends early when its thread is interrupted. */
  interface Waiting<T> {
    T run() throws IOException;
  }

  /** Asks the run to end as soon as it can with everything written. */
  public synchronized void request() {
    requested = true;
    if (waiting != null) {
      waiting.interrupt();
    }
  }

  public synchronized boolean requested() {
    return requested;
  }

  <T> T during(Waiting<T> work) throws IOException {
    enter();
    try {
      return work.run();
    } finally {
      leave();
    }
  }

  private synchronized void enter() {
    waiting = Thread.currentThread();
    if (requested) {
      waiting.interrupt();
    }
  }

  private synchronized void leave() {
    waiting = null;
    // what comes next writes files, which an interrupt would tear
    Thread.interrupted();
  }
}
