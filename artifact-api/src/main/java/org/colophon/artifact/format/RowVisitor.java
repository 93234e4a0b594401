package org.colophon.artifact.format;

import tools.jackson.databind.JsonNode;

/** Sees the rows of a table one at a time while it is described, so that none is kept. */
@FunctionalInterface
public interface RowVisitor {

  /** Looks at nothing. */
  RowVisitor NONE = (number, row) -> {};

  /**
   * Whether a record of JSON Lines need not even be read: {@code text} is surely JSON as it must
   * be, and {@link #row} would find nothing in it.
   *
   * @param text the record in UTF-8, without its line feed
   */
  default boolean passes(byte[] text) {
    return false;
  }

  /**
   * @param number counted from 1, a header not included
   * @param row cells by column, or a JSON Lines record
   */
  void row(long number, JsonNode row);
}
