package org.colophon.legacy;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Runs in the file store of MLflow, {@code mlruns/EXPERIMENT/RUN}: {@code meta.yaml}, and one file
 * for each parameter, metric and tag.
 *
 * @see <a href="https://mlflow.org/docs/latest/ml/tracking/backend-stores/">MLflow, file store</a>
 */
final class MlflowLayout implements Layout.Reader {
  @Override
  public List<Layout> read(LegacyFolder folder) {
    List<Layout> layouts = new ArrayList<>();
    folder
        .named("meta.yaml")
        .map(LegacyFolder.Found::folder)
        .filter(place -> isRun(folder, place))
        .forEach(place -> layouts.add(layout(folder, place)));
    return layouts;
  }

  private static boolean isRun(LegacyFolder folder, String place) {
    return List.of("artifacts", "metrics", "params", "tags").stream()
        .anyMatch(part -> folder.hasFolder(Layout.join(place, part)));
  }

  private static Layout layout(LegacyFolder folder, String place) {
    FactSheet sheet = new FactSheet(folder);
    String meta = Layout.join(place, "meta.yaml");
    JsonNode run = sheet.tree(meta);
    sheet.observed("run_id", run.path("run_id"), meta);
    sheet.observed("run_name", run.path("run_name"), meta);
    sheet.observed("status", run.path("status"), meta);
    sheet.observed("user", run.path("user_id"), meta);
    sheet.observedMillis("started_at", run.path("start_time"), meta);
    sheet.observedMillis("ended_at", run.path("end_time"), meta);
    for (LegacyFolder.Found file : folder.filesIn(Layout.join(place, "params"))) {
      sheet
          .text(file.path())
          .ifPresent(
              text -> sheet.add(Fact.observed("param." + file.name(), text.strip(), file.path())));
    }
    for (LegacyFolder.Found file : folder.filesIn(Layout.join(place, "metrics"))) {
      sheet.text(file.path()).ifPresent(text -> metric(sheet, file, text));
    }
    tags(folder, place, sheet);
    return sheet.layout("mlflow", place);
  }

  /** Lines of time, value and step; the last is the newest. */
  private static void metric(FactSheet sheet, LegacyFolder.Found file, String text) {
    String[] words = text.strip().lines().reduce("", (_, line) -> line).split(" ", -1);
    if (words.length >= 2) {
      sheet.add(Fact.observed("metric." + file.name(), words[1], file.path()));
    }
  }

  private static void tags(LegacyFolder folder, String place, FactSheet sheet) {
    for (LegacyFolder.Found file : folder.filesIn(Layout.join(place, "tags"))) {
      String name =
          switch (file.name()) {
            case "mlflow.source.git.commit" -> "git_commit";
            case "mlflow.source.name" -> "command";
            default -> "tag." + file.name();
          };
      sheet
          .text(file.path())
          .ifPresent(text -> sheet.add(Fact.observed(name, text.strip(), file.path())));
    }
  }
}
