package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.colophon.artifact.ArtifactFile;
import org.colophon.contract.RunManifest.Disposition;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.reuse.FileDigests;

/** What a stage has published, held against what is there. */
final class PublishedFiles {
  private PublishedFiles() {}

  /** The first published file of a stage that is not as the stage left it. */
  static Optional<String> damage(RunDirectory run, StageEntry published, FileDigests digests)
      throws IOException {
    // what was imported lies behind links
    LinkOption[] links =
        published.disposition() == Disposition.IMPORTED
            ? new LinkOption[0]
            : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    for (OutputEntry output : published.outputs()) {
      for (ArtifactFile file : output.files()) {
        Path path = run.root().resolve(output.path()).resolve(file.path());
        if (!Files.isRegularFile(path, links)) {
          return Optional.of("is gone: " + run.relative(path));
        }
        if (Files.size(path) != file.bytes() || !digests.of(path).equals(file.sha256())) {
          return Optional.of("has changed: " + run.relative(path));
        }
      }
    }
    return Optional.empty();
  }
}
