package org.colophon.legacy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.colophon.legacy.Mapping.CannotConvert;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Where a mapping takes one value of the new metadata from. */
sealed interface MetaValue {
  JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A constant, which the mapping asserts. */
  record Constant(JsonNode value) implements MetaValue {}

  /**
   * The first group of a pattern that the whole name of the file matches.
   *
   * @param number the text is read as a number
   */
  record FromName(Pattern pattern, boolean number) implements MetaValue {}

  /** An array or data set of one value. */
  record FromArray(String array) implements MetaValue {}

  /** A value of the old metadata: {@code meta_json}, a side-car, a root attribute. */
  record FromMetadata(String key) implements MetaValue {}

  /** A value and why it is believed. */
  record Taken(JsonNode value, Fact fact) {}

  /**
   * Takes the value.
   *
   * @param by the mapping, for the fact
   */
  default Taken take(String key, String fileName, OldFile old, String by) throws CannotConvert {
    return switch (this) {
      case Constant(JsonNode value) ->
          new Taken(value, Fact.asserted(key, value.toString(), "mapping " + by));
      case FromName(Pattern pattern, boolean number) -> {
        Matcher matcher = pattern.matcher(fileName);
        if (!matcher.matches()) {
          throw new CannotConvert(key + ": the name does not match " + pattern);
        }
        JsonNode value = value(matcher.group(1), number);
        yield new Taken(
            value, Fact.inferred(key, value.toString(), "file name, by " + pattern.pattern()));
      }
      case FromArray(String array) -> {
        JsonNode value =
            old.single(array)
                .orElseThrow(() ->
                    new CannotConvert(key + ": there is no array " + array + " of one value"));
        yield new Taken(value, Fact.observed(key, value.toString(), "array " + array));
      }
      case FromMetadata(String name) -> {
        JsonNode value =
            old.metadata(name)
                .orElseThrow(() -> new CannotConvert(key + ": the old metadata have no " + name));
        yield new Taken(value, Fact.observed(key, value.toString(), "old metadata " + name));
      }
    };
  }

  private static JsonNode value(String text, boolean number) {
    return number ? NODES.numberNode(Long.parseLong(text)) : NODES.stringNode(text);
  }
}
