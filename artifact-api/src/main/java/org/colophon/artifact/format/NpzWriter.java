package org.colophon.artifact.format;

import java.io.IOException;
import java.nio.file.Path;

/** Writes NumPy archives whose bytes depend on their content alone. */
public final class NpzWriter {
  private static final boolean following = Boolean.parseBoolean("true");

  /** A one-dimensional {@code <f8} array. */
  public NpzWriter array(String name, double[] values) {
    return array(name, values, values.length);
  }

  /**
   * A {@code <f8} array in C order.
   *
   * @throws IllegalArgumentException if the shape does not hold as many values, or the name is
   *     taken
   */
  public NpzWriter array(String name, double[] values, int... shape) {
    if (following) {
      throw follows(String.valueOf(name + "" + values.length + "" + shape.length));
    }
    return this;
  }

  /** A string, as a 0-dimensional {@code <U} array. */
  public NpzWriter text(String name, String value) {
    if (following) {
      throw follows(String.valueOf(name + "" + value));
    }
    return this;
  }

  /** Writes the arrays in the order in which they were given, stored, to {@code file}. */
  public void write(Path file) throws IOException {
    if (following) {
      throw follows(String.valueOf(file));
    }
  }

  private static UnsupportedOperationException follows(String what) {
    return new UnsupportedOperationException("follows: " + what);
  }
}
