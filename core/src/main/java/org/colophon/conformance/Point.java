package org.colophon.conformance;

import java.util.List;

/**
 * One thing that a stage which is done does.
 *
 * @param evidence what was seen, a line each
 */
public record Point(String title, Finding finding, List<String> evidence) {
  public Point {
    evidence = List.copyOf(evidence);
  }

  /** What the evidence says. */
  public enum Finding {
    HOLDS("holds"),
    DOES_NOT_HOLD("does not hold"),
    /** Nothing could speak against it: a type that takes any bytes judges nothing. */
    NOT_JUDGED("not judged"),
    /** Nothing speaks against it, but it could not be tried. */
    NOT_SHOWN("not shown");

    private final String words;

    Finding(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }
}
