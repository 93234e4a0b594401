package org.colophon.run;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.artifact.ArtifactFile;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.items.ItemLine;
import org.colophon.items.ItemLines;
import org.colophon.items.ItemText;
import org.colophon.items.Slice;

/**
 * Holds what {@code items.jsonl} of a published attempt says against its artifacts and logs: every
 * item's bytes are where it says, they are the item's, items stand in the order of their keys, and
 * no bytes are nobody's.
 */
final class ItemsVerification {
  /** Bytes; a longer first line is no header. */
  private static final long MAX_HEADER = 16L << 20;

  private ItemsVerification() {}

  /** What is not so, one line each; none for a stage without items. */
  static List<String> differences(StageFolder folder, StageEntry entry) throws IOException {
    boolean hasItems = entry.records().stream().anyMatch(file -> file.path().equals("items.jsonl"));
    if (!hasItems || !entry.status().goesOn()) {
      return List.of();
    }
    List<String> differences = new ArrayList<>();
    Map<String, List<Slice>> parts = new TreeMap<>();
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
          List<Slice> earlier = parts.computeIfAbsent(slice.path(), _ -> new ArrayList<>());
          if (!earlier.isEmpty() && slice.offset() < end(earlier.getLast())) {
            differences.add("item " + name + " has bytes of another in " + slice.path());
          }
          earlier.add(slice);
        }
      }
    }
    for (OutputEntry output : entry.outputs()) {
      for (ArtifactFile file : output.files()) {
        String path = output.alias() + "/" + file.path();
        if (!isCovered(folder.root().resolve(path), parts.getOrDefault(path, List.of()))) {
          differences.add(path + " has bytes that no item made");
        }
      }
    }
    return differences;
  }

  private static long end(Slice slice) {
    return slice.offset() + slice.bytes();
  }

  /**
   * Whether a file is its items' parts, and between them no more than belongs there: nothing, or
   * the header of a table, or what makes an array of values.
   */
  private static boolean isCovered(Path file, List<Slice> parts) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    String name = file.toString();
    if (parts.isEmpty()) {
      return Files.size(file) == 0 || isText(file, 0, Files.size(file), "[]\n");
    }
    long first = parts.getFirst().offset();
    boolean array = name.endsWith(".json") && first > 0;
    boolean begins =
        array
            ? isText(file, 0, first, "[\n")
            : first == 0 || (name.endsWith(".csv") && isHeader(file, first));
    boolean goesOn = true;
    for (int i = 1; i < parts.size(); i++) {
      goesOn &= isText(file, end(parts.get(i - 1)), parts.get(i).offset(), array ? ",\n" : "");
    }
    return begins
        && goesOn
        && isText(file, end(parts.getLast()), Files.size(file), array ? "\n]\n" : "");
  }

  private static boolean isText(Path file, long from, long to, String text) throws IOException {
    if (to - from != text.length()) {
      return false;
    }
    return text.isEmpty() || between(file, from, to).equals(text);
  }

  private static boolean isHeader(Path file, long to) throws IOException {
    if (to > MAX_HEADER) {
      return false;
    }
    byte[] bytes = between(file, 0, to).getBytes(StandardCharsets.ISO_8859_1);
    String header = TableHeader.read(new ByteArrayInputStream(bytes));
    return Arrays.equals((header + "\n").getBytes(StandardCharsets.UTF_8), bytes);
  }

  private static String between(Path file, long from, long to) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      bytes.skipNBytes(from);
      return new String(bytes.readNBytes((int) (to - from)), StandardCharsets.ISO_8859_1);
    } catch (EOFException _) {
      return "";
    }
  }
}
