package org.colophon.artifact.sure;

import java.util.Arrays;

/** Names of one object that its schema does not have, as places in the text, to find the same. */
final class SureNames {
  /** As they are compared each with each. */
  private static final int MOST = 64;

  private static final int[] NO_PLACES = {};

  private final byte[] json;
  private int[] places = NO_PLACES;
  private int used;

  SureNames(byte[] json) {
    this.json = json;
  }

  /** Whether the name is surely another one than those before. */
  boolean add(int from, int to) {
    for (int i = 0; i < used; i += 2) {
      if (Arrays.equals(json, places[i], places[i + 1], json, from, to)) {
        return false;
      }
    }
    if (used == 2 * MOST) {
      return false;
    }
    if (used == places.length) {
      places = Arrays.copyOf(places, Math.max(8, 2 * used));
    }
    places[used] = from;
    places[used + 1] = to;
    used += 2;
    return true;
  }
}
