package org.colophon.comparison;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.colophon.contract.RunManifest.StageEntry;

/**
 * Says in words how the inputs from outside are not those of the run that is made again.
 *
 * @param taken stages whose outputs are taken as they are, so that what they were made from is not
 *     looked for
 */
record InputRemarks(RecordedRun original, Set<String> taken) {
  InputRemarks {
    taken = Set.copyOf(taken);
  }

  /** One line for each thing, though it may concern many files. */
  List<String> of(List<FieldDifference> differences) {
    Map<String, String> makers = makers();
    Set<String> lines = new LinkedHashSet<>();
    for (FieldDifference difference : differences) {
      // stage, stage/alias or stage/alias/file, as far as the two runs agree
      String[] names = difference.field().split("/", 3);
      if (!taken.contains(names[0])) {
        String maker = names.length > 1 ? makers.getOrDefault(names[1], "") : "";
        lines.add("input: " + remark(names, difference, maker));
      }
    }
    return List.copyOf(lines);
  }

  private static String remark(String[] names, FieldDifference difference, String maker) {
    if (!maker.isEmpty()) {
      return names[0]
          + " had "
          + names[1]
          + " from the imported stage "
          + maker
          + ", and now has the same files from outside";
    }
    String what =
        switch (names.length) {
          case 1 -> "its inputs from outside";
          case 2 -> names[1];
          default -> names[2] + " of " + names[1];
        };
    if (difference.before().equals(FieldDifference.ABSENT)) {
      return names[0] + " now has " + what + " from outside, which it had not";
    }
    if (difference.after().equals(FieldDifference.ABSENT)) {
      return names[0] + " had " + what + " from outside, which is missing now";
    }
    return difference.text();
  }

  /** The imported stage that an alias is from. */
  private Map<String, String> makers() {
    Map<String, String> makers = new TreeMap<>();
    for (StageEntry entry : original.stages().values()) {
      if (taken.contains(entry.stage())) {
        entry.outputs().forEach(output -> makers.put(output.alias(), entry.stage()));
      }
    }
    return makers;
  }
}
