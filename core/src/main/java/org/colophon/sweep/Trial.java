package org.colophon.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of a sweep.
 *
 * @param name of the run, below the sweep's folder
 * @param values by key of the config
 */
public record Trial(String name, Map<String, String> values) {
  public Trial {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The changes to the config, as options of {@code run}. */
  public List<String> sets() {
    return values.entrySet().stream()
        .map(value -> value.getKey() + "=" + value.getValue())
        .toList();
  }

  /** The same trial with one more value, as a run of its own. */
  Trial with(String suffix, String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(key, value);
    return new Trial(name + suffix, more);
  }
}
