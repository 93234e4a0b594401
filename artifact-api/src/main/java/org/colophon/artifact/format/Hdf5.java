package org.colophon.artifact.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An HDF5 file: {@code {"datasets": {"boundary/x_grid": {"dtype": "f8", "shape": [64], …,
 * "attributes": {…}}}, "groups": {"boundary": {"attributes": {}}}, "meta": {…}}}. The meta is made
 * of the attributes of the root and its 0-dimensional data sets, which must not contradict each
 * other. Links, soft or external, are never followed.
 */
record Hdf5(Limits limits) implements ArtifactFormat {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  @Override
  public String id() {
    return "hdf5";
  }

  @Override
  public Description describe(Path file, RowVisitor rows) throws IOException {
    return SourceFile.describe(file, limits.jsonBytes(), () -> read(Files.readAllBytes(file)));
  }

  private Description read(byte[] bytes) throws DamagedContent {
    if (!hasSignature(bytes)) {
      throw new DamagedContent(
          "not_hdf5", "the file does not begin as an HDF5 file; is it the right file?");
    }
    return Hdf5Survey.of(bytes, limits, Hdf5Survey.Detail.STATISTICS);
  }

  /** The signature stands at 0 or, behind a user block, at 512 times a power of two. */
  private static boolean hasSignature(byte[] bytes) {
    for (long at = 0; at + SIGNATURE.length <= bytes.length; at = at == 0 ? 512 : at * 2) {
      int from = (int) at;
      if (Arrays.equals(bytes, from, from + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
        return true;
      }
    }
    return false;
  }
}
