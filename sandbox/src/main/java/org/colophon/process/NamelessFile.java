package org.colophon.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file that was removed while a process had it open or mapped: it takes up the disk until then.
 *
 * @param link leads to the file itself, name or not; through a mapping only root may follow it
 * @param device that a mapping tells, as {@code fe:00}; empty for an open file
 */
record NamelessFile(Path link, Optional<String> device) {
  private static final String REMOVED = " (deleted)";

  static List<NamelessFile> of(ProcEntry process) {
    List<NamelessFile> files = new ArrayList<>();
    for (String descriptor : process.descriptors()) {
      if (process.target(descriptor).filter(it -> it.endsWith(REMOVED)).isPresent()) {
        Path link = process.folder().resolve("fd").resolve(descriptor);
        files.add(new NamelessFile(link, Optional.empty()));
      }
    }
    for (String line : process.mappings()) {
      // range, rights, offset, device, inode, name
      String[] words = line.split(" +", 6);
      if (line.endsWith(REMOVED) && words.length == 6) {
        Path link = process.folder().resolve("map_files").resolve(words[0]);
        files.add(new NamelessFile(link, Optional.of(words[3])));
      }
    }
    return files;
  }

  /** Whether a line about a process's memory is about this. */
  boolean isIn(String mapping) {
    return mapping.startsWith(link.getFileName() + " ");
  }

  /** Empty if it is closed by now, or not ours to look at. */
  Optional<BasicFileAttributes> attributes() {
    try {
      return Optional.of(Files.readAttributes(link, BasicFileAttributes.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether it is on the same disk as a folder.
   *
   * @throws IOException if that folder is gone
   */
  boolean isOnDiskOf(Path folder) throws IOException {
    long disk = (long) Files.getAttribute(folder, "unix:dev");
    if (device.isPresent()) {
      return device.get().equals(device(disk));
    }
    try {
      return Files.getAttribute(link, "unix:dev").equals(disk);
    } catch (IOException e) {
      return false;
    }
  }

  /** As the kernel writes it: makedev(3) the other way round. */
  static String device(long number) {
    long major = (number >> 8 & 0xfff) | (number >> 32 & ~0xfffL);
    long minor = (number & 0xff) | (number >> 12 & ~0xffL);
    return "%02x:%02x".formatted(major, minor);
  }
}
