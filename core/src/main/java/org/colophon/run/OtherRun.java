package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.colophon.artifact.ArtifactFile;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.Published;

/**
 * An input from outside that is an output of another run. What that run says of it goes with it:
 * the digests, the warnings it carries, and whether it was imported.
 *
 * @param root of the other run
 */
record OtherRun(Path root, Published published) {

  /** The run that published {@code path}, a folder of an artifact or a file in one; if one did. */
  static Optional<OtherRun> of(Path path) throws IOException {
    Path real = path.toRealPath();
    Path folder = Files.isDirectory(real) ? real : real.getParent();
    Path stage = folder == null ? null : folder.getParent();
    Path root = stage == null ? null : stage.getParent();
    if (folder == null || root == null) {
      return Optional.empty();
    }
    RunDirectory directory = new RunDirectory(root);
    if (!Files.isRegularFile(directory.journal())) {
      return Optional.empty();
    }
    RunManifest manifest = ReadRun.find(directory).map(ReadRun::manifest).orElse(null);
    return manifest == null
        ? Optional.empty()
        : manifest.published().values().stream()
            .filter(output -> root.resolve(output.output().path()).equals(folder))
            .map(output -> new OtherRun(root, output))
            .findFirst();
  }

  /**
   * The files that are not what their stage left; of the given ones, or of all if a folder was
   * given.
   */
  List<String> changed(List<ArtifactFile> given, boolean all) {
    Map<String, String> now =
        given.stream().collect(Collectors.toMap(ArtifactFile::path, ArtifactFile::sha256));
    List<String> changed = new ArrayList<>();
    for (ArtifactFile file : published.output().files()) {
      boolean asked = all || now.containsKey(file.path());
      if (asked && !file.sha256().equals(now.get(file.path()))) {
        changed.add(root.resolve(published.output().path()).resolve(file.path()).toString());
      }
    }
    return changed;
  }
}
