package org.colophon.artifact.format;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A file turned into JSON that a schema can judge.
 *
 * @param json names, types, sizes and statistics, never the numbers of a large array
 * @param findings in the order in which they were met
 */
public record Description(JsonNode json, List<Finding> findings) {
  public Description {
    findings = List.copyOf(findings);
  }

  /** Whether all of the file that matters could be read. */
  public boolean readable() {
    return findings.stream().noneMatch(Finding::stopsReading);
  }
}
