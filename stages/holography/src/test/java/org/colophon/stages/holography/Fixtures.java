package org.colophon.stages.holography;

import java.nio.file.Path;

/** The shared files that tests read. */
public final class Fixtures {
  private Fixtures() {}

  public static Path holography(String relative) {
    return home().resolve("src-test-fixtures/holography").resolve(relative);
  }

  public static Path home() {
    return Path.of(System.getProperty("colophon.home"));
  }
}
