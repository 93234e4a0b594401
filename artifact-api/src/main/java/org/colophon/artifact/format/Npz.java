package org.colophon.artifact.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A NumPy archive: {@code {"arrays": {"z": {"dtype": "f8", "shape": [64], …}}, "meta": {…}}}. The
 * meta is the JSON object in the string array {@code meta_json}, else in the side-car {@code
 * x.meta.json} of {@code x.npz}; without either there is none.
 */
record Npz(Limits limits) implements ArtifactFormat {
  static final String META = "meta_json";

  @Override
  public String id() {
    return "npz";
  }

  @Override
  public Description describe(Path file, RowVisitor rows) throws IOException {
    NpzFile npz = NpzFile.read(file, limits);
    List<Finding> findings = new ArrayList<>(npz.findings());
    ObjectNode description = JsonNodeFactory.instance.objectNode();
    ObjectNode arrays = description.putObject("arrays");
    npz.arrays().forEach((name, array) -> array.describeIn(arrays.putObject(name)));
    try {
      Optional<JsonNode> meta = meta(file, npz);
      meta.ifPresent(json -> description.set("meta", json));
    } catch (DamagedContent damage) {
      findings.add(damage.finding());
    }
    return new Description(description, findings);
  }

  private Optional<JsonNode> meta(Path file, NpzFile npz) throws IOException, DamagedContent {
    NpyArray embedded = npz.arrays().get(META);
    if (embedded != null) {
      return Optional.of(parsed(META, embedded.text(META)));
    }
    String name = String.valueOf(file.getFileName());
    Path sidecar = file.resolveSibling(name.replaceFirst("\\.npz$", "") + ".meta.json");
    Optional<Finding> refusal = SourceFile.refusal(sidecar, limits.jsonBytes());
    if (refusal.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        parsed(String.valueOf(sidecar.getFileName()), StrictText.of(Files.readAllBytes(sidecar))));
  }

  private JsonNode parsed(String where, String text) throws DamagedContent {
    JsonNode meta;
    try {
      meta = new StrictJson(limits).parse(text);
    } catch (DamagedContent damage) {
      throw new DamagedContent(
          "meta_not_json", Printable.of(where) + ": " + damage.finding().message());
    }
    if (!meta.isObject()) {
      throw new DamagedContent("meta_not_json", Printable.of(where) + " is not a JSON object");
    }
    return meta;
  }
}
