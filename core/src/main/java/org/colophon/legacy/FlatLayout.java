package org.colophon.legacy;

import java.util.ArrayList;
import java.util.List;

/**
 * A folder in which a program left everything together; its name is all that tells it.
 *
 * @param names patterns that the pipeline's map declares
 */
record FlatLayout(List<PathPattern> names) implements Layout.Reader {
  FlatLayout {
    names = List.copyOf(names);
  }

  @Override
  public List<Layout> read(LegacyFolder folder) {
    List<Layout> layouts = new ArrayList<>();
    for (String place : folder.folders()) {
      String name =
          place.isEmpty()
              ? String.valueOf(folder.root().getFileName())
              : place.substring(place.lastIndexOf('/') + 1);
      if (names.stream().anyMatch(pattern -> pattern.matches(name))) {
        layouts.add(layout(folder, place));
      }
    }
    return layouts;
  }

  private static Layout layout(LegacyFolder folder, String place) {
    FactSheet sheet = new FactSheet(folder);
    List<String> times =
        folder.files().stream()
            .filter(file -> place.isEmpty() || file.path().startsWith(place + "/"))
            .map(LegacyFolder.Found::modified)
            .sorted()
            .toList();
    if (!times.isEmpty()) {
      sheet.add(
          Fact.inferred(
              "written_between",
              times.getFirst() + " and " + times.getLast(),
              "times of modification of " + times.size() + " files"));
    }
    return sheet.layout("flat", place);
  }
}
