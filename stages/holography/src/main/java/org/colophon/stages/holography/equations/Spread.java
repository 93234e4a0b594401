package org.colophon.stages.holography.equations;

/** Sizes of sets of numbers. */
final class Spread {
  private Spread() {}

  static double rms(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return values.length == 0 ? 0 : Math.sqrt(sum / values.length);
  }

  /** The standard deviation around the mean, over n. */
  static double deviation(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double[] centred = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      centred[i] = values[i] - mean;
    }
    return rms(centred);
  }
}
