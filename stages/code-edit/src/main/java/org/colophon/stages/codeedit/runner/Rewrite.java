package org.colophon.stages.codeedit.runner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What matches make of files: one pass, from the end of each file to its beginning.
 *
 * @param changed the new bytes of each file that is another now, by path
 * @param diff of all of them
 */
record Rewrite(SortedMap<String, byte[]> changed, String diff) {

  /**
   * Applies what the matches ask for.
   *
   * @param content of the files, by path
   * @throws IllegalArgumentException if a match is of no file, or of a place outside of it
   */
  static Rewrite of(SortedMap<String, byte[]> content, List<Match> matches) {
    SortedMap<String, List<Edit>> byFile = new TreeMap<>();
    for (Match match : matches) {
      match
          .edit()
          .ifPresent(
              edit -> byFile.computeIfAbsent(match.file(), _ -> new ArrayList<>()).add(edit));
    }
    SortedMap<String, byte[]> changed = new TreeMap<>();
    StringBuilder diff = new StringBuilder();
    byFile.forEach((path, edits) -> {
      byte[] before = content.get(path);
      if (before == null) {
        throw new IllegalArgumentException("a match in " + path + ", which was not asked about");
      }
      List<Edit> pass = Edit.ofOnePass(edits);
      byte[] after = Edit.applied(before, pass);
      if (!Arrays.equals(before, after)) {
        changed.put(path, after);
        diff.append(UnifiedDiff.of(path, before, pass));
      }
    });
    return new Rewrite(changed, diff.toString());
  }
}
