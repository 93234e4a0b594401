package org.colophon.run;

import java.util.Map;
import java.util.Set;
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

  /** Keys under which something was made that nobody else can use: everybody makes it alone. */
  private final Set<String> useless = ConcurrentHashMap.newKeySet();

  /**
   * Takes a key, or waits until whoever has it lets it go.
   *
   * @return whether it was taken; if not, it is worth looking into the store again
   */
  boolean take(StageKey key) throws InterruptedException {
    if (useless.contains(key.sha256())) {
      return true;
    }
    CountDownLatch other = makers.putIfAbsent(key.sha256(), new CountDownLatch(1));
    if (other != null) {
      other.await();
    }
    return other == null;
  }

  /**
   * Lets a key go.
   *
   * @param usable whether what was made is in the store; if not, nobody waits for the next
   */
  void give(StageKey key, boolean usable) {
    if (!usable) {
      useless.add(key.sha256());
    }
    CountDownLatch mine = makers.remove(key.sha256());
    if (mine != null) {
      mine.countDown();
    }
  }
}
