package org.colophon.stages.codeedit.runner;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.colophon.contract.Json;
import org.colophon.stages.codeedit.action.ActionReader;
import org.colophon.stages.codeedit.workspace.Workspace;
import org.colophon.stages.codeedit.workspace.WorkspaceFiles;
import org.colophon.stages.codeedit.workspace.WorkspaceRefused;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;

/** The installed ast-grep, confined as well as this machine can; a test without it is skipped. */
final class Runners {
  static final Path HOME = Path.of(System.getProperty("colophon.home", "../..")).toAbsolutePath();

  /** What workspaces and other files of tests lie in. */
  final Path base;

  final CodeEditRunner runner;

  private Runners(Path base, CodeEditRunner runner) {
    this.base = base;
    this.runner = runner;
  }

  static Runners in(Path folder) throws IOException {
    return in(folder, Budget.OF_AN_ACTION);
  }

  static Runners in(Path folder, Budget budget) throws IOException {
    try {
      Path base = Files.createDirectory(folder.toRealPath().resolve("workspaces"));
      Path trial = Files.createDirectory(folder.toRealPath().resolve("trial"));
      return new Runners(
          base,
          new CodeEditRunner(
              base,
              // rules of others are longer than a model's may be
              new ActionReader(64 << 10),
              AstGrep.installedIn(HOME),
              Isolation.here(trial, "/usr/bin:/bin"),
              budget,
              Set.of("python3", "sh")));
    } catch (AstGrep.Missing | Isolation.Missing e) {
      Assumptions.abort(e.getMessage());
      throw new AssertionError(e);
    }
  }

  /** The result of an action on files, and what the workspace holds afterwards. */
  record Tried(ActionResult result, Usage usage, Map<String, byte[]> after) {
    String after(String path) {
      return new String(
          after.getOrDefault(path, new byte[0]), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  Tried tried(Map<String, String> files, JsonNode action) throws IOException {
    try {
      Workspace workspace = runner.prepareWorkspace(WorkspaceFiles.of(files));
      try {
        ActionResult.Measured measured = runner.applyAction(workspace, action);
        return new Tried(measured.result(), measured.usage(), workspace.content());
      } finally {
        runner.cleanup(workspace);
      }
    } catch (WorkspaceRefused e) {
      throw new AssertionError(e);
    }
  }

  static JsonNode cli(String language, String pattern, String rewrite) {
    return Json.mapper()
        .valueToTree(
            Map.of(
                "type",
                "ast_grep",
                "language",
                language,
                "mode",
                "cli",
                "pattern",
                pattern,
                "rewrite",
                rewrite));
  }

  static JsonNode yaml(String language, String rule) {
    return Json.mapper()
        .valueToTree(
            Map.of("type", "ast_grep", "language", language, "mode", "yaml", "rule_yaml", rule));
  }

  static List<JsonNode> rows(Path jsonl) throws IOException {
    assumeThat(jsonl).as("recorded rules, which are not part of the project").exists();
    return Files.readAllLines(jsonl).stream().map(line -> Json.mapper().readTree(line)).toList();
  }
}
