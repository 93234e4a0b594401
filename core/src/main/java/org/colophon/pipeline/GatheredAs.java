package org.colophon.pipeline;

import java.util.Optional;

/** How what the items of a stage made becomes one artifact, by the output's pattern. */
public enum GatheredAs {
  /** {@code fits.jsonl}: the lines of every item's file of that name, one after the other. */
  LINES,
  /** {@code fits.csv}: the rows of every item's file of that name, under the one header. */
  TABLE,
  /** {@code fits.json}: an array of the values in every item's file of that name. */
  ARRAY,
  /** {@code *.npz}: every item makes one such file, which gets the item's name. */
  NAMED,
  /** {@code *}{@code /model.npz}: every item has a folder of its own, with the item's name. */
  FOLDERS;

  private static final String OWN_FOLDER = "*/";
  private static final String GLOB = ".*[*?\\[\\]{}\\\\].*";

  /** Empty if a pattern is none of these. */
  public static Optional<GatheredAs> of(String pattern) {
    if (pattern.startsWith(OWN_FOLDER)) {
      return Optional.of(FOLDERS);
    }
    if (pattern.matches("\\*\\.[A-Za-z0-9._-]+")) {
      return Optional.of(NAMED);
    }
    if (pattern.matches(GLOB) || pattern.contains("/")) {
      return Optional.empty();
    }
    String ending = pattern.substring(pattern.lastIndexOf('.') + 1);
    return switch (ending) {
      case "jsonl" -> Optional.of(LINES);
      case "csv" -> Optional.of(TABLE);
      case "json" -> Optional.of(ARRAY);
      default -> Optional.empty();
    };
  }

  /** The same pattern, as it is within what one item makes. */
  public String ofOneItem(String pattern) {
    return this == FOLDERS ? pattern.substring(OWN_FOLDER.length()) : pattern;
  }
}
