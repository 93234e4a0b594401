package org.colophon.stages.codeedit.runner;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A unified diff made from the edits themselves: no search for what changed, so that its cost grows
 * with the file and not with its square.
 *
 * @see <a href="https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html">the
 *     format</a>
 */
final class UnifiedDiff {
  private static final int CONTEXT = 3;

  /** Lines {@code from} to {@code to} of the old file, counted from 0, became {@code lines}. */
  private record Change(int from, int to, List<String> lines) {
    int growth() {
      return lines.size() - (to - from);
    }
  }

  private UnifiedDiff() {}

  /**
   * The diff of one file; empty if nothing changed.
   *
   * @param edits in order, without overlaps
   */
  static String of(String path, byte[] before, List<Edit> edits) {
    List<String> old = lines(before, 0, before.length);
    List<Change> changes = changes(before, edits, old);
    if (changes.isEmpty()) {
      return "";
    }
    StringBuilder diff = new StringBuilder();
    diff.append("--- ").append(name("a/", path)).append('\n');
    diff.append("+++ ").append(name("b/", path)).append('\n');
    int growth = 0;
    for (int first = 0; first < changes.size(); ) {
      int next = first + 1;
      while (next < changes.size()
          && changes.get(next).from() - changes.get(next - 1).to() <= 2 * CONTEXT) {
        next++;
      }
      growth = hunk(diff, old, changes.subList(first, next), growth);
      first = next;
    }
    return diff.toString();
  }

  /** A name with a blank ends with a tab, so that programs know where it ends. */
  private static String name(String prefix, String path) {
    return prefix + path + (path.contains(" ") ? "\t" : "");
  }

  private static int hunk(
      StringBuilder diff, List<String> old, List<Change> changes, int growthBefore) {
    int from = Math.max(0, changes.getFirst().from() - CONTEXT);
    int to = Math.min(old.size(), changes.getLast().to() + CONTEXT);
    int growth = changes.stream().mapToInt(Change::growth).sum();
    diff.append("@@ -").append(range(from, to - from));
    diff.append(" +").append(range(from + growthBefore, to - from + growth)).append(" @@\n");
    int at = from;
    for (Change change : changes) {
      put(diff, ' ', old.subList(at, change.from()));
      put(diff, '-', old.subList(change.from(), change.to()));
      put(diff, '+', change.lines());
      at = change.to();
    }
    put(diff, ' ', old.subList(at, to));
    return growthBefore + growth;
  }

  /** Counted from 1; an empty range is named by the line before it. */
  private static String range(int from, int count) {
    return (count == 0 ? from : from + 1) + (count == 1 ? "" : "," + count);
  }

  private static void put(StringBuilder diff, char sign, List<String> lines) {
    for (String line : lines) {
      diff.append(sign).append(line);
      if (!line.endsWith("\n")) {
        diff.append("\n\\ No newline at end of file\n");
      }
    }
  }

  private static List<Change> changes(byte[] before, List<Edit> edits, List<String> old) {
    int[] starts = starts(before, old);
    List<Change> changes = new ArrayList<>();
    for (int first = 0; first < edits.size(); ) {
      int fromLine = lineOf(starts, edits.get(first).start());
      int toLine = lineOf(starts, edits.get(first).end()) + 1;
      int next = first + 1;
      // edits of one line, or of lines that touch, are one change
      while (next < edits.size() && lineOf(starts, edits.get(next).start()) < toLine) {
        toLine = Math.max(toLine, lineOf(starts, edits.get(next).end()) + 1);
        next++;
      }
      int start = starts[fromLine];
      int end = starts[Math.min(toLine, old.size())];
      byte[] part = Arrays.copyOfRange(before, start, end);
      List<Edit> moved =
          edits.subList(first, next).stream()
              .map(edit -> new Edit(edit.start() - start, edit.end() - start, edit.text()))
              .toList();
      byte[] after = Edit.applied(part, moved);
      add(
          changes,
          old,
          new Change(fromLine, Math.min(toLine, old.size()), lines(after, 0, after.length)));
      first = next;
    }
    return changes;
  }

  /** Without the lines that stay, at either end. */
  private static void add(List<Change> changes, List<String> old, Change change) {
    int from = change.from();
    int to = change.to();
    int newFrom = 0;
    int newTo = change.lines().size();
    while (from < to && newFrom < newTo && old.get(from).equals(change.lines().get(newFrom))) {
      from++;
      newFrom++;
    }
    while (from < to && newFrom < newTo && old.get(to - 1).equals(change.lines().get(newTo - 1))) {
      to--;
      newTo--;
    }
    if (from < to || newFrom < newTo) {
      changes.add(new Change(from, to, change.lines().subList(newFrom, newTo)));
    }
  }

  /** Where each line starts, and where the last one ends. */
  private static int[] starts(byte[] text, List<String> lines) {
    int[] starts = new int[lines.size() + 1];
    int line = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        starts[++line] = i + 1;
      }
    }
    starts[lines.size()] = text.length;
    return starts;
  }

  /** The line of a position; what lies after the last line belongs to it. */
  private static int lineOf(int[] starts, int position) {
    int found = Arrays.binarySearch(starts, position);
    int line = found >= 0 ? found : -found - 2;
    return Math.max(0, Math.min(line, starts.length - 2));
  }

  /** Each with its end. */
  private static List<String> lines(byte[] text, int from, int to) {
    List<String> lines = new ArrayList<>();
    int start = from;
    for (int i = from; i < to; i++) {
      if (text[i] == '\n') {
        lines.add(new String(text, start, i + 1 - start, StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    if (start < to) {
      lines.add(new String(text, start, to - start, StandardCharsets.UTF_8));
    }
    return lines;
  }
}
