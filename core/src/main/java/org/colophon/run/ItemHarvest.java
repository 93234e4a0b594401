package org.colophon.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.colophon.contract.Json;
import org.colophon.items.Item;
import org.colophon.items.ItemLine;
import org.colophon.items.ItemText;
import org.colophon.items.Slice;

/**
 * What becomes of an attempt's items when they have ended: their outputs are gathered, their logs
 * are put into one file, and {@code items.jsonl} says for each item, in the order of the keys, how
 * it ended and which bytes are its own. The items' folders are gone then.
 */
final class ItemHarvest {
  private final StageRunner.Attempt attempt;
  private final StageFolder folder;
  private final DurableFiles disk;
  private final Gathering gathering;
  private final GrowingFile logs;
  private final GrowingFile list;

  ItemHarvest(StageRunner.Attempt attempt) {
    this.attempt = attempt;
    this.folder = attempt.folder();
    // the attempt's folder is synced as a whole before it is published
    this.disk = attempt.disk().unsynced();
    this.gathering = new Gathering(attempt.stage(), folder, disk);
    this.logs = new GrowingFile(folder, "logs/items.log", disk);
    this.list = new GrowingFile(folder, "items.jsonl", disk);
  }

  /**
   * Gathers.
   *
   * @param lines by key, of all items
   * @return what cannot be put together, one line each
   */
  List<String> gather(List<ItemPlan.Planned> items, Map<String, ItemLine> lines)
      throws IOException {
    for (ItemPlan.Planned planned : items) {
      ItemLine line = lines.get(planned.item().key());
      if (line != null) {
        list.add(text(gathered(planned, line)));
      }
    }
    gathering.finish();
    logs.flush();
    list.flush();
    disk.discard(folder.itemFolders().root());
    return gathering.problems();
  }

  /** What is already where only what is gathered belongs, one line each. */
  List<String> strangers() throws IOException {
    List<String> found = new ArrayList<>();
    for (String alias : attempt.stage().outputs().keySet()) {
      Path root = folder.output(alias);
      if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
        found.add(stranger(alias));
        continue;
      }
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
        // one tells enough
        for (Path entry : entries) {
          found.add(stranger(FolderContents.name(folder.root(), entry)));
          break;
        }
      }
    }
    for (Path own : List.of(folder.items(), folder.itemLogs())) {
      if (Files.exists(own, LinkOption.NOFOLLOW_LINKS)) {
        found.add(stranger(FolderContents.name(folder.root(), own)));
      }
    }
    return found;
  }

  private String stranger(String path) {
    return "undeclared_output: "
        + attempt.stage().id()
        + "/"
        + ItemText.of(path)
        + " was changed while items ran; an item writes only below its own STAGE_DIR";
  }

  /** Says how the items of an attempt ended that makes nothing; what they left stays. */
  void list(List<ItemPlan.Planned> items, Map<String, ItemLine> lines) throws IOException {
    if (Files.exists(folder.items(), LinkOption.NOFOLLOW_LINKS)) {
      disk.discard(folder.items());
    }
    for (ItemPlan.Planned planned : items) {
      ItemLine line = lines.get(planned.item().key());
      if (line != null) {
        list.add(text(with(line, Map.of(), Map.of())));
      }
    }
    list.flush();
  }

  /** Rows of what was put together; items, where there are none. */
  long rows(long done) {
    long rows = gathering.rows();
    return rows > 0 ? rows : done;
  }

  private ItemLine gathered(ItemPlan.Planned planned, ItemLine line) throws IOException {
    Item item = planned.item();
    boolean ours = planned.earlier().isEmpty();
    EarlierItem made =
        planned.earlier().orElseGet(() -> EarlierItem.in(folder.itemFolders(), line));
    if (!ours && !made.isWhole()) {
      throw new IOException(
          "what was to be reused of item "
              + ItemText.of(item.key())
              + " of "
              + attempt.stage().id()
              + " has changed while the stage ran; run it again");
    }
    Map<String, Slice> printed = new TreeMap<>();
    for (int tried = 1; tried < line.tries(); tried++) {
      StageFolder earlier = folder.itemFolders().earlier(item, tried);
      log(item, "stdout, try " + tried, earlier.stdout());
      log(item, "stderr, try " + tried, earlier.stderr());
    }
    for (Map.Entry<String, Slice> log : made.line().logs().entrySet()) {
      try (InputStream bytes = EarlierItem.open(made.file(log.getValue()), log.getValue())) {
        printed.put(log.getKey(), log(item, log.getKey(), bytes));
      }
    }
    return with(line, gathering.add(item, made, ours), printed);
  }

  private void log(Item item, String what, Path file) throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) > 0) {
      try (InputStream bytes = Files.newInputStream(file)) {
        log(item, what, bytes);
      }
    }
  }

  private Slice log(Item item, String what, InputStream bytes) throws IOException {
    logs.endLine();
    logs.between("==> " + ItemText.of(item.key()) + " (" + what + ") <==\n");
    logs.add(bytes);
    Slice slice = logs.slice(what);
    logs.begin();
    return slice;
  }

  private static ItemLine with(
      ItemLine line, Map<String, List<Slice>> outputs, Map<String, Slice> logs) {
    return new ItemLine(
        line.key(),
        line.itemKey(),
        line.status(),
        line.reused(),
        line.tries(),
        line.seconds(),
        line.error(),
        line.warning(),
        outputs,
        logs);
  }

  private static byte[] text(ItemLine line) {
    return (Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
