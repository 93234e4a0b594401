package org.colophon.stages.holography.modes;

/**
 * The coefficients of the radial equation of a scalar field,
 *
 * <pre>-(P φ')' + Q φ = λ W φ,   P = e^{nA+B-Φ} f,   W = e^{nA+B-Φ},   Q = m² e^{(n+2)A+B-Φ}</pre>
 *
 * with their powers of z taken out, so that what remains is smooth and equals 1 at the boundary:
 *
 * <pre>P = z^{1-D} p,   W = z^{1-D} w,   Q = m² z^{-1-D} q</pre>
 *
 * λ is M² = ω² - k² where f = 1 and B = 0, and -k² at ω = 0 in general.
 */
interface RadialProfile {

  /** D: d for an asymptotically AdS background, n + ζ for a Lifshitz one. */
  double uvDimension();

  /**
   * @param z above 0, at most the end of the background
   */
  Coefficients at(double z);

  /**
   * @param p coefficient of the stiffness; 0 at a horizon
   * @param slope z dp/dz
   * @param w coefficient of λ
   * @param q coefficient of m²
   */
  record Coefficients(double p, double slope, double w, double q) {

    /**
     * @param n spatial dimensions of the boundary
     * @param a A + ln z
     * @param aSlope z dA/dz + 1
     * @param s B + (ζ-1) ln z - Φ
     * @param sSlope its derivative times z
     * @param fSlope z df/dz
     */
    static Coefficients of(
        int n, double a, double aSlope, double s, double sSlope, double f, double fSlope) {
      double w = StrictMath.exp(n * a + s);
      double slope = w * (fSlope + f * (n * aSlope + sSlope));
      return new Coefficients(w * f, slope, w, w * StrictMath.exp(2 * a));
    }
  }
}
