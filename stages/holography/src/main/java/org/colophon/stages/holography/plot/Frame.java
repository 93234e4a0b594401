package org.colophon.stages.holography.plot;

/** Where the data area lies on the picture, in pixels, and which numbers it spans. */
record Frame(double left, double top, double width, double height, Scale x, Scale y) {

  /** Pixels from the left edge of the frame. */
  double across(double value) {
    return x.fraction(value) * width;
  }

  /** Pixels below the top edge of the frame. */
  double down(double value) {
    return (1 - y.fraction(value)) * height;
  }

  boolean shows(double xValue, double yValue) {
    return x.shows(xValue) && y.shows(yValue);
  }
}
