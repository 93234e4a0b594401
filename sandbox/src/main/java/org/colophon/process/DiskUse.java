package org.colophon.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much some processes have on the disk: what lies in their folder, and files there that have no
 * name any more but are still open or mapped. Stops counting when it is enough.
 *
 * <p>A file that is only on its way, as a descriptor in the queue of a socket, is not seen.
 */
final class DiskUse extends SimpleFileVisitor<Path> {
  /** Every file and folder takes a block at least, or millions of empty ones would cost nothing. */
  private static final long BLOCK = 4096;

  private final DiskLimit limit;
  private final Set<Object> nameless = new HashSet<>();
  private long bytes;
  private boolean hidden;

  private DiskUse(DiskLimit limit) {
    this.limit = limit;
  }

  /** Whether it is more than the limit, or in a place where nobody can look. */
  static boolean exceeds(DiskLimit limit, Collection<ProcEntry> processes) {
    DiskUse use = new DiskUse(limit);
    try {
      Files.walkFileTree(limit.folder(), use);
      for (ProcEntry process : processes) {
        use.addNameless(process);
      }
    } catch (IOException e) {
      // it changes while it is looked at; the next look, or the last, sees the rest
    }
    return use.isEnough();
  }

  private boolean isEnough() {
    return hidden || bytes > limit.bytes();
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    return add(0);
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    return add(attributes.isRegularFile() ? attributes.size() : 0);
  }

  private FileVisitResult add(long size) {
    bytes += (size + BLOCK - 1) / BLOCK * BLOCK + (size == 0 ? BLOCK : 0);
    return isEnough() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
  }

  /**
   * A folder that was closed to us, or whose name is longer than the kernel takes, hides things.
   */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    hidden |= !(e instanceof NoSuchFileException);
    return hidden ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
    return FileVisitResult.CONTINUE;
  }

  private void addNameless(ProcEntry process) throws IOException {
    for (NamelessFile file : NamelessFile.of(process)) {
      if (!file.isOnDiskOf(limit.folder())) {
        continue;
      }
      Optional<BasicFileAttributes> attributes = file.attributes();
      if (attributes.isEmpty()) {
        // mapped, and only root may look; or gone since
        hidden |= file.device().isPresent() && process.mappings().stream().anyMatch(file::isIn);
      } else if (nameless.add(String.valueOf(attributes.get().fileKey()))) {
        add(attributes.get().size());
      }
    }
  }
}
