package org.colophon.artifact;

import java.nio.file.Path;
import java.util.List;
import org.colophon.artifact.format.ArtifactFormat;
import tools.jackson.databind.JsonNode;

/**
 * One published schema.
 *
 * @param format how files of the type are described, {@code x-format} in the schema
 * @param file where the schema was read from
 * @param json the schema itself
 * @param compatibleWith older versions of the type whose readers can read this one, {@code
 *     x-compatible-with}
 */
public record ArtifactSchema(
    ArtifactType type,
    ArtifactFormat format,
    Path file,
    JsonNode json,
    List<String> compatibleWith) {

  public ArtifactSchema {
    compatibleWith = List.copyOf(compatibleWith);
  }
}
