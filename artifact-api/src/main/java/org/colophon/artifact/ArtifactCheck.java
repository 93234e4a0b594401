package org.colophon.artifact;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the catalog says of one file.
 *
 * @param description the file as the schema sees it; for JSON the document itself
 * @param violations gravest first, then in the order of the schema; the first is the primary reason
 */
public record ArtifactCheck(
    Path file, ArtifactType type, JsonNode description, List<Violation> violations) {

  public ArtifactCheck {
    violations = List.copyOf(violations);
  }

  /** Whether a stage may be given this file: nothing is {@link Severity#INVALID}. */
  public boolean usable() {
    return violations.stream().noneMatch(v -> v.severity() == Severity.INVALID);
  }

  /** The gravest severity; empty where nothing is to be said. */
  public Optional<Severity> worst() {
    return violations.stream().map(Violation::severity).max(Comparator.naturalOrder());
  }

  /** Rows of a table or records of a JSON Lines file; 1 for a file that has none of these. */
  public long rows() {
    JsonNode rows = description.path("rows");
    return rows.isIntegralNumber() ? rows.longValue() : 1;
  }
}
