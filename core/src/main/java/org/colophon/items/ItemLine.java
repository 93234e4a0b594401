package org.colophon.items;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.colophon.contract.StageStatus;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of one item: a line of the attempt's journal, and later of {@code items.jsonl}.
 *
 * @param itemKey digest of what its outputs depend on
 * @param reused whether it did not run, and an earlier attempt's outputs were taken
 * @param tries how often it was started
 * @param seconds that its last try took
 * @param error the first, of an item that failed
 * @param warning the first, of an item that ended WARNING
 * @param outputs what it made, by alias
 * @param logs {@code stdout}, {@code stderr} and what it asked of the {@code network}, as far as
 *     they are not empty
 */
public record ItemLine(
    String key,
    String itemKey,
    StageStatus status,
    boolean reused,
    int tries,
    double seconds,
    @Nullable String error,
    @Nullable String warning,
    Map<String, List<Slice>> outputs,
    Map<String, Slice> logs) {
  public ItemLine {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(itemKey, "item_key");
    Objects.requireNonNull(status, "status");
    Map<String, List<Slice>> copy = new TreeMap<>();
    outputs.forEach((alias, slices) -> copy.put(alias, List.copyOf(slices)));
    outputs = copy;
    logs = new TreeMap<>(logs);
  }

  /** Whether its outputs count. */
  @JsonIgnore
  public boolean isDone() {
    return status.goesOn();
  }
}
