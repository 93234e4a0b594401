package org.colophon.artifact.sure;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an object must be. A member with a name that is known here has a position, from 0. */
final class SureMembers {
  static final SureMembers ANY =
      new SureMembers(Map.of(), Set.of(), Optional.empty(), 0, Integer.MAX_VALUE);

  private final byte[][] names;
  private final SureValue[] values;
  private final boolean[] required;
  private final Optional<SureValue> others;
  private final int requiredCount;
  private final int min;
  private final int max;

  /**
   * @param known members by name, those that are required among them
   * @param others what members with another name are
   * @param min members
   * @param max members
   */
  SureMembers(
      Map<String, SureValue> known,
      Set<String> required,
      Optional<SureValue> others,
      int min,
      int max) {
    this.names =
        known.keySet().stream()
            .map(name -> name.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    this.values = known.values().toArray(SureValue[]::new);
    this.required = new boolean[names.length];
    int position = 0;
    for (String name : known.keySet()) {
      this.required[position] = required.contains(name);
      position++;
    }
    this.requiredCount = required.size();
    this.others = others;
    this.min = min;
    this.max = max;
  }

  int size() {
    return names.length;
  }

  byte[] name(int position) {
    return names[position];
  }

  /**
   * The position of the name that stands there, or -1.
   *
   * @param likely where it is looked for first, since rows name their members in one order
   */
  int find(byte[] json, int from, int to, int likely) {
    for (int i = 0; i < names.length; i++) {
      int position = likely + i < names.length ? likely + i : likely + i - names.length;
      byte[] name = names[position];
      if (Arrays.equals(name, 0, name.length, json, from, to)) {
        return position;
      }
    }
    return -1;
  }

  SureValue value(int position) {
    return position < 0 ? others.orElse(SureValue.ANYTHING) : values[position];
  }

  boolean isRequired(int position) {
    return position >= 0 && required[position];
  }

  /** Whether an object is whole that has so many members, so many of them required. */
  boolean accepts(int count, int requiredSeen) {
    return min <= count && count <= max && requiredSeen == requiredCount;
  }

  int looks() {
    return Math.max(
        others.map(SureValue::looks).orElse(1),
        Arrays.stream(values).mapToInt(SureValue::looks).max().orElse(1));
  }
}
