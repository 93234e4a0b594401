package org.colophon.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.contract.Json;
import org.colophon.items.ItemLine;
import org.colophon.items.ItemLines;
import tools.jackson.databind.JsonNode;

/**
 * How the items of an attempt stand: from its summary if it has ended, else from the journal of its
 * items. Reads only.
 *
 * @param done among them those that were reused and those that ended WARNING
 * @param notRun that never began, or have not ended yet
 */
public record ItemCounts(
    int total, int done, int failed, int reused, @JsonProperty("not_run") int notRun) {

  /** Of an attempt that ended; empty if its stage has no items, or nothing can be read. */
  public static Optional<ItemCounts> ended(StageFolder folder) {
    return read(folder.summary())
        .map(summary -> summary.path("meta").path("items"))
        .filter(JsonNode::isObject)
        .map(items ->
            new ItemCounts(
                items.path("total").asInt(0),
                items.path("done").asInt(0),
                items.path("failed").asInt(0),
                items.path("reused").asInt(0),
                items.path("not_run").asInt(0)));
  }

  /** Of an attempt at work, or one that was cut off. */
  public static Optional<ItemCounts> atWork(StageFolder folder) {
    return read(folder.itemFolders().plan()).flatMap(plan -> atWork(folder, plan));
  }

  private static Optional<ItemCounts> atWork(StageFolder folder, JsonNode plan) {
    int total = plan.path("total").asInt(0);
    int reused = plan.path("reused").asInt(0);
    try {
      int done = reused;
      int failed = 0;
      for (ItemLine line : ItemLines.read(folder.itemFolders().journal()).values()) {
        done += line.isDone() ? 1 : 0;
        failed += line.isDone() ? 0 : 1;
      }
      return Optional.of(new ItemCounts(total, done, failed, reused, total - done - failed));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> read(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(Json.read(file))
          : Optional.empty();
    } catch (IOException _) {
      // damaged from outside; verify names it
      return Optional.empty();
    }
  }

  /** For people: {@code 100 items: 97 ran, 2 reused, 1 failed}. */
  public String text() {
    List<String> parts = new ArrayList<>();
    parts.add((done - reused) + " ran");
    add(parts, reused, "reused");
    add(parts, failed, "failed");
    add(parts, notRun, "not run");
    return total + (total == 1 ? " item: " : " items: ") + String.join(", ", parts);
  }

  private static void add(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }
}
