package org.colophon.stages.codeedit.runner;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One line of {@code ast-grep scan --json=stream}.
 *
 * @param edit what the rule's fix makes of it; empty if it has none
 * @see <a href="https://ast-grep.github.io/guide/tools/json.html">ast-grep's JSON</a>
 */
record Match(String file, String ruleId, Optional<Edit> edit) {

  /**
   * @throws IllegalArgumentException if it is none
   */
  static Match of(JsonNode line) {
    JsonNode offsets = line.path("replacementOffsets");
    JsonNode replacement = line.path("replacement");
    if (!line.path("file").isString() || !line.path("ruleId").isString()) {
      throw new IllegalArgumentException("a match without file and ruleId");
    }
    if (replacement.isString() != offsets.isObject()) {
      throw new IllegalArgumentException("a replacement without its place");
    }
    return new Match(
        line.path("file").asString(),
        line.path("ruleId").asString(),
        replacement.isString()
            ? Optional.of(
                new Edit(
                    offsets.path("start").asInt(-1),
                    offsets.path("end").asInt(-1),
                    replacement.asString()))
            : Optional.empty());
  }
}
