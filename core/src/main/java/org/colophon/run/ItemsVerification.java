package org.colophon.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.items.ItemLine;
import org.colophon.items.ItemLines;
import org.colophon.items.ItemText;
import org.colophon.items.Slice;

/**
 * Holds what {@code items.jsonl} of a published attempt says against its artifacts and logs: every
 * item's bytes are where it says, they are the item's, and items stand in the order of their keys.
 */
final class ItemsVerification {
  private ItemsVerification() {}

  /** What is not so, one line each; none for a stage without items. */
  static List<String> differences(StageFolder folder, StageEntry entry) throws IOException {
    boolean hasItems = entry.records().stream().anyMatch(file -> file.path().equals("items.jsonl"));
    if (!hasItems || !entry.status().goesOn()) {
      return List.of();
    }
    List<String> differences = new ArrayList<>();
    Map<String, Long> ends = new HashMap<>();
    String before = "";
    for (ItemLine line : ItemLines.read(folder.items()).values()) {
      String name = ItemText.of(line.key());
      if (line.key().compareTo(before) < 0) {
        differences.add("item " + name + " stands after one with a later key");
      }
      before = line.key();
      EarlierItem item =
          new EarlierItem(line, true, path -> Optional.of(folder.root().resolve(path)));
      if (!item.isWhole()) {
        differences.add("what it says of item " + name + " is not what is there");
      }
      for (List<Slice> slices : line.outputs().values()) {
        for (Slice slice : slices) {
          if (slice.offset() < ends.getOrDefault(slice.path(), 0L)) {
            differences.add("item " + name + " has bytes of another in " + slice.path());
          }
          ends.put(slice.path(), slice.offset() + slice.bytes());
        }
      }
    }
    return differences;
  }
}
