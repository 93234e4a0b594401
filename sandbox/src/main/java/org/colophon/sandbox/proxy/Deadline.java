package org.colophon.sandbox.proxy;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Until when one connection may stay as it is. Channels have no time-outs of their own; who waits
 * on one that is closed is told.
 */
final class Deadline {
  private final List<Closeable> channels = new CopyOnWriteArrayList<>();
  private volatile Term term = new Term(Duration.ZERO, "", Long.MAX_VALUE);
  private final AtomicReference<String> passed = new AtomicReference<>("");

  private record Term(Duration length, String waitsFor, long nanos) {}

  /** What is closed when it has passed. */
  void closes(Closeable channel) throws IOException {
    channels.add(channel);
    if (hasPassed()) {
      channel.close();
    }
  }

  /** Begins anew, for another thing. */
  void wait(Duration length, String waitsFor) {
    term = new Term(length, waitsFor, System.nanoTime() + length.toNanos());
  }

  /** Something came. */
  void extend() {
    Term now = term;
    wait(now.length(), now.waitsFor());
  }

  /** Ends what has waited too long. */
  void check(long nanoTime) {
    Term now = term;
    if (now.nanos() != Long.MAX_VALUE && nanoTime - now.nanos() > 0) {
      end(now.waitsFor() + " within " + seconds(now.length()) + " s");
    }
  }

  /** Ends it, whatever it waits for. */
  void end(String why) {
    passed.compareAndSet("", why);
    for (Closeable channel : channels) {
      try {
        channel.close();
      } catch (IOException _) {
        // closed is closed
      }
    }
  }

  boolean hasPassed() {
    return !why().isEmpty();
  }

  /** What it waited for, if it passed; else empty. */
  String why() {
    return passed.get();
  }

  private static String seconds(Duration length) {
    return length.toMillis() % 1000 == 0
        ? Long.toString(length.toSeconds())
        : Double.toString(length.toMillis() / 1000.0);
  }
}
