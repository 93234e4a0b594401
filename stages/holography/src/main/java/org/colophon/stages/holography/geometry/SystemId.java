package org.colophon.stages.holography.geometry;

/**
 * The name that joins rows between stages: {@code <family>_d<d>_<T0|Tfinite>_<index>}. It says how
 * a system was made; no stage may draw conclusions from it.
 */
public final class SystemId {
  private SystemId() {}

  /**
   * The id of the system at {@code index} of its data set.
   *
   * @param index position in the list of systems, from 0
   */
  public static String of(Family family, int d, boolean hasHorizon, int index) {
    if (index < 0 || index > 999) {
      throw new IllegalArgumentException("a data set holds systems 0 to 999, not " + index);
    }
    String number = Integer.toString(1000 + index).substring(1);
    return family.id() + "_d" + d + (hasHorizon ? "_Tfinite_" : "_T0_") + number;
  }
}
