package org.colophon.artifact;

import java.util.Comparator;
import java.util.List;

/**
 * A folder of files of one type, under a stable name.
 *
 * @param path of the folder, relative to the run folder, with {@code /}; absolute when the artifact
 *     lies outside the run
 * @param bytes of all files together
 * @param sha256 of the text made of one line {@code <sha256> <path>\n} (two spaces) for each file,
 *     which {@code sha256sum} can check
 * @param files sorted by path
 */
public record Artifact(
    String alias,
    ArtifactType type,
    String path,
    long bytes,
    String sha256,
    List<ArtifactFile> files) {

  public Artifact {
    files = List.copyOf(files);
  }

  public static Artifact of(
      String alias, ArtifactType type, String path, List<ArtifactFile> files) {
    List<ArtifactFile> sorted =
        files.stream().sorted(Comparator.comparing(ArtifactFile::path)).toList();
    StringBuilder listing = new StringBuilder();
    long bytes = 0;
    for (ArtifactFile file : sorted) {
      listing.append(file.sha256()).append("  ").append(file.path()).append('\n');
      bytes += file.bytes();
    }
    return new Artifact(alias, type, path, bytes, Sha256.of(listing.toString()), sorted);
  }
}
