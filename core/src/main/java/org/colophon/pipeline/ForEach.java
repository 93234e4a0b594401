package org.colophon.pipeline;

/**
 * That a stage's program is started once for each item of an input.
 *
 * @param input alias of the input that has the items
 * @param maxFailed how many may fail
 */
public record ForEach(String input, Over over, MaxFailed maxFailed) {

  /** What an item is. */
  public sealed interface Over {
    /**
     * A row of a table, or an element of a JSON array.
     *
     * @param key column, or field, that names it
     */
    record Rows(String key) implements Over {}

    /** A file, named by its path in the artifact. */
    record Files() implements Over {}
  }

  /** As the stage's key has it. */
  public String text() {
    return items() + ", max_failed " + maxFailed;
  }

  /** What makes the items, without how many may fail. */
  public String items() {
    return switch (over) {
      case Over.Rows(String key) -> "rows " + input + " by " + key;
      case Over.Files() -> "files " + input;
    };
  }
}
