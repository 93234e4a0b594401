package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the fuzzer calls: one reader, named by {@code -Dfuzzed=NAME}, at work in a folder. */
public final class FuzzTarget {
  private static final FuzzedReader READER = FuzzedReader.valueOf(System.getProperty("fuzzed", ""));
  private static final HostileBench BENCH = bench();

  private FuzzTarget() {}

  /** Loads what is slow to load, which no input is to blame for. */
  public static void fuzzerInitialize() throws IOException {
    for (byte[] seed : READER.seeds()) {
      READER.read(BENCH, seed);
    }
  }

  /** The entry that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    READER.read(BENCH, bytes);
  }

  private static HostileBench bench() {
    try {
      Path folder = Path.of(System.getProperty("fuzz.folder", ""));
      return HostileBench.in(Files.createTempDirectory(folder, "bench"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
