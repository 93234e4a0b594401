package org.colophon.stages.holography.contracts;

import org.colophon.stages.holography.geometry.Background;
import org.colophon.stages.holography.geometry.Jet;

/**
 * Curvature, null energy conditions and vacuum equations at one point of
 *
 * <pre>ds² = e^{2A} [ -e^{2B} f dt² + dx_i² + dz²/f ],   n = d - 1 coordinates x_i, L = 1.</pre>
 *
 * <p>The vacuum equations {@link #e1}, {@link #e2}, {@link #e3} suppose B = 0.
 *
 * @param d boundary spacetime dimension
 */
public record Curvature(int d, double z, Jet a, Jet b, Jet f) {

  public static Curvature of(Background background, double z) {
    return new Curvature(background.d(), z, background.a(z), background.b(z), background.f(z));
  }

  /** The same point with another f: all quantities but E1 are linear in f. */
  Curvature withF(Jet other) {
    return new Curvature(d, z, a, b, other);
  }

  /** The Ricci scalar; -d(d+1) on AdS. */
  public double ricciScalar() {
    return -warp()
        * (f.second()
            + 2 * d * (f.value() * a.second() + f.first() * a.first())
            + d * n() * f.value() * square(a.first())
            + 2 * f.value() * (b.second() + square(b.first()))
            + 3 * f.first() * b.first()
            + 2 * d * f.value() * a.first() * b.first());
  }

  /** R_{MN} k^M k^N for the null k along z with unit boost: n e^{-2A} f (A'² + A'B' - A''). */
  public double nec1() {
    return n() * warp() * f.value() * (square(a.first()) + a.first() * b.first() - a.second());
  }

  /**
   * R_{MN} k^M k^N for the null k along x with unit boost: e^{-2A} [f''/2 + (3/2) f'B' + (n/2) A'f'
   * + f (B'' + B'² + nA'B')].
   */
  public double nec2() {
    return warp()
        * (f.second() / 2
            + 1.5 * f.first() * b.first()
            + n() / 2.0 * a.first() * f.first()
            + f.value() * (b.second() + square(b.first()) + n() * a.first() * b.first()));
  }

  /** A'' - A'², in 1/unit²; 0 in vacuum. */
  public double e1() {
    return a.second() - square(a.first());
  }

  /** f'' + (d-1) A'f', in 1/unit²; 0 in vacuum and with a neutral scalar. */
  public double e2() {
    return f.second() + n() * a.first() * f.first();
  }

  /** e^{-2A} (fA'² + A'f'/d); 1 in vacuum with L = 1. */
  public double e3() {
    return warp() * (f.value() * square(a.first()) + a.first() * f.first() / d);
  }

  private int n() {
    return d - 1;
  }

  private double warp() {
    return StrictMath.exp(-2 * a.value());
  }

  private static double square(double x) {
    return x * x;
  }
}
