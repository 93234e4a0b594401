package org.colophon.items;

import java.util.Map;
import java.util.TreeMap;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import org.colophon.pipeline.ForEach;
import org.colophon.reuse.StageKey;

/**
 * What an item's outputs depend on, as one digest: all that the stage's do, but of the input with
 * the items this item alone. So a changed row runs one item, and a row that moved runs none.
 */
public final class ItemKeys {
  private static final String FORMAT = "item-key/1\n";

  private final String common;

  /**
   * @param stage with the part {@code input ALIAS} of the items, and a part {@code foreach}
   */
  public ItemKeys(StageKey stage, ForEach each) {
    Map<String, String> parts = new TreeMap<>(stage.parts());
    parts.remove("input " + each.input());
    // not how many may fail: that changes no item
    parts.put("foreach", each.items());
    this.common = Sha256.of(Json.line(parts));
  }

  public String of(Item item) {
    return Sha256.of(FORMAT + common + "\n" + item.contentSha256() + "\n" + Json.line(item.key()));
  }
}
