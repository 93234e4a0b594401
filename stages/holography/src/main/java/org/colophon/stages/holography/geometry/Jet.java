package org.colophon.stages.holography.geometry;

/** A function's value and first two derivatives with respect to z at one point. */
public record Jet(double value, double first, double second) {
  public static final Jet ZERO = new Jet(0, 0, 0);
  public static final Jet ONE = new Jet(1, 0, 0);
}
