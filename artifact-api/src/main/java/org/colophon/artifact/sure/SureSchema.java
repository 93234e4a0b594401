package org.colophon.artifact.sure;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * A schema held against the text of a value as it is scanned, for schemas of simple keywords. Its
 * yes is sure: the text is JSON as {@code StrictJson} wants it, and the value is valid. Anything
 * else only means that somebody else has to judge.
 */
public final class SureSchema {
  /** Bytes; a longer text could hold more than a reader takes. */
  private static final int LONGEST_TEXT = 1 << 20;

  private final SureValue value;

  private SureSchema(SureValue value) {
    this.value = value;
  }

  /**
   * A schema made ready; empty if it has a keyword whose meaning is not known here.
   *
   * @param document what local references point into
   * @param schema a part of it
   * @param patterns gives for a pattern whether it is surely found in a text
   */
  public static Optional<SureSchema> of(
      JsonNode document, JsonNode schema, Function<String, Predicate<String>> patterns) {
    return SureReading.read(document, schema, patterns).map(SureSchema::new);
  }

  /** Whether {@code json} is surely the text of a valid value. */
  public boolean accepts(byte[] json) {
    return json.length <= LONGEST_TEXT && new SureScan(json).isWholly(value);
  }
}
