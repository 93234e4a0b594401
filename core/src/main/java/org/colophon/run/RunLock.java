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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.RunIsHeld;
import org.colophon.provenance.HostIdentity;
import tools.jackson.core.JacksonException;

/**
 * One writer for each run. The operating system holds the lock and lets it go when its owner dies,
 * so that between processes of one system it is never stale. The file says who the owner is, and is
 * emptied when the owner lets go: an owner that stands there and runs on another system cannot be
 * seen from here, so it is believed until a person says otherwise.
 *
 * <p>A POSIX lock belongs to the process and is lost as soon as the process closes the file,
 * through any descriptor. So no file that this process holds is ever opened a second time: what is
 * held here is known from {@link #HELD}.
 */
final class RunLock implements AutoCloseable {
  private static final int TRIES = 10;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);
  private static final int LONGEST = 1 << 20;
  private static final Owner UNNAMED =
      new Owner(new HostIdentity("this host", "unknown"), 0, "unknown", "unknown");

  /** The lock files that this process holds, or is about to, by their real path. */
  private static final Map<Path, Owner> HELD = new ConcurrentHashMap<>();

  private final Path file;
  private final DurableFiles disk;
  private final FileChannel channel;
  private final Owner owner;

  private RunLock(Path file, DurableFiles disk, FileChannel channel, Owner owner) {
    this.file = file;
    this.disk = disk;
    this.channel = channel;
    this.owner = owner;
  }

  /**
   * Who holds a run.
   *
   * @param startedAt when the holding process started, RFC 3339 in UTC
   */
  record Owner(HostIdentity host, long pid, String startedAt, String command) {
    Owner {
      Objects.requireNonNull(host, "host");
      Objects.requireNonNull(startedAt, "started_at");
      Objects.requireNonNull(command, "command");
    }

    static Owner ofThisProcess(HostIdentity host, String command) {
      ProcessHandle self = ProcessHandle.current();
      String startedAt = self.info().startInstant().map(Instant::toString).orElse("unknown");
      return new Owner(host, self.pid(), startedAt, command);
    }

    @Override
    public String toString() {
      return "process " + pid + " on " + host.name() + " since " + startedAt + " (" + command + ")";
    }
  }

  /**
   * Takes the lock, or says at once who has it.
   *
   * @throws RunIsHeld naming the owner, here or on another system
   */
  static RunLock take(Path file, Owner owner, DurableFiles disk) throws IOException {
    return take(file, owner, disk, false);
  }

  /**
   * Takes the lock even if it names an owner on another system, whose death a person vouches for.
   *
   * @throws RunIsHeld if the owner is alive on this system
   */
  static RunLock takeOver(Path file, Owner owner, DurableFiles disk) throws IOException {
    return take(file, owner, disk, true);
  }

  /** Who holds the run now, if anybody does, as seen from {@code here}. Takes nothing. */
  static synchronized Optional<Owner> holder(Path file, HostIdentity here) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    requireRegular(file);
    Owner ours = HELD.get(file.toRealPath());
    if (ours != null) {
      return Optional.of(ours);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Optional<Owner> named = owner(channel);
      boolean free = sharedLockIsFree(channel);
      return free
          ? named.filter(owner -> here.cannotSee(owner.host()))
          : named.or(() -> Optional.of(UNNAMED));
    }
  }

  /** Opening a pipe would wait for somebody at its other end. */
  private static void requireRegular(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(file + " is not a regular file; move it away");
    }
  }

  /**
   * Whether the file still names this owner. It does not once somebody on another system, from
   * where this process cannot be seen, has vouched that it has ended.
   */
  boolean isOurs() throws IOException {
    return owner(channel).equals(Optional.of(owner));
  }

  /**
   * Refuses to go on where another has taken the lock over.
   *
   * @throws RunIsHeld saying so
   */
  void requireOurs() throws IOException {
    if (!isOurs()) {
      throw new RunIsHeld(
          "the run "
              + file.getParent()
              + " was taken from this process by unlock --force on another host; it has stopped"
              + " writing, and what it had not published counts as cut off");
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (isOurs()) {
        disk.rewrite(file, channel, new byte[0]);
      }
    } finally {
      HELD.remove(file);
    }
  }

  private static synchronized RunLock take(
      Path named, Owner owner, DurableFiles disk, boolean overForeign) throws IOException {
    Path file = real(named);
    requireRegular(file);
    Owner ours = HELD.putIfAbsent(file, owner);
    if (ours != null) {
      throw new RunIsHeld(heldMessage(file, ours));
    }
    try {
      return locked(file, owner, disk, overForeign);
    } catch (IOException | RuntimeException | Error e) {
      HELD.remove(file);
      throw e;
    }
  }

  private static RunLock locked(Path file, Owner owner, DurableFiles disk, boolean overForeign)
      throws IOException {
    FileChannel channel = disk.openLock(file);
    try {
      requireFree(file, channel, owner, overForeign);
      disk.rewrite(file, channel, Json.text(owner).getBytes(StandardCharsets.UTF_8));
      return new RunLock(file, disk, channel, owner);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private static void requireFree(Path file, FileChannel channel, Owner owner, boolean overForeign)
      throws IOException {
    boolean locked = lockPastReaders(channel);
    Optional<Owner> named = owner(channel);
    if (!locked) {
      throw new RunIsHeld(heldMessage(file, named.orElse(UNNAMED)));
    }
    if (!overForeign && named.isPresent() && owner.host().cannotSee(named.get().host())) {
      throw new RunIsHeld(foreignMessage(file, named.get()));
    }
  }

  /** A reader that asks who holds the run has the lock for a moment; a writer has it for long. */
  private static boolean lockPastReaders(FileChannel channel) throws IOException {
    boolean locked = channel.tryLock() != null;
    for (int i = 0; i < TRIES && !locked; i++) {
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      locked = channel.tryLock() != null;
    }
    return locked;
  }

  private static boolean sharedLockIsFree(FileChannel channel) throws IOException {
    try (FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return shared != null;
    } catch (OverlappingFileLockException _) {
      // another thread of this process asks as well, so this process does not hold it for writing
      return true;
    }
  }

  private static Path real(Path named) throws IOException {
    Path folder = named.toAbsolutePath().getParent();
    return folder == null ? named : folder.toRealPath().resolve(named.getFileName());
  }

  private static String heldMessage(Path file, Owner owner) {
    return "the run "
        + file.getParent()
        + " is being written by "
        + owner
        + "; wait for it or stop it";
  }

  private static String foreignMessage(Path file, Owner owner) {
    return "the run "
        + file.getParent()
        + " is held by "
        + owner
        + ", which cannot be seen from here; if that process has ended, free it with: run_pipeline"
        + " unlock --force";
  }

  /** What the file says; empty if nothing, as after a release or before the owner has written. */
  private static Optional<Owner> owner(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate((int) Math.min(channel.size(), LONGEST));
    while (text.hasRemaining() && channel.read(text, text.position()) > 0) {}
    try {
      return text.position() == 0
          ? Optional.empty()
          : Optional.ofNullable(
              Json.mapper().readValue(text.array(), 0, text.position(), Owner.class));
    } catch (JacksonException _) {
      // half-written when its owner died, or not ours
      return Optional.empty();
    }
  }
}
