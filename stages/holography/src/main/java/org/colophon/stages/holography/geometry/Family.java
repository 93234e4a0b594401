package org.colophon.stages.holography.geometry;

import java.util.Locale;

/** The families of backgrounds that a recovered geometry may be assigned to. */
public enum Family {
  ADS,
  LIFSHITZ,
  HYPERSCALING,
  DEFORMED,
  /** An allowed, honest answer. */
  UNKNOWN;

  /** The name used in artifacts. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if no family has that name
   */
  public static Family of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
