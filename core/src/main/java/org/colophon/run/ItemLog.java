package org.colophon.run;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.document.NearestName;
import org.colophon.items.ItemLine;
import org.colophon.items.ItemLines;
import org.colophon.items.ItemText;
import org.colophon.items.Slice;

/** What one item of a stage printed, wherever it is by now. */
public final class ItemLog {
  private static final int NAMED = 5;

  private ItemLog() {}

  /** The file that the bytes come from, and the bytes; the caller closes them. */
  public record Opened(Path file, InputStream bytes) {}

  /**
   * Opens it.
   *
   * @param folder of the attempt
   * @param stream {@code stdout} or {@code stderr}
   * @throws BadRequest if there is no such item
   */
  public static Opened open(StageFolder folder, String key, String stream) throws IOException {
    StageFolder own = folder.itemFolders().of(key);
    if (Files.isDirectory(own.root(), LinkOption.NOFOLLOW_LINKS)) {
      Path log = stream.equals("stdout") ? own.stdout() : own.stderr();
      return new Opened(log, Files.isRegularFile(log) ? Files.newInputStream(log) : nothing());
    }
    ItemLine ended = ItemLines.read(folder.itemFolders().journal()).get(key);
    if (ended != null) {
      Slice slice = ended.logs().get(stream);
      EarlierItem item = EarlierItem.in(folder.itemFolders(), ended);
      return slice == null
          ? new Opened(folder.itemFolders().journal(), nothing())
          : new Opened(item.file(slice), EarlierItem.open(item.file(slice), slice));
    }
    Map<String, ItemLine> lines = ItemLines.read(folder.items());
    ItemLine line = lines.get(key);
    if (line == null) {
      throw new BadRequest(
          "no item "
              + ItemText.of(key)
              + " in "
              + folder.items()
              + NearestName.hint(key, lines.keySet())
              + first(lines));
    }
    Slice slice = line.logs().get(stream);
    return new Opened(
        folder.itemLogs(), slice == null ? nothing() : EarlierItem.open(folder.itemLogs(), slice));
  }

  private static InputStream nothing() {
    return new ByteArrayInputStream(new byte[0]);
  }

  private static String first(Map<String, ItemLine> lines) {
    if (lines.isEmpty()) {
      return "; its items have not begun, or it has none";
    }
    List<String> keys =
        new ArrayList<>(lines.keySet().stream().limit(NAMED).map(ItemText::of).toList());
    if (lines.size() > NAMED) {
      keys.add("…");
    }
    return "; there are " + String.join(", ", keys);
  }
}
