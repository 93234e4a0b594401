package org.colophon.stages.holography.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.artifact.Sha256;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.artifact.format.NpzFile;
import org.colophon.contract.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** A file of the run that the page takes values from. */
final class Evidence {
  private static final String META = "meta_json";

  private final String artifact;
  private final String sha256;
  private final String prefix;
  private final JsonNode content;

  private Evidence(String alias, Path file, String prefix, JsonNode content) throws IOException {
    this.artifact = alias + "/" + file.getFileName();
    this.sha256 = Sha256.of(file);
    this.prefix = prefix;
    this.content = content;
  }

  static Evidence json(String alias, Path file) throws IOException {
    return new Evidence(alias, file, "", Json.read(file));
  }

  /** The meta of an NPZ file. */
  static Evidence npz(String alias, Path file) throws IOException {
    String meta =
        NpzFile.read(file).text(META).orElseThrow(() -> new IOException(file + " has no " + META));
    return new Evidence(alias, file, META, Json.mapper().readTree(meta));
  }

  static Evidence csv(String alias, Path file) throws IOException {
    ArrayNode rows = Json.mapper().createArrayNode();
    ArtifactFormat.named("csv").describe(file, (_, row) -> rows.add(row));
    return new Evidence(alias, file, "", rows);
  }

  String artifact() {
    return artifact;
  }

  String sha256() {
    return sha256;
  }

  /** What is at a JSON pointer; nothing where there is none or a null. */
  Optional<Bound> find(String pointer) {
    JsonNode value = content.at(pointer);
    return value.isMissingNode() || value.isNull()
        ? Optional.empty()
        : Optional.of(new Bound(artifact, sha256, prefix + pointer, value));
  }

  /**
   * @throws IllegalStateException if nothing is there, which the schema of the file rules out
   */
  Bound at(String pointer) {
    return find(pointer)
        .orElseThrow(() -> new IllegalStateException(artifact + " has nothing at " + pointer));
  }

  /** The cell of a CSV that {@code at} names: {@code cell=ROW,COLUMN}, the header being row 1. */
  Bound cell(String at) {
    String[] place = at.substring("cell=".length()).split(",", -1);
    JsonNode row = content.path(Integer.parseInt(place[0]) - 2);
    String column = List.copyOf(row.propertyNames()).get(Integer.parseInt(place[1]) - 1);
    return new Bound(artifact, sha256, at, row.path(column));
  }

  /** Pointers to the entries of a list or object, in order. */
  List<String> entries(String pointer) {
    JsonNode node = content.at(pointer);
    List<String> entries = new ArrayList<>();
    if (node.isObject()) {
      node.propertyNames().forEach(name -> entries.add(pointer + "/" + escaped(name)));
    } else {
      for (int i = 0; i < node.size(); i++) {
        entries.add(pointer + "/" + i);
      }
    }
    return entries;
  }

  /** The entry of a list whose {@code field} is {@code value}. */
  Optional<String> entry(String list, String field, String value) {
    return entries(list).stream()
        .filter(one -> content.at(one).path(field).asString("").equals(value))
        .findFirst();
  }

  /** A name as RFC 6901 writes it in a pointer. */
  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
