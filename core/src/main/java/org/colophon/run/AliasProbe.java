package org.colophon.run;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a folder's file system has symbolic links. */
final class AliasProbe {
  private AliasProbe() {}

  static RunEvent.AliasKind kind(Path folder) throws IOException {
    Path probe = folder.resolve(".probe.link");
    try {
      Files.deleteIfExists(probe);
      Files.createSymbolicLink(probe, Path.of("."));
      Files.delete(probe);
      return RunEvent.AliasKind.LINK;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return RunEvent.AliasKind.COPY;
    }
  }
}
