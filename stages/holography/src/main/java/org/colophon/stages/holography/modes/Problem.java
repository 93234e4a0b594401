package org.colophon.stages.holography.modes;

import java.util.Locale;

/** What the eigenvalue λ stands for. */
public enum Problem {
  /** λ = M² = ω² - k²; needs f = 1 and B = 0. */
  MASS,
  /** λ = -k² at ω = 0: inverse squared screening lengths. */
  SCREENING;

  /** The name used in artifacts. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
