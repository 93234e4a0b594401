package org.colophon.legacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.artifact.format.NpzFile;
import org.colophon.artifact.format.RowVisitor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An old NumPy archive with its metadata: those in {@code meta_json}, else those of the JSON file
 * beside it.
 *
 * @param meta a missing node if it has none
 */
record OldNpz(NpzFile npz, JsonNode meta) implements OldFile {
  static final String META = "meta_json";

  static OldNpz read(Path file) throws IOException {
    JsonNode description = ArtifactFormat.named("npz").describe(file, RowVisitor.NONE).json();
    return new OldNpz(NpzFile.read(file), description.path("meta"));
  }

  /** Where the metadata of an archive stand that has them beside it: {@code x.meta.json}. */
  static Path sidecarOf(Path archive) {
    String name = String.valueOf(archive.getFileName());
    return archive.resolveSibling(name.replaceFirst("\\.npz$", "") + ".meta.json");
  }

  static boolean hasSidecar(Path archive) {
    return String.valueOf(archive.getFileName()).endsWith(".npz")
        && Files.isRegularFile(sidecarOf(archive), LinkOption.NOFOLLOW_LINKS);
  }

  boolean isBesideIt() {
    return meta.isObject() && !npz.names().contains(META);
  }

  @Override
  public Optional<JsonNode> metadata(String key) {
    return Optional.ofNullable(meta.get(key)).filter(value -> !value.isNull());
  }

  @Override
  public Optional<JsonNode> single(String array) {
    if (!npz.names().contains(array)) {
      return Optional.empty();
    }
    if (npz.isText(array)) {
      return npz.text(array).map(JsonNodeFactory.instance::stringNode);
    }
    if (!npz.isReal(array)) {
      return Optional.empty();
    }
    double[] values = npz.doubles(array);
    if (values.length != 1 || !Double.isFinite(values[0])) {
      return Optional.empty();
    }
    boolean whole = values[0] == Math.rint(values[0]) && Math.abs(values[0]) < 1e15;
    return Optional.of(
        whole
            ? JsonNodeFactory.instance.numberNode((long) values[0])
            : JsonNodeFactory.instance.numberNode(values[0]));
  }
}
