package org.colophon.stages.holography.boundary;

import org.colophon.stages.holography.geometry.Background;
import org.colophon.stages.holography.geometry.GaussLegendre;

/**
 * The minimal surface that hangs from a strip of the boundary at one time, whose area is the
 * entanglement entropy of the strip.
 *
 * @see <a href="https://arxiv.org/abs/hep-th/0605073">Ryu, Takayanagi: strips in AdS</a>
 */
public record Strip(Background background) {
  private static final GaussLegendre RULE = GaussLegendre.ofSize(200);

  /** Width of the strip whose surface turns at {@code turningPoint}. */
  public double width(double turningPoint) {
    int n = background.d() - 1;
    double deepest = background.a(turningPoint).value();
    return 4
        * turningPoint
        * RULE.integrate(s -> {
          double z = turningPoint * (1 - s * s);
          double ratio = n * (deepest - background.a(z).value());
          double f = background.f(z).value();
          return s * StrictMath.exp(ratio) / Math.sqrt(f * -StrictMath.expm1(2 * ratio));
        });
  }
}
