package org.colophon.stages.holography.report;

import tools.jackson.databind.JsonNode;

/**
 * A value and where it is written.
 *
 * @param artifact the file, by alias, relative to the run
 * @param sha256 digest of the file
 * @param at JSON pointer, after {@code meta_json} for an NPZ; {@code cell=ROW,COLUMN} for a CSV
 * @param value what is written there; never null
 */
record Bound(String artifact, String sha256, String at, JsonNode value) {

  /** The value as it is written. */
  String text() {
    return value.asString();
  }

  double number() {
    return value.doubleValue();
  }
}
