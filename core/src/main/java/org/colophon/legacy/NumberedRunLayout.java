package org.colophon.legacy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A run folder of an earlier pipeline: numbered stage folders, or a manifest or summaries like
 * ours.
 */
final class NumberedRunLayout implements Layout.Reader {
  private static final Pattern STAGE = Pattern.compile("(?:.*/)?\\d{2}[a-z]?_[A-Za-z0-9_]+");
  private static final List<String> TOLD =
      List.of("experiment", "status", "stage", "seed", "git_sha", "created_at", "command");

  @Override
  public List<Layout> read(LegacyFolder folder) {
    List<Layout> layouts = new ArrayList<>();
    for (String place : folder.folders()) {
      boolean manifest =
          folder.filesIn(place).stream().anyMatch(f -> f.name().equals("run_manifest.json"));
      List<String> stages =
          folder.folders().stream()
              .filter(inner -> parent(inner).equals(place) && STAGE.matcher(inner).matches())
              .toList();
      if (manifest || !stages.isEmpty()) {
        layouts.add(layout(folder, place, stages));
      }
    }
    return layouts;
  }

  private static Layout layout(LegacyFolder folder, String place, List<String> stages) {
    FactSheet sheet = new FactSheet(folder);
    tell(sheet, "run", Layout.join(place, "run_manifest.json"));
    for (String stage : stages) {
      String name = stage.substring(stage.lastIndexOf('/') + 1);
      sheet.add(Fact.inferred("stage", name, "name of the folder " + stage));
      tell(sheet, name, stage + "/stage_summary.json");
    }
    return sheet.layout("numbered run", place);
  }

  private static void tell(FactSheet sheet, String prefix, String path) {
    JsonNode root = sheet.tree(path);
    for (String key : TOLD) {
      sheet.observed(prefix + "." + key, root.path(key), path);
      sheet.observed(prefix + "." + key, root.path("meta").path(key), path);
    }
    sheet.observed(prefix + ".git_sha", root.path("git").path("sha"), path);
  }

  private static String parent(String folder) {
    if (folder.isEmpty()) {
      return "/";
    }
    int slash = folder.lastIndexOf('/');
    return slash < 0 ? "" : folder.substring(0, slash);
  }
}
