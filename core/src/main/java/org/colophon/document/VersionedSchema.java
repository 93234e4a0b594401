package org.colophon.document;

import java.util.List;

/**
 * The published versions of one kind of file that people write, such as {@code pipeline/1.0} and
 * {@code pipeline/1.1}. A file is judged by the version that its key {@code schema} names.
 *
 * @param name of the kind, before the slash
 * @param versions oldest first; each has a built-in schema {@code <name>-<version>.schema.json}
 */
public record VersionedSchema(String name, List<String> versions) {
  public VersionedSchema {
    versions = List.copyOf(versions);
  }

  /**
   * The schema that {@code document} names; the newest if it names none of them, whose message then
   * says which there are.
   */
  public DocumentSchema of(Document document) {
    String named = document.root().path("schema").asString("");
    String version =
        versions.stream()
            .filter(one -> named.equals(name + "/" + one))
            .findFirst()
            .orElse(versions.getLast());
    return DocumentSchema.builtIn(name + "-" + version + ".schema.json");
  }
}
