package org.colophon.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that anybody may have put there, read whole if it is of a sane size. */
public final class BoundedFile {
  /** The largest, in bytes; those of a run are far smaller. */
  public static final long MOST_BYTES = 256L << 20;

  private BoundedFile() {}

  /**
   * Reads it.
   *
   * @throws IOException if it is over {@link #MOST_BYTES}, or a device, a pipe or a folder, whose
   *     reading might never end; the message names it
   */
  public static byte[] read(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(file + " is not a regular file; move it away");
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException(
            file
                + " is over "
                + (MOST_BYTES >> 20)
                + " MiB, more than is read whole; move it away or put back what it was");
      }
      return in.readNBytes((int) MOST_BYTES);
    }
  }
}
