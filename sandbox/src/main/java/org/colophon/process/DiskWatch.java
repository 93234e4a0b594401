package org.colophon.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;

/** Looks how much lies in a folder, the more seldom the longer a look takes. */
final class DiskWatch {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  /** Of the time, at most this part is spent with looking. */
  private static final int ONE_IN = 20;

  private final Optional<DiskLimit> limit;
  private long nextLook;
  private boolean over;

  DiskWatch(Optional<DiskLimit> limit) {
    this.limit = limit;
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
      over = exceeds(limit.get());
      long took = System.nanoTime() - start;
      nextLook = System.nanoTime() + Math.max(BETWEEN_LOOKS.toNanos(), took * ONE_IN);
    }
    return outcome();
  }

  private Optional<ProcessOutcome> outcome() {
    return over ? limit.map(it -> new ProcessOutcome.TooMuchDisk(it.bytes())) : Optional.empty();
  }

  private static boolean exceeds(DiskLimit limit) {
    Sum sum = new Sum(limit.bytes());
    try {
      Files.walkFileTree(limit.folder(), sum);
    } catch (IOException e) {
      // it changes while it is looked at; the next look, or the last, sees the rest
    }
    return sum.bytes > limit.bytes();
  }

  private static final class Sum extends SimpleFileVisitor<Path> {
    private final long enough;
    private long bytes;

    Sum(long enough) {
      this.enough = enough;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.isRegularFile() ? attributes.size() : 0;
      return bytes > enough ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path folder, @org.jspecify.annotations.Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
