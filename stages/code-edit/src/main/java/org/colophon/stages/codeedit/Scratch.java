package org.colophon.stages.codeedit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for the time of a run of this program. */
record Scratch(Path path) implements AutoCloseable {

  static Scratch make() throws IOException {
    // the real path: a sandbox shows folders under their real names
    return new Scratch(Files.createTempDirectory("code-edit-").toRealPath());
  }

  @Override
  public void close() throws IOException {
    List<Path> found;
    try (Stream<Path> files = Files.walk(path)) {
      found = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : found) {
      Files.delete(file);
    }
  }
}
