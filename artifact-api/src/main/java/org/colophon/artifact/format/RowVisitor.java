package org.colophon.artifact.format;

import tools.jackson.databind.JsonNode;

/** Sees the rows of a table one at a time while it is described, so that none is kept. */
@FunctionalInterface
public interface RowVisitor {

  /** Looks at nothing. */
  RowVisitor NONE = (number, row) -> {};

  /**
   * @param number counted from 1, a header not included
   * @param row cells by column, or a JSON Lines record
   */
  void row(long number, JsonNode row);
}
