package org.colophon.stages.codeedit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.contract.Json;
import org.colophon.stages.codeedit.runner.ActionResult;
import org.colophon.stages.codeedit.runner.ActionStatus;
import org.colophon.stages.codeedit.runner.CodeEditRunner;
import org.colophon.stages.codeedit.runner.TestResult;
import org.colophon.stages.codeedit.runner.TestSpec;
import org.colophon.stages.codeedit.workspace.Workspace;
import org.colophon.stages.codeedit.workspace.WorkspaceFiles;
import org.colophon.stages.codeedit.workspace.WorkspaceRefused;
import tools.jackson.databind.JsonNode;

/**
 * A row of {@code CodeEditActions}.
 *
 * @param files text by relative path
 * @param action as it was written, to be judged
 */
record Action(String taskId, Map<String, String> files, JsonNode action, Optional<TestSpec> tests) {

  /**
   * What became of it.
   *
   * @param tests empty if it has none, or was not applied
   */
  record Done(String taskId, ActionResult.Measured measured, Optional<TestResult> tests) {}

  static List<Action> read(Path file) throws IOException {
    List<Action> actions = new ArrayList<>();
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      lines.filter(line -> !line.isBlank()).map(Action::of).forEach(actions::add);
    }
    return actions;
  }

  private static Action of(String line) {
    JsonNode row = Json.mapper().readTree(line);
    Map<String, String> files = new LinkedHashMap<>();
    row.path("files")
        .properties()
        .forEach(file -> files.put(file.getKey(), file.getValue().asString()));
    Optional<TestSpec> tests =
        row.has("tests")
            ? Optional.of(Json.mapper().treeToValue(row.path("tests"), TestSpec.class))
            : Optional.empty();
    return new Action(row.path("task_id").asString(), files, row.path("action"), tests);
  }

  /** Tries it in a workspace of its own, which is gone afterwards. */
  Done run(CodeEditRunner runner) throws IOException {
    WorkspaceFiles content;
    try {
      content = WorkspaceFiles.of(files);
    } catch (WorkspaceRefused e) {
      return new Done(taskId, runner.refused(e.reason(), ""), Optional.empty());
    }
    Workspace workspace = runner.prepareWorkspace(content);
    try {
      ActionResult.Measured measured = runner.applyAction(workspace, action);
      boolean tested = tests.isPresent() && measured.result().status() == ActionStatus.APPLIED;
      return new Done(
          taskId,
          measured,
          tested ? Optional.of(runner.runTests(workspace, tests.get())) : Optional.empty());
    } finally {
      runner.cleanup(workspace);
    }
  }
}
