package org.colophon.artifact.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file format: turns a file into JSON that a schema can judge.
 *
 * <ul>
 *   <li>Implementations MUST NOT execute anything that they read, open another file because of it
 *       (a side-car with a fixed name aside), or write.
 *   <li>Implementations MUST check a size before they take memory for it.
 *   <li>Implementations MUST report damage as a {@link Finding}, never as an exception.
 *   <li>Implementations MUST give equal descriptions for equal files.
 * </ul>
 */
public sealed interface ArtifactFormat
    permits Json, JsonLines, Csv, Npz, Npy, Hdf5, Xml, Directory, Opaque {

  /** The name used by {@code x-format}. */
  String id();

  /**
   * Describes {@code file}.
   *
   * @param rows sees each row, if the format is a table
   * @throws IOException if the file cannot be opened or read for a reason outside its content
   */
  Description describe(Path file, RowVisitor rows) throws IOException;

  /** Every format, in the order in which messages list them. */
  static List<ArtifactFormat> all() {
    Limits limits = Limits.DEFAULT;
    return List.of(
        new Json(limits),
        new JsonLines(limits),
        new Csv(limits),
        new Npz(limits),
        new Npy(limits),
        new Hdf5(limits),
        new Xml(limits),
        new Directory(limits),
        new Opaque(limits));
  }

  /**
   * @throws IllegalArgumentException if no format has that name; the message lists those that are
   */
  static ArtifactFormat named(String id) {
    return all().stream()
        .filter(format -> format.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no artifact format is named '"
                    + id
                    + "'; there are "
                    + all().stream().map(ArtifactFormat::id).collect(Collectors.joining(", "))));
  }
}
