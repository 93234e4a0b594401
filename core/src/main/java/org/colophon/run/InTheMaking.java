package org.colophon.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.colophon.reuse.StageKey;

/**
 * The stages that runs of this process are making for each other, by key. Who is second waits for
 * the first and finds the stage in the store, so that trials of a sweep that begin together make
 * what they have in common once.
 *
 * <p>A run waits only while nothing of it is at work, so that no two wait for each other.
 */
public final class InTheMaking {
  private final Map<String, CountDownLatch> makers = new ConcurrentHashMap<>();

  /**
   * Takes a key, or waits until whoever has it lets it go.
   *
   * @return whether it was taken; if not, it is worth looking into the store again
   */
  boolean take(StageKey key) throws InterruptedException {
    CountDownLatch other = makers.putIfAbsent(key.sha256(), new CountDownLatch(1));
    if (other != null) {
      other.await();
    }
    return other == null;
  }

  /** What was made is in the store, or never will be. */
  void give(StageKey key) {
    CountDownLatch mine = makers.remove(key.sha256());
    if (mine != null) {
      mine.countDown();
    }
  }
}
