package org.colophon.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.RunIsHeld;
import tools.jackson.core.JacksonException;

/**
 * One writer for each run. The operating system holds the lock and lets it go when its owner dies,
 * so that it is never stale; the file says who the owner is.
 */
final class RunLock implements AutoCloseable {
  private static final int TRIES = 10;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

  private final FileChannel channel;
  private final FileLock lock;

  private RunLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Who holds a run.
   *
   * @param startedAt when the holding process started, RFC 3339 in UTC
   */
  record Owner(String host, long pid, String startedAt, String command) {
    static Owner ofThisProcess(String host, String command) {
      ProcessHandle self = ProcessHandle.current();
      String startedAt = self.info().startInstant().map(Instant::toString).orElse("unknown");
      return new Owner(host, self.pid(), startedAt, command);
    }

    @Override
    public String toString() {
      return "process " + pid + " on " + host + " since " + startedAt + " (" + command + ")";
    }
  }

  /**
   * Takes the lock, or says at once who has it.
   *
   * @throws RunIsHeld naming the owner
   */
  static RunLock take(Path file, Owner owner) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = lockPastReaders(channel).orElseThrow(() -> new RunIsHeld(heldMessage(file)));
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(Json.text(owner).getBytes(StandardCharsets.UTF_8)), 0);
      channel.force(true);
      return new RunLock(channel, lock);
    } catch (RuntimeException | IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Who holds the run now, if anybody does. Takes nothing. */
  static Optional<Owner> holder(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      boolean free = sharedLockIsFree(channel);
      return free ? Optional.empty() : owner(file);
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }

  /** A reader that asks who holds the run has the lock for a moment; a writer has it for long. */
  private static Optional<FileLock> lockPastReaders(FileChannel channel) throws IOException {
    Optional<FileLock> lock = tryLock(channel);
    for (int i = 0; i < TRIES && lock.isEmpty(); i++) {
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      lock = tryLock(channel);
    }
    return lock;
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException _) {
      // held by another thread of this process, which is as good as another process
      return Optional.empty();
    }
  }

  private static boolean sharedLockIsFree(FileChannel channel) throws IOException {
    try (FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return shared != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  private static String heldMessage(Path file) {
    String who;
    try {
      who = owner(file).map(Owner::toString).orElse("another process");
    } catch (IOException e) {
      who = "another process (" + e.getMessage() + ")";
    }
    return "the run "
        + file.getParent()
        + " is being written by "
        + who
        + "; wait for it or stop it";
  }

  private static Optional<Owner> owner(Path file) throws IOException {
    try {
      return Optional.of(Json.mapper().readValue(Files.readAllBytes(file), Owner.class));
    } catch (JacksonException _) {
      // the owner has taken the lock and not yet written who it is
      return Optional.of(new Owner("unknown", 0, "unknown", "unknown"));
    }
  }
}
