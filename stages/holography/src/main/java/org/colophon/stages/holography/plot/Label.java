package org.colophon.stages.holography.plot;

/**
 * How a text is set.
 *
 * @param size font size in pixels
 * @param turned read from bottom to top
 */
record Label(double size, Anchor anchor, String fill, boolean bold, boolean turned) {

  enum Anchor {
    START("start"),
    MIDDLE("middle"),
    END("end");

    final String value;

    Anchor(String value) {
      this.value = value;
    }
  }

  static Label of(double size) {
    return new Label(size, Anchor.START, Ink.TEXT, false, false);
  }

  Label at(Anchor anchor) {
    return new Label(size, anchor, fill, bold, turned);
  }

  Label faint() {
    return new Label(size, anchor, Ink.FAINT_TEXT, bold, turned);
  }

  Label strong() {
    return new Label(size, anchor, fill, true, turned);
  }

  Label upwards() {
    return new Label(size, anchor, fill, bold, true);
  }

  /**
   * Pixels that {@code text} takes, at most, in the common sans-serif fonts. The widths are those
   * of DejaVu Sans, a wide one, by class of character.
   */
  double width(String text) {
    double ems = text.codePoints().mapToDouble(Label::ems).sum();
    return ems * size * (bold ? 1.1 : 1);
  }

  private static double ems(int c) {
    if ("ijl.,:;'|! I".indexOf(c) >= 0) {
      return 0.34;
    }
    if ("frt()[]-/".indexOf(c) >= 0) {
      return 0.42;
    }
    if ("mwMW@%±=+<>→≤≥×".indexOf(c) >= 0) {
      return 0.95;
    }
    if (c >= 'A' && c <= 'Z') {
      return 0.74;
    }
    return 0.64;
  }
}
