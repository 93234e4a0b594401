package org.colophon.artifact.sure;

/** Bounds of a number, each without effect where it is infinite. */
record SureNumber(double min, double max, double above, double below) {
  static final SureNumber ANY =
      new SureNumber(
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY);

  boolean open() {
    return min == Double.NEGATIVE_INFINITY
        && max == Double.POSITIVE_INFINITY
        && above == Double.NEGATIVE_INFINITY
        && below == Double.POSITIVE_INFINITY;
  }

  /** Never the infinite: there is none in JSON. */
  boolean accepts(double number) {
    return min <= number && number <= max && above < number && number < below;
  }
}
