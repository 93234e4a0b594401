package org.colophon.legacy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A declared conversion of one file from before the schema. It reads the old file and writes a new
 * one elsewhere; what it took from where is part of what it returns.
 */
sealed interface Mapping permits NpzMapping, CsvMapping, Hdf5Mapping {
  /** Name and version, as it stands in warnings: {@code geometry_npz@1}. */
  String id();

  /**
   * Writes {@code target}.
   *
   * @param name of the old file, for values that are taken from it
   * @throws CannotConvert if the old file does not have what the mapping takes from it
   */
  Done convert(Path source, String name, Path target) throws IOException, CannotConvert;

  /**
   * What a conversion did.
   *
   * @param changes one line for each
   * @param facts values that are not simply the old file's
   */
  record Done(List<String> changes, List<Fact> facts) {
    public Done {
      changes = List.copyOf(changes);
      facts = List.copyOf(facts);
    }
  }

  /** The old file cannot be converted by this mapping; the message says why. */
  final class CannotConvert extends Exception {
    private static final long serialVersionUID = 1L;

    CannotConvert(String why) {
      super(why);
    }
  }
}
