package org.colophon.artifact.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the shared test files are. */
final class Fixtures {
  private static final Path HOLOGRAPHY =
      Path.of(System.getProperty("colophon.home"), "src-test-fixtures", "holography");

  private Fixtures() {}

  static Path npz(String name) {
    return HOLOGRAPHY.resolve("geometry-npz").resolve(name + ".npz");
  }

  static Path h5(String name) {
    return HOLOGRAPHY.resolve("geometry-h5").resolve(name + ".h5");
  }

  static Path csv(String name) {
    return HOLOGRAPHY.resolve("modes-csv").resolve(name + ".csv");
  }

  static List<Path> in(String folder) throws IOException {
    try (Stream<Path> files = Files.list(HOLOGRAPHY.resolve(folder))) {
      return files.sorted().toList();
    }
  }

  static List<String> codes(List<Finding> findings) {
    return findings.stream().map(Finding::code).toList();
  }
}
