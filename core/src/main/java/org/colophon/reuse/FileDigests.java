package org.colophon.reuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.colophon.artifact.Sha256;

/**
 * SHA-256 of files, each computed once in an invocation as long as nobody touches the file. The
 * stamp that tells holds the time of the last change of any kind, which no program can set back.
 */
public final class FileDigests {
  /** File systems give times no finer than their clock ticks; a younger file is hashed again. */
  private static final Duration TICKS = Duration.ofMillis(50);

  private final Clock clock;
  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  public FileDigests(Clock clock) {
    this.clock = clock;
  }

  /** One that hashes every file anew: to its clock no file is old enough to be remembered. */
  public static FileDigests withoutMemory() {
    return new FileDigests(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  private record Known(Stamp stamp, String sha256) {}

  private record Stamp(
      Object inode, Object device, long bytes, FileTime modified, FileTime changed) {
    private static final String ATTRIBUTES = "unix:ino,dev,size,lastModifiedTime,ctime";

    /** Empty where the system does not tell. */
    static Optional<Stamp> of(Path file) throws IOException {
      Map<String, Object> seen;
      try {
        seen = Files.readAttributes(file, ATTRIBUTES);
      } catch (UnsupportedOperationException | IllegalArgumentException _) {
        return Optional.empty();
      }
      return seen.get("size") instanceof Long bytes
              && seen.get("lastModifiedTime") instanceof FileTime modified
              && seen.get("ctime") instanceof FileTime changed
          ? Optional.of(
              new Stamp(
                  String.valueOf(seen.get("ino")),
                  String.valueOf(seen.get("dev")),
                  bytes,
                  modified,
                  changed))
          : Optional.empty();
    }

    boolean isOlderThan(Instant time) {
      return changed.toInstant().isBefore(time);
    }

    boolean sameContentAs(Stamp other) {
      return inode.equals(other.inode)
          && device.equals(other.device)
          && bytes == other.bytes
          && modified.equals(other.modified);
    }
  }

  /** The digest of a file; links are followed. */
  public String of(Path file) throws IOException {
    Optional<Stamp> before = Stamp.of(file);
    Known last = known.get(file);
    if (last != null && before.equals(Optional.of(last.stamp()))) {
      return last.sha256();
    }
    Instant start = clock.instant();
    String sha256 = Sha256.of(file);
    if (before.isPresent()
        && before.get().isOlderThan(start.minus(TICKS))
        && before.equals(Stamp.of(file))) {
      known.put(file, new Known(before.get(), sha256));
    }
    return sha256;
  }

  /** A file whose digest was asked for has just been given another name, by this program. */
  public void linked(Path file, Path name) throws IOException {
    Known last = known.get(file);
    Optional<Stamp> now = Stamp.of(name);
    if (last != null && now.isPresent() && now.get().sameContentAs(last.stamp())) {
      known.put(file, new Known(now.get(), last.sha256()));
      known.put(name, new Known(now.get(), last.sha256()));
    }
  }
}
