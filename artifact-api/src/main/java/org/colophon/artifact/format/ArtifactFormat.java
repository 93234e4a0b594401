package org.colophon.artifact.format;

import java.io.IOException;
import java.nio.file.Path;

/** A file format: turns a file into JSON that a schema can judge. */
public sealed interface ArtifactFormat permits Opaque {

  /** The name used by {@code x-format}. */
  String id();

  /**
   * Describes {@code file}. Damage is a finding, never an exception.
   *
   * @param rows sees each row, if the format is a table
   * @throws IOException if the file cannot be opened or read for a reason outside its content
   */
  Description describe(Path file, RowVisitor rows) throws IOException;

  /**
   * @throws IllegalArgumentException if no format has that name; the message lists those that are
   */
  static ArtifactFormat named(String id) {
    Opaque opaque = new Opaque();
    if (!id.equals(opaque.id())) {
      throw new IllegalArgumentException("no artifact format is named '" + id + "'");
    }
    return opaque;
  }
}
