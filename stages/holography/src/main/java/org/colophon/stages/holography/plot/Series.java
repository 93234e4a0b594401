package org.colophon.stages.holography.plot;

/**
 * What a {@link CurveChart} shows: at each x a value y between low and high. A value that has no
 * place on the axes leaves a gap.
 */
final class Series {
  enum Kind {
    /** The area between low and high. */
    BAND,
    /** A curve through y. */
    LINE,
    /** Marks at y with bars from low to high. */
    POINTS
  }

  final String name;
  final Kind kind;
  final int colour;
  final double[] x;
  final double[] y;
  final double[] low;
  final double[] high;

  private Series(
      String name, Kind kind, int colour, double[] x, double[] y, double[] low, double[] high) {
    this.name = name;
    this.kind = kind;
    this.colour = colour;
    this.x = x;
    this.y = requireSameLength(name, x, y);
    this.low = requireSameLength(name, x, low);
    this.high = requireSameLength(name, x, high);
  }

  static Series band(String name, int colour, double[] x, double[] low, double[] high) {
    return new Series(name, Kind.BAND, colour, x, low, low, high);
  }

  static Series line(String name, int colour, double[] x, double[] y) {
    return new Series(name, Kind.LINE, colour, x, y, y, y);
  }

  /**
   * @param error half the length of each bar, 0 for none
   */
  static Series points(String name, int colour, double[] x, double[] y, double[] error) {
    requireSameLength(name, x, y);
    requireSameLength(name, x, error);
    double[] low = new double[x.length];
    double[] high = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      low[i] = y[i] - error[i];
      high[i] = y[i] + error[i];
    }
    return new Series(name, Kind.POINTS, colour, x, y, low, high);
  }

  int size() {
    return x.length;
  }

  private static double[] requireSameLength(String name, double[] x, double[] values) {
    if (x.length != values.length) {
      throw new IllegalArgumentException(
          "series " + name + " has " + x.length + " x values and " + values.length + " y values");
    }
    return values;
  }
}
