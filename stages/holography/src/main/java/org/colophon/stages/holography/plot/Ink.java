package org.colophon.stages.holography.plot;

import java.util.List;

/**
 * Colours that stay apart for colour-blind readers.
 *
 * @see <a href="https://jfly.uni-koeln.de/color/">Okabe and Ito: Color Universal Design</a>
 */
final class Ink {
  static final String TEXT = "#222222";
  static final String FAINT_TEXT = "#5a5a5a";
  static final String AXIS = "#444444";
  static final String GRID = "#e4e4e4";

  private static final List<String> SERIES =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

  /** Beside the colour, so that lines can be told apart in grey; the empty one is solid. */
  private static final List<String> DASHES = List.of("", "7 3", "2 2.5", "9 3 2 3", "12 3");

  private Ink() {}

  static String series(int index) {
    return SERIES.get(index % SERIES.size());
  }

  static String dashes(int index) {
    return DASHES.get(index % DASHES.size());
  }
}
