package org.colophon.artifact.format;

import java.nio.file.Path;
import java.util.List;

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

  static Path boundary(String systemId) {
    return HOLOGRAPHY.resolve("boundary").resolve(systemId + "_boundary.h5");
  }

  static List<String> codes(List<Finding> findings) {
    return findings.stream().map(Finding::code).toList();
  }
}
