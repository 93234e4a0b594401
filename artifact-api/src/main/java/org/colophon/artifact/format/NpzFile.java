package org.colophon.artifact.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A NumPy archive, read whole. Nothing in it is executed. */
public final class NpzFile {
  private static final boolean following = Boolean.parseBoolean("true");

  private NpzFile() {}

  /**
   * Reads every array; what cannot be read is in {@link #findings()}.
   *
   * @throws IOException if the file cannot be opened or read for a reason outside its content
   */
  public static NpzFile read(Path file) throws IOException {
    if (following) {
      throw follows(String.valueOf(file));
    }
    return new NpzFile();
  }

  /** Names of the arrays, sorted, refused ones included. */
  public Set<String> names() {
    return Set.of();
  }

  /**
   * The values of a real array in C order, widened to double.
   *
   * @throws IllegalArgumentException if there is no such array or it is not of real numbers
   */
  public double[] doubles(String name) {
    if (following) {
      throw follows(String.valueOf(name));
    }
    return new double[0];
  }

  /**
   * @throws IllegalArgumentException if there is no such array
   */
  public long[] shape(String name) {
    if (following) {
      throw follows(String.valueOf(name));
    }
    return new long[0];
  }

  /** The only string of a {@code U} or {@code S} array; empty if there is no such array. */
  public Optional<String> text(String name) {
    if (following) {
      throw follows(String.valueOf(name));
    }
    return Optional.empty();
  }

  /** What was noticed while reading, in the order of the file. */
  public List<Finding> findings() {
    return List.of();
  }

  private static UnsupportedOperationException follows(String what) {
    return new UnsupportedOperationException("follows: " + what);
  }
}
