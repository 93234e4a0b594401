package org.colophon.run;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.colophon.contract.RunManifest;

/** Whether a folder's file system has symbolic links. */
final class AliasProbe {
  private AliasProbe() {}

  static RunManifest.AliasKind kind(Path folder) throws IOException {
    Path probe = folder.resolve(".probe.link");
    try {
      Files.deleteIfExists(probe);
      Files.createSymbolicLink(probe, Path.of("."));
      Files.delete(probe);
      return RunManifest.AliasKind.LINK;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return RunManifest.AliasKind.COPY;
    }
  }
}
