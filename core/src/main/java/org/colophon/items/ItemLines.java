package org.colophon.items;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.colophon.contract.BoundedFile;
import org.colophon.contract.Json;
import tools.jackson.core.JacksonException;

/**
 * What an attempt has recorded of its items. A line counts once its newline is there: one that was
 * cut off by a death never happened, and neither did one that is no record.
 */
public final class ItemLines {
  private ItemLines() {}

  /** By key, in the order of the file; of several of one key the last. None if there is no file. */
  public static Map<String, ItemLine> read(Path file) throws IOException {
    Map<String, ItemLine> lines = new LinkedHashMap<>();
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return lines;
    }
    byte[] bytes = BoundedFile.read(file);
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        add(lines, new String(bytes, start, i - start, StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    return lines;
  }

  private static void add(Map<String, ItemLine> lines, String text) {
    try {
      ItemLine line = Json.mapper().readValue(text, ItemLine.class);
      if (line != null) {
        lines.put(line.key(), line);
      }
    } catch (JacksonException _) {
      // as good as never written: the item runs again
    }
  }
}
