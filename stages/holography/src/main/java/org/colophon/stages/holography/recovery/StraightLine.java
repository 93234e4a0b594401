package org.colophon.stages.holography.recovery;

import org.colophon.stages.holography.geometry.Column;

/**
 * Least squares of y = slope · x - offset, all values with one standard deviation: -ln G against L
 * gives slope Δ and offset ln N.
 *
 * @param slopeSigma standard deviation of the slope
 */
record StraightLine(double slope, double offset, double chi2, double slopeSigma) {

  static StraightLine through(double[] x, Column y, double sigma) {
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < x.length; i++) {
      meanX += x[i] / x.length;
      meanY += y.get(i) / x.length;
    }
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      xy += (x[i] - meanX) * (y.get(i) - meanY);
    }
    double slope = xy / xx;
    double chi2 = 0;
    for (int i = 0; i < x.length; i++) {
      double residual = (y.get(i) - meanY - slope * (x[i] - meanX)) / sigma;
      chi2 += residual * residual;
    }
    return new StraightLine(slope, slope * meanX - meanY, chi2, sigma / Math.sqrt(xx));
  }
}
