package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.Sha256;

/** The digests of the files that describe an attempt. */
final class StageRecords {
  private StageRecords() {}

  static List<ArtifactFile> of(StageFolder folder) throws IOException {
    List<ArtifactFile> records = new ArrayList<>();
    for (String name : StageFolder.RECORDS) {
      Path file = folder.root().resolve(name);
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        records.add(new ArtifactFile(name, Files.size(file), Sha256.of(file)));
      }
    }
    return records;
  }
}
