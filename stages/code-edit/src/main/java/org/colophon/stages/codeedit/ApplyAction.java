package org.colophon.stages.codeedit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.colophon.contract.Json;
import org.colophon.contract.StageStatus;
import org.colophon.stages.codeedit.action.ActionReader;
import org.colophon.stages.codeedit.runner.ActionResult;
import org.colophon.stages.codeedit.runner.AstGrep;
import org.colophon.stages.codeedit.runner.CodeEditRunner;
import org.colophon.stages.codeedit.runner.Isolation;
import org.colophon.stages.codeedit.workspace.Workspace;
import org.colophon.stages.codeedit.workspace.WorkspaceFiles;
import org.colophon.stages.codeedit.workspace.WorkspaceRefused;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One action on the files of a folder, which is only read: {@code ACTION FILES required|none}.
 * Prints the result as JSON and exits with 0, whatever its status.
 */
public final class ApplyAction {
  private static final long MOST_ACTION_BYTES = 1 << 20;

  private ApplyAction() {}

  /** Takes the file of the action, the folder of the files, and what isolation is wanted. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      System.err.println("usage: ApplyAction ACTION FILES required|none");
      System.exit(StageStatus.ERROR.exitCode());
    }
    List<String> words = List.of(arguments);
    ApplySettings settings =
        new ApplySettings(
            1, 30, words.get(2).equals("none"), ActionReader.MOST_BYTES >> 10, Set.of());
    // System.exit would leave the folder behind
    int code = StageStatus.OK.exitCode();
    try (Scratch scratch = Scratch.make()) {
      CodeEditRunner runner =
          settings.runner(Home.ofThisProgram(), scratch.path(), System.getenv());
      ActionResult.Measured result =
          applied(runner, action(Path.of(words.get(0))), Path.of(words.get(1)));
      System.out.print(Json.text(result));
    } catch (AstGrep.Missing | Isolation.Missing e) {
      System.err.println(e.getMessage());
      code = StageStatus.INCOMPLETE.exitCode();
    }
    System.exit(code);
  }

  /** What is no JSON is given on as text, which is no action either. */
  private static JsonNode action(Path file) throws IOException {
    if (Files.size(file) > MOST_ACTION_BYTES) {
      throw new IOException(file + " has more than " + MOST_ACTION_BYTES + " bytes");
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      return Json.mapper().readTree(bytes);
    } catch (JacksonException e) {
      return JsonNodeFactory.instance.stringNode(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private static ActionResult.Measured applied(CodeEditRunner runner, JsonNode action, Path folder)
      throws IOException {
    WorkspaceFiles files;
    try {
      files = WorkspaceFiles.in(folder);
    } catch (WorkspaceRefused e) {
      return runner.refused(e.reason(), "");
    }
    Workspace workspace = runner.prepareWorkspace(files);
    try {
      return runner.applyAction(workspace, action);
    } finally {
      runner.cleanup(workspace);
    }
  }
}
