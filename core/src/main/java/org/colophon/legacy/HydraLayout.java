package org.colophon.legacy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The output folder of a Hydra program, {@code outputs/DATE/TIME}: its config, overrides and
 * settings are in {@code .hydra}.
 *
 * @see <a href="https://hydra.cc/docs/configure_hydra/workdir/">Hydra, output folder</a>
 */
final class HydraLayout implements Layout.Reader {
  private static final Pattern DATE_TIME =
      Pattern.compile("(?:.*/)?(\\d{4}-\\d{2}-\\d{2})/(\\d{2})-(\\d{2})-(\\d{2})(?:/.*)?");

  @Override
  public List<Layout> read(LegacyFolder folder) {
    List<Layout> layouts = new ArrayList<>();
    for (String place : folder.folders()) {
      String settings = Layout.join(place, ".hydra");
      if (folder.hasFolder(settings)) {
        layouts.add(layout(folder, place, settings));
      }
    }
    return layouts;
  }

  private static Layout layout(LegacyFolder folder, String place, String settings) {
    FactSheet sheet = new FactSheet(folder);
    String hydra = settings + "/hydra.yaml";
    JsonNode job = sheet.tree(hydra).path("hydra");
    sheet.observed("program", job.path("job").path("name"), hydra);
    sheet.observed("hydra_version", job.path("runtime").path("version"), hydra);
    sheet.observed("working_folder", job.path("runtime").path("cwd"), hydra);
    String overrides = settings + "/overrides.yaml";
    sheet.leaves("overrides", sheet.tree(overrides), overrides);
    String config = settings + "/config.yaml";
    sheet.leaves("config", sheet.tree(config), config);
    Matcher started = DATE_TIME.matcher(folder.root().getFileName() + "/" + place);
    if (started.matches()) {
      sheet.add(
          Fact.inferred(
              "started_at_local_time",
              started.group(1)
                  + "T"
                  + String.join(":", started.group(2), started.group(3), started.group(4)),
              "name of the folder, DATE/TIME"));
    }
    return sheet.layout("hydra", place);
  }
}
