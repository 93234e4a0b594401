package org.colophon.reuse;

import java.io.IOException;
import java.nio.file.Path;

/**
 * How a store changes files.
 *
 * <ul>
 *   <li>Whatever happens in the midst, a name MUST lead to whole content or to nothing.
 *   <li>Two processes MAY do the same at once.
 * </ul>
 */
public interface StoreFiles {
  /** Creates a folder and its parents; no error if it is there. */
  void makeFolder(Path folder) throws IOException;

  /** Writes a file whole that may be lost with the power. */
  void hint(Path file, String text) throws IOException;

  /**
   * Gives the content of a file a second name, which is free: as a clone where the file system has
   * them, else as a hard link that is read-only, else as a copy.
   */
  void share(Path file, Path name) throws IOException;

  /** Removes a file or a folder with all that is in it; no error if it is gone. */
  void discard(Path path) throws IOException;
}
