package org.colophon.stages.holography.geometry;

import java.util.Optional;

/**
 * A background as columns over z, in the conventions of {@link Background}.
 *
 * @param z positions, positive and strictly increasing, at least 2
 * @param b zeros where the source has none
 * @param phi dilaton Φ, used in matter actions only; zeros where the source has none
 * @param fSigma one standard deviation of f, where the source gives one
 */
public record GeometryTable(
    Column z, Column a, Column f, Column b, Column phi, Optional<Column> fSigma) {

  public GeometryTable {
    if (z.size() < 2) {
      throw new IllegalArgumentException("too_few_points: z has " + z.size());
    }
    refuseUnusable("z", z, z.size());
    refuseUnusable("A", a, z.size());
    refuseUnusable("f", f, z.size());
    refuseUnusable("B", b, z.size());
    refuseUnusable("Phi", phi, z.size());
    if (fSigma.isPresent()) {
      refuseUnusable("f_sigma", fSigma.get(), z.size());
    }
    if (!(z.first() > 0)) {
      throw new IllegalArgumentException("z_not_positive: z starts at " + z.first());
    }
    if (!z.isStrictlyIncreasing()) {
      throw new IllegalArgumentException("z_not_increasing: z must increase strictly");
    }
  }

  /** A table without B, Φ and uncertainty. */
  public static GeometryTable of(double[] z, double[] a, double[] f) {
    Column zeros = Column.zeros(z.length);
    return new GeometryTable(
        Column.of(z), Column.of(a), Column.of(f), zeros, zeros, Optional.empty());
  }

  /** The values of {@code background} at {@code z}. */
  public static GeometryTable of(Background background, double[] z) {
    Column grid = Column.of(z);
    return new GeometryTable(
        grid,
        grid.map(x -> background.a(x).value()),
        grid.map(x -> background.f(x).value()),
        grid.map(x -> background.b(x).value()),
        Column.zeros(z.length),
        Optional.empty());
  }

  public int size() {
    return z.size();
  }

  private static void refuseUnusable(String name, Column column, int size) {
    if (column.size() != size) {
      throw new IllegalArgumentException(
          "length_mismatch: " + name + " has " + column.size() + " values, z has " + size);
    }
    if (!column.isFinite()) {
      throw new IllegalArgumentException("non_finite: " + name + " holds NaN or infinity");
    }
  }
}
