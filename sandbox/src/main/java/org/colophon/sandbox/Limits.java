package org.colophon.sandbox;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How much of each resource a stage may use; what is not named is not limited.
 *
 * @param of the limit of each, at least 1, in the unit of its {@link Resource}
 */
public record Limits(Map<Resource, Limit> of) {
  public static final Limits NONE = new Limits(Map.of());

  /**
   * One limit.
   *
   * @param insisted a backend that cannot keep it must refuse; otherwise it must say so
   */
  public record Limit(long amount, boolean insisted) {
    public Limit {
      if (amount < 1) {
        throw new IllegalArgumentException("a limit must be at least 1, was " + amount);
      }
    }
  }

  public Limits {
    Map<Resource, Limit> sorted = new EnumMap<>(Resource.class);
    sorted.putAll(of);
    of = Collections.unmodifiableMap(sorted);
  }

  /** The same with one more, or another. */
  public Limits with(Resource resource, long amount, boolean insisted) {
    Map<Resource, Limit> more = new EnumMap<>(Resource.class);
    more.putAll(of);
    more.put(resource, new Limit(amount, insisted));
    return new Limits(more);
  }

  public OptionalLong amount(Resource resource) {
    Limit limit = of.get(resource);
    return limit == null ? OptionalLong.empty() : OptionalLong.of(limit.amount());
  }
}
