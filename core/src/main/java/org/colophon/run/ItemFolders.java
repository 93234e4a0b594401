package org.colophon.run;

import java.nio.file.Path;
import org.colophon.items.Item;
import org.colophon.items.ItemName;

/**
 * Where the items of one attempt work, and the journal of those that have ended.
 *
 * @param root {@code .items} in the attempt's folder
 */
public record ItemFolders(Path root) {

  /** Grows by a line for each item that ended. */
  public Path journal() {
    // no item has a name that begins with a dot
    return root.resolve(".journal.jsonl");
  }

  /** How many items there are, from the start. */
  Path plan() {
    return root.resolve(".plan.json");
  }

  /** What items that ended well made, in one folder; the journal says whose each file is. */
  Path done() {
    return root.resolve(".done");
  }

  public StageFolder of(String key) {
    return new StageFolder(root.resolve(ItemName.of(key)));
  }

  /** What an earlier try of an item left, which ended so that it was tried again. */
  StageFolder earlier(Item item, int tried) {
    return new StageFolder(root.resolve(item.name() + "+" + tried));
  }
}
