package org.colophon.stages.holography.recovery;

/**
 * The spatial slice from geodesic widths alone, without a model. With u = z² and g = f^{-1/2} the
 * width is Abel's integral ℓ(u*) = ∫₀^{u*} g du / √(u* - u); product integration with g linear
 * between nodes gives a triangular system.
 *
 * @see <a href="https://arxiv.org/abs/0807.3695">Bilson: extracting spacetimes</a>
 */
final class AbelInversion {
  private AbelInversion() {}

  /**
   * f at the turning points.
   *
   * @param turningPoints z*, positive and strictly increasing; f is 1 at z = 0
   * @param widths ℓ(z*)
   */
  static double[] f(double[] turningPoints, double[] widths) {
    int n = turningPoints.length;
    double[] u = new double[n + 1];
    double[] g = new double[n + 1];
    g[0] = 1;
    for (int k = 1; k <= n; k++) {
      u[k] = turningPoints[k - 1] * turningPoints[k - 1];
      double known = 0;
      double last = 0;
      for (int j = 1; j <= k; j++) {
        double step = u[j] - u[j - 1];
        double from = Math.sqrt(u[k] - u[j - 1]);
        double to = Math.sqrt(u[k] - u[j]);
        double whole = 2 * (from - to);
        double right = (from * from * whole - 2.0 / 3 * (from * from * from - to * to * to)) / step;
        known += (whole - right) * g[j - 1];
        if (j < k) {
          known += right * g[j];
        } else {
          last = right;
        }
      }
      g[k] = (widths[k - 1] - known) / last;
    }
    double[] f = new double[n];
    for (int k = 0; k < n; k++) {
      f[k] = 1 / (g[k + 1] * g[k + 1]);
    }
    return f;
  }
}
