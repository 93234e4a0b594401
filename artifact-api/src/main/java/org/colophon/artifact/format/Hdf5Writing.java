package org.colophon.artifact.format;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.checksum.JenkinsLookup3HashLittle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Writes an HDF5 file whose bytes depend on its content only. jHDF notes the operating system and
 * processor in a root attribute and again behind the last object; both are taken out.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 file
 *     format, superblock versions 2 and 3</a>
 */
public final class Hdf5Writing {
  private static final String WRITER_NOTE = "_jHDF";
  private static final byte[] TRAILER_START = {'j', 'H', 'D', 'F', ' ', '-', ' '};
  private static final int LONGEST_TRAILER = 200;
  private static final int END_OF_FILE_FIELD = 28;
  private static final int CHECKSUM_FIELD = 44;

  private Hdf5Writing() {}

  /**
   * Replaces {@code target} by a file with what {@code content} puts into it.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(Path target, Consumer<WritableHdfFile> content) throws IOException {
    Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent());
    // not createTempFile: what it makes only its owner may read, and artifacts are shared
    Path draft = folder.resolve("." + UUID.randomUUID() + ".h5.tmp");
    try {
      try (WritableHdfFile file = HdfFile.write(draft)) {
        file.removeAttribute(WRITER_NOTE);
        content.accept(file);
      }
      Files.write(draft, withoutTrailer(Files.readAllBytes(draft)));
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static byte[] withoutTrailer(byte[] bytes) {
    int end = trailerStart(bytes);
    byte[] kept = Arrays.copyOf(bytes, end);
    ByteBuffer superblock = ByteBuffer.wrap(kept).order(ByteOrder.LITTLE_ENDIAN);
    superblock.putLong(END_OF_FILE_FIELD, end);
    int checksum = JenkinsLookup3HashLittle.hash(Arrays.copyOf(kept, CHECKSUM_FIELD));
    superblock.putInt(CHECKSUM_FIELD, checksum);
    return kept;
  }

  private static int trailerStart(byte[] bytes) {
    int length = TRAILER_START.length;
    for (int at = bytes.length - length; at > bytes.length - LONGEST_TRAILER && at > 0; at--) {
      if (Arrays.equals(bytes, at, at + length, TRAILER_START, 0, length)) {
        return at;
      }
    }
    return bytes.length;
  }
}
