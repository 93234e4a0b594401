package org.colophon.run;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.contract.StageStatus;
import org.colophon.items.ItemLine;
import org.colophon.items.Slice;

/**
 * Looks again at what items left, when all have ended and before it is gathered: without a sandbox,
 * an item can reach what another has made.
 */
final class SecondLook {
  private final ItemFolders folders;

  SecondLook(ItemFolders folders) {
    this.folders = folders;
  }

  /** The same, but an item whose bytes are no longer those that were recorded has failed. */
  FanOut.Result at(FanOut.Result ended) throws IOException {
    Map<String, ItemLine> lines = new HashMap<>();
    ItemCount count = new ItemCount(ended.count().total());
    for (ItemLine line : ended.lines().values()) {
      ItemLine seen = line.reused() ? line : seen(line);
      lines.put(seen.key(), seen);
      count.add(seen);
    }
    return new FanOut.Result(lines, count, ended.interrupted());
  }

  private ItemLine seen(ItemLine line) throws IOException {
    EarlierItem made = EarlierItem.in(folders, line);
    Optional<Slice> damaged = made.damaged();
    if (damaged.isEmpty()) {
      return line;
    }
    Map<String, Slice> logs = new TreeMap<>();
    for (Map.Entry<String, Slice> log : line.logs().entrySet()) {
      if (made.isThere(log.getValue())) {
        logs.put(log.getKey(), log.getValue());
      }
    }
    return new ItemLine(
        line.key(),
        line.itemKey(),
        line.isDone() ? StageStatus.ERROR : line.status(),
        false,
        line.tries(),
        line.seconds(),
        line.isDone() ? changed(line, damaged.get()) : line.error(),
        line.warning(),
        Map.of(),
        logs);
  }

  private static String changed(ItemLine line, Slice damaged) {
    String alias =
        line.outputs().entrySet().stream()
            .filter(output -> output.getValue().contains(damaged))
            .map(output -> output.getKey() + "/")
            .findFirst()
            .orElse("logs/");
    return "invalid_output: "
        + alias
        + damaged.name()
        + " was changed after it ended; an item writes only below its own STAGE_DIR";
  }
}
