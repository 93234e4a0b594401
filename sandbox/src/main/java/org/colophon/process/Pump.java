package org.colophon.process;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The copying of one output stream into its log, on a thread of its own. */
final class Pump {
  private static final int CHUNK = 1 << 16;

  private final InputStream source;
  private final OutputLog log;
  private volatile boolean overLimit;
  private volatile boolean ended;
  private volatile @Nullable Exception failure;

  Pump(InputStream source, OutputLog log) {
    this.source = source;
    this.log = log;
  }

  /**
   * Begins to copy.
   *
   * @param news is run when there is something to ask this pump
   */
  void start(Runnable news) {
    Thread.ofPlatform().daemon().name("output-pump").start(() -> copy(news));
  }

  private void copy(Runnable news) {
    byte[] chunk = new byte[CHUNK];
    try (source) {
      int count;
      while ((count = source.read(chunk)) >= 0) {
        // past the limit it reads on, so that a process told to end is not stuck in printing
        if (!log.append(chunk, count) && !overLimit) {
          overLimit = true;
          news.run();
        }
      }
      log.end();
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
    ended = true;
    news.run();
  }

  /** Nothing more will be copied: the stream ended, or the log failed. */
  boolean ended() {
    return ended;
  }

  boolean overLimit() {
    return overLimit;
  }

  boolean failed() {
    return failure != null;
  }

  void throwFailure() throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Exception e -> throw new IllegalStateException(e);
    }
  }
}
