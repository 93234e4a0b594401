package org.colophon.stages.holography.recovery;

import java.util.Arrays;
import org.colophon.stages.holography.geometry.GaussLegendre;

/**
 * Geodesic lengths of A = -ln z, f = 1 - z^p (so z_h = 1) against their widths. By scaling, L(ℓ;
 * z_h) = L(ℓ/z_h; 1) + 2 ln z_h, so one table serves all horizons with the same exponent.
 *
 * <p>The table holds L - 2 ln ℓ, computed without cancellation, and interpolates it by cubic
 * Hermite polynomials with the exact slope 1/z* - 2/ℓ. Beyond the last row the length grows with
 * the slope of that row, which differs from the true one by less than 2e-6.
 */
final class GeodesicTable {
  private static final GaussLegendre RULE = GaussLegendre.ofSize(200);
  private static final int ROWS = 200;
  private static final double DEEPEST = 7;

  // Factors of the integrands that do not depend on f; s is the node, z = z*(1 - s²).
  private static final double[] LOG_DEPTH = new double[RULE.size()];
  private static final double[] OF_WIDTH = new double[RULE.size()];
  private static final double[] OF_LENGTH = new double[RULE.size()];
  private static final double[] OF_EXPONENT = new double[RULE.size()];

  static {
    for (int i = 0; i < RULE.size(); i++) {
      double s = RULE.node(i);
      double depth = 1 - s * s;
      double end = Math.sqrt(2 - s * s);
      LOG_DEPTH[i] = StrictMath.log1p(-s * s);
      OF_WIDTH[i] = RULE.weight(i) * depth / end;
      OF_LENGTH[i] = RULE.weight(i) / (depth * end);
      OF_EXPONENT[i] = RULE.weight(i) * s * s * end / depth;
    }
  }

  private final double[] turningPoints = new double[ROWS + 1];
  private final double[] widths = new double[ROWS + 1];
  private final double[] excess = new double[ROWS + 1];
  private final double[] exponentSlopes = new double[ROWS + 1];

  /**
   * What the table says of one width.
   *
   * @param length L
   * @param slope dL/dℓ
   * @param exponentSlope ∂L/∂p at fixed ℓ; geodesics are stationary, so only the metric changes
   */
  record Row(double length, double slope, double exponentSlope) {}

  GeodesicTable(double p) {
    double[] powers = new double[RULE.size()];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = StrictMath.exp(p * LOG_DEPTH[i]);
    }
    for (int row = 1; row <= ROWS; row++) {
      // dense at the boundary, where z^p with p < 4 has no fourth derivative
      double fraction = row / (double) ROWS;
      fill(row, StrictMath.tanh(DEEPEST * fraction * fraction), p, powers);
    }
  }

  /**
   * @param width in units of the horizon, positive
   */
  Row at(double width) {
    if (width >= widths[ROWS]) {
      double slope = 1 / turningPoints[ROWS];
      double length = excess[ROWS] + 2 * StrictMath.log(widths[ROWS]);
      return new Row(length + slope * (width - widths[ROWS]), slope, exponentSlopes[ROWS]);
    }
    int found = Arrays.binarySearch(widths, width);
    int left = found >= 0 ? found : -found - 2;
    return interpolate(left, width);
  }

  private Row interpolate(int left, double width) {
    int right = left + 1;
    double step = widths[right] - widths[left];
    double t = (width - widths[left]) / step;
    double u = 1 - t;
    double slopeLeft = excessSlope(left) * step;
    double slopeRight = excessSlope(right) * step;
    double value =
        u * u * ((1 + 2 * t) * excess[left] + t * slopeLeft)
            + t * t * ((1 + 2 * u) * excess[right] - u * slopeRight);
    double slope =
        (6 * t * u * (excess[right] - excess[left])
                + u * (u - 2 * t) * slopeLeft
                + t * (t - 2 * u) * slopeRight)
            / step;
    return new Row(
        value + 2 * StrictMath.log(width),
        slope + 2 / width,
        u * exponentSlopes[left] + t * exponentSlopes[right]);
  }

  private double excessSlope(int row) {
    return row == 0 ? 0 : 1 / turningPoints[row] - 2 / widths[row];
  }

  /** The AdS part of ℓ and L, 2z* and 2 ln 2z*, is taken out: only f^{-1/2} - 1 is summed. */
  private void fill(int row, double z, double p, double[] powers) {
    double logZ = StrictMath.log(z);
    double deepest = StrictMath.exp(p * logZ);
    double width = 0;
    double length = 0;
    double byExponent = 0;
    for (int i = 0; i < powers.length; i++) {
      double power = deepest * powers[i];
      double f = 1 - power;
      double root = Math.sqrt(f);
      double change = power / (root * (1 + root));
      width += change * OF_WIDTH[i];
      length += change * OF_LENGTH[i];
      byExponent += power / (f * root) * (logZ + LOG_DEPTH[i]) * OF_EXPONENT[i];
    }
    turningPoints[row] = z;
    widths[row] = 2 * z * (1 + 2 * width);
    excess[row] = 4 * length - 2 * StrictMath.log1p(2 * width);
    exponentSlopes[row] = 2 * byExponent;
  }
}
