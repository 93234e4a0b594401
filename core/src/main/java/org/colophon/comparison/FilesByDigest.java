package org.colophon.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.artifact.ArtifactFile;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.WholeFile;

/**
 * The files of a kept run of which only the digest is kept. They stand in {@code by_digest.sha256},
 * in the form of {@code sha256sum}: a file that is not there and not in it was lost.
 *
 * @param lines {@code <sha256> <path relative to the run>}
 */
public record FilesByDigest(Set<String> lines) {
  static final FilesByDigest NONE = new FilesByDigest(Set.of());
  private static final String FILE = "by_digest.sha256";

  public FilesByDigest {
    lines = Set.copyOf(lines);
  }

  /** What a kept run says of itself; nothing if it says nothing. */
  static FilesByDigest of(Path run) throws IOException {
    Path file = run.resolve(FILE);
    return Files.isRegularFile(file)
        ? new FilesByDigest(new TreeSet<>(Files.readAllLines(file)))
        : NONE;
  }

  /** Whether the file, with the digest that the manifest has, is kept by it alone. */
  boolean has(OutputEntry artifact, ArtifactFile file) {
    return lines.contains(line(artifact, file));
  }

  static String line(OutputEntry artifact, ArtifactFile file) {
    return file.sha256() + "  " + artifact.path() + "/" + file.path();
  }

  /** Writes the list of a kept run; none if every file of it is kept. */
  static void write(Collection<String> lines, Path run) throws IOException {
    if (!lines.isEmpty()) {
      WholeFile.write(run.resolve(FILE), String.join("\n", new TreeSet<>(lines)) + "\n");
    }
  }
}
