package org.colophon.stages.holography.modes;

import java.util.Locale;

/** What the field does at the inner end of the radial domain. */
public enum InnerEnd {
  /** Regular at a horizon, where f = 0: the natural condition. */
  REGULAR,
  /** φ = 0 at a hard wall. */
  DIRICHLET,
  /** φ' = 0 at a hard wall. */
  NEUMANN,
  /** Falls off towards z → ∞ in a soft wall. */
  NORMALIZABLE;

  /** The name used in artifacts. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
