package org.colophon.legacy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.colophon.artifact.format.NpzFile;
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

  /** An array of one value. */
  record FromArray(String array) implements MetaValue {}

  /** A value and why it is believed. */
  record Taken(JsonNode value, Fact fact) {}

  /**
   * Takes the value.
   *
   * @param by the mapping, for the fact
   */
  default Taken take(String key, String fileName, NpzFile npz, String by) throws CannotConvert {
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
            single(npz, array)
                .orElseThrow(() ->
                    new CannotConvert(key + ": there is no array " + array + " of one value"));
        yield new Taken(value, Fact.observed(key, value.toString(), "array " + array));
      }
    };
  }

  private static JsonNode value(String text, boolean number) {
    return number ? NODES.numberNode(Long.parseLong(text)) : NODES.stringNode(text);
  }

  private static Optional<JsonNode> single(NpzFile npz, String array) {
    if (!npz.names().contains(array)) {
      return Optional.empty();
    }
    if (npz.isText(array)) {
      return npz.text(array).map(NODES::stringNode);
    }
    if (!npz.isReal(array)) {
      return Optional.empty();
    }
    double[] values = npz.doubles(array);
    if (values.length != 1 || !Double.isFinite(values[0])) {
      return Optional.empty();
    }
    boolean whole = values[0] == Math.rint(values[0]) && Math.abs(values[0]) < 1e15;
    return Optional.of(whole ? NODES.numberNode((long) values[0]) : NODES.numberNode(values[0]));
  }
}
