package org.colophon.run;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Ctrl-C, brought to the places where waiting may be cut short. Everywhere else an interrupted
 * thread would tear the files it is writing.
 */
public final class Interruption {
  private boolean requested;
  private final Set<Thread> waiting = new HashSet<>();

  /** Something that waits long and ends early when its thread is interrupted. */
  interface Waiting<T> {
    T run() throws IOException;
  }

  /** Asks the run to end as soon as it can with everything written. */
  public synchronized void request() {
    requested = true;
    waiting.forEach(Thread::interrupt);
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
    waiting.add(Thread.currentThread());
    if (requested) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void leave() {
    waiting.remove(Thread.currentThread());
    // what comes next writes files, which an interrupt would tear
    Thread.interrupted();
  }
}
