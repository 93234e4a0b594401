package org.colophon.legacy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.colophon.artifact.Sha256;

/**
 * Archives whose metadata stand in a JSON file beside them. The file alone would come into the run,
 * and its metadata would not.
 */
final class SidecarMeta {
  private static final String ID = "npz_sidecar@1";

  private SidecarMeta() {}

  /** What puts the metadata beside an archive into it; empty if none are beside it. */
  static Optional<Mapping> embedding(Path archive) throws IOException {
    if (!OldNpz.hasSidecar(archive)) {
      return Optional.empty();
    }
    OldNpz old = OldNpz.read(archive);
    if (!old.isBesideIt()) {
      return Optional.empty();
    }
    List<String> arrays = old.npz().names().stream().filter(old.npz()::isReal).toList();
    return Optional.of(new NpzMapping(ID, Map.of(), arrays, Set.of(), Map.of()));
  }

  static String change(Path archive) {
    return "the metadata of " + name(archive) + " are now inside";
  }

  static Fact fact(Path archive) throws IOException {
    return Fact.observed(
        OldNpz.META, "SHA-256 " + Sha256.of(OldNpz.sidecarOf(archive)), name(archive));
  }

  private static String name(Path archive) {
    return String.valueOf(OldNpz.sidecarOf(archive).getFileName());
  }
}
