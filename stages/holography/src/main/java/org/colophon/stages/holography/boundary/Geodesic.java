package org.colophon.stages.holography.boundary;

import org.colophon.stages.holography.geometry.Background;
import org.colophon.stages.holography.geometry.GaussLegendre;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;

/**
 * Spacelike geodesics of a background, at one time, between two boundary points a distance apart.
 *
 * <p>With the turning point z*, and A* = A(z*),
 *
 * <pre>
 * ℓ(z*) = 2 ∫₀^z* dz e^{A*-A} / (√f √(1 - e^{2(A*-A)}))
 * L(z*) = 2 ∫₀^z* dz [ e^A / (√f √(1 - e^{2(A*-A)})) - 1/z ] + 2 ln z*
 * dL/dℓ = e^{A*}
 * </pre>
 *
 * integrated with z = z*(1 - s²), which takes the root out of the end point.
 *
 * @see <a href="https://arxiv.org/abs/hep-th/9905104">Balasubramanian, Ross: geodesic
 *     approximation</a>
 */
public final class Geodesic {
  private static final GaussLegendre RULE = GaussLegendre.ofSize(200);
  private static final double NEAR_BOUNDARY = 1e-6;

  /** Deepest turning point, as artanh(z* / z_h); beyond, quadrature loses digits. */
  private static final double DEEPEST = 7;

  private static final double WALK = 1.5;

  private final Background background;

  /**
   * @throws IllegalArgumentException if A does not approach -ln z, so that correlators would not be
   *     power laws at short distance
   */
  public Geodesic(Background background) {
    double slope = NEAR_BOUNDARY * background.a(NEAR_BOUNDARY).first();
    if (Math.abs(slope + 1) > NEAR_BOUNDARY) {
      throw new IllegalArgumentException(
          "geodesics need a background with A = -ln z near the boundary; z A' is "
              + slope
              + " there, so its correlators have no scaling dimensions");
    }
    this.background = background;
  }

  /** Distance between the end points. */
  public double width(double turningPoint) {
    double deepest = beyondAds(turningPoint);
    return 4
        * turningPoint
        * RULE.integrate(s -> {
          double z = turningPoint * (1 - s * s);
          double ratio = StrictMath.log1p(-s * s) + deepest - beyondAds(z);
          return s * StrictMath.exp(ratio) / root(z, ratio);
        });
  }

  /** Length, less the divergent 2 ln(1/ε). */
  public double length(double turningPoint) {
    double deepest = beyondAds(turningPoint);
    double regular =
        RULE.integrate(s -> {
          double z = turningPoint * (1 - s * s);
          double beyond = beyondAds(z);
          double ratio = StrictMath.log1p(-s * s) + deepest - beyond;
          return s * (StrictMath.exp(beyond) / root(z, ratio) - 1) / (1 - s * s);
        });
    return 4 * regular + 2 * StrictMath.log(turningPoint);
  }

  /**
   * The turning point of the shallowest geodesic between points {@code width} apart.
   *
   * @throws IllegalArgumentException if there is none that can be resolved
   */
  public double turningPoint(double width) {
    double step = depth(width / 4);
    double near = 0;
    double reached = 0;
    double far = step;
    while (true) {
      double next = width(position(far));
      if (next >= width) {
        return between(near, far, width);
      }
      if (next < reached || (far >= DEEPEST && hasHorizon())) {
        throw new IllegalArgumentException(
            "no geodesic that can be resolved spans a distance of "
                + width
                + "; the longest spans "
                + Math.max(next, reached)
                + ": shorten x_max or move the horizon");
      }
      reached = next;
      near = far;
      far = hasHorizon() ? Math.min(far * WALK, DEEPEST) : far * WALK;
    }
  }

  private double between(double near, double far, double width) {
    BracketingNthOrderBrentSolver solver =
        new BracketingNthOrderBrentSolver(1e-15, 1e-15, 1e-15, 5);
    double from = Math.max(near, far * 1e-3);
    return position(solver.solve(200, depth -> width(position(depth)) - width, from, far));
  }

  /** A + ln z: exactly 0 in AdS, where A* - A would lose digits near the turning point. */
  private double beyondAds(double z) {
    return background.a(z).value() + StrictMath.log(z);
  }

  private double root(double z, double ratio) {
    return Math.sqrt(background.f(z).value() * -StrictMath.expm1(2 * ratio));
  }

  /** A depth in which the width grows almost evenly, also towards the horizon. */
  private double depth(double z) {
    double fraction = z / background.horizon();
    if (!hasHorizon()) {
      return z;
    }
    return fraction > 0.9 ? 1 : fraction;
  }

  private double position(double depth) {
    return hasHorizon() ? background.horizon() * StrictMath.tanh(depth) : depth;
  }

  private boolean hasHorizon() {
    return Double.isFinite(background.horizon());
  }
}
