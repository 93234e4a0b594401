package org.colophon.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Jazzer calls with bytes it made up; {@code -Dcolophon.fuzz.reader} names the reader.
 *
 * @see <a href="https://github.com/CodeIntelligenceTesting/jazzer">Jazzer</a>
 */
public final class FuzzTarget {
  private static final FuzzedReader READER =
      FuzzedReader.labelled(System.getProperty("colophon.fuzz.reader", "json"));
  private static final Path FOLDER = folder();

  private FuzzTarget() {}

  /** The name is Jazzer's. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    READER.read(bytes, FOLDER);
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("colophon-fuzz-");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
