package org.colophon.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.colophon.contract.WholeFile;

/** A file of the user's that is changed: what it was is kept beside it, under the time. */
public final class BackedUpFile {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private BackedUpFile() {}

  /**
   * Gives {@code file} another text, whole or not at all.
   *
   * @return where its bytes from before are kept: {@code <name>.<time>.bak} in the same folder
   * @throws IOException if it is no regular file, or either cannot be written; then it is as before
   */
  public static Path replace(Path file, String text, Instant now) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is not a regular file; it is left as it is");
    }
    Path backup = file.resolveSibling(file.getFileName() + "." + STAMP.format(now) + ".bak");
    if (Files.exists(backup, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(backup + " exists; try again");
    }
    WholeFile.write(backup, Files.readAllBytes(file));
    WholeFile.write(file, text);
    return backup;
  }
}
