package org.colophon.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.colophon.contract.Json;
import org.colophon.document.DocumentSchema;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of a pipeline's parameters: one file {@code params/<section>.schema.json} for each
 * section of the config's {@code params}.
 */
final class ParamSections {
  private static final String ENDING = ".schema.json";

  private final Map<String, DocumentSchema> sections;

  private ParamSections(Map<String, DocumentSchema> sections) {
    this.sections = sections;
  }

  /** Reads the folder; a pipeline without one has no parameters. */
  static ParamSections read(Path folder) throws IOException {
    Map<String, DocumentSchema> sections = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
        for (Path file : files) {
          String name = String.valueOf(file.getFileName());
          sections.put(
              name.substring(0, name.length() - ENDING.length()), DocumentSchema.read(file));
        }
      }
    }
    return new ParamSections(sections);
  }

  /** One schema over all sections, closed, so that an unknown section is an unknown key. */
  DocumentSchema schema() {
    ObjectNode schema = Json.mapper().createObjectNode();
    schema.put("type", "object").put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    sections.forEach((name, section) -> {
      ObjectNode copy = section.json().deepCopy().asObject();
      copy.remove("$schema");
      properties.set(name, copy);
      if (!copy.has("default")) {
        copy.putObject("default");
      }
    });
    return DocumentSchema.of("params", schema);
  }
}
