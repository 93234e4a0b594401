package org.colophon.process;

import java.nio.file.Path;

/**
 * What may lie in a folder. It is looked at from time to time and at the end, so a process can have
 * more for a moment before it is stopped.
 *
 * @param folder absolute
 * @param bytes that its files may take on the disk together, at least 1; each takes a block of 4
 *     KiB or more, and what nobody can look at is too much
 */
public record DiskLimit(Path folder, long bytes) {
  public DiskLimit {
    if (!folder.isAbsolute() || bytes < 1) {
      throw new IllegalArgumentException(
          "needs an absolute folder and a byte at least, was " + folder + ", " + bytes);
    }
  }
}
