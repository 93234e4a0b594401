package org.colophon.artifact.format;

import java.util.List;

/** Sees the rows of a table one at a time while it is described, so that none is kept. */
public interface RowVisitor {

  /** Called once, before any row. */
  void columns(List<String> names);

  /**
   * @param number counted from 1, the header not included
   * @param cells as many as there are columns, as text
   */
  void row(long number, List<String> cells);

  /** Looks at nothing. */
  RowVisitor NONE =
      new RowVisitor() {
        @Override
        public void columns(List<String> names) {}

        @Override
        public void row(long number, List<String> cells) {}
      };
}
