package org.colophon.stages.codeedit.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.colophon.stages.codeedit.action.ActionReader;
import org.colophon.stages.codeedit.action.AstGrepAction;
import org.colophon.stages.codeedit.action.InvalidAction;
import org.colophon.stages.codeedit.workspace.Workspace;
import org.colophon.stages.codeedit.workspace.WorkspaceFiles;
import tools.jackson.databind.JsonNode;

/**
 * Applies actions to workspaces: {@link #prepareWorkspace}, {@link #applyAction} any number of
 * times, {@link #runTests}, {@link #cleanup}. Several threads may do so at once, each with
 * workspaces of its own.
 */
public final class CodeEditRunner {
  private final Path base;
  private final ActionReader reader;
  private final Isolation isolation;
  private final Launcher launcher;
  private final Scan scan;
  private final TestRun tests;

  /**
   * A runner.
   *
   * @param base an existing folder for the workspaces, which no tool is shown
   * @param reader of actions
   * @param testPrograms names of the programs that tests may be started with
   */
  public CodeEditRunner(
      Path base,
      ActionReader reader,
      AstGrep tool,
      Isolation isolation,
      Budget budget,
      Set<String> testPrograms) {
    this.base = base;
    this.reader = reader;
    this.isolation = isolation;
    this.launcher = new Launcher(isolation, Meter.ofThisMachine());
    this.scan = new Scan(tool, launcher, budget);
    this.tests = new TestRun(launcher, budget, testPrograms);
  }

  /** A workspace of the files. */
  public Workspace prepareWorkspace(WorkspaceFiles files) throws IOException {
    return Workspace.lay(base, files);
  }

  /** Applies an action; the workspace changes only if that is {@link ActionStatus#APPLIED}. */
  public ActionResult.Measured applyAction(Workspace workspace, JsonNode action)
      throws IOException {
    try {
      return apply(workspace, reader.read(action));
    } catch (InvalidAction e) {
      return refused(e.reason(), Workspace.sha256(workspace.content()));
    }
  }

  /** The result of an action whose files make no workspace. */
  public ActionResult.Measured refused(String reason, String sha256) {
    return new ActionResult.Measured(
        ActionResult.unstarted(ActionStatus.INVALID_ACTION, reason, sha256, AstGrep.VERSION),
        Usage.nothing(isolation.label()));
  }

  /** Runs tests on a copy of the workspace's files. */
  public TestResult runTests(Workspace workspace, TestSpec spec) throws IOException {
    return tests.run(workspace, spec);
  }

  /** Removes a workspace with all that is in it. */
  public void cleanup(Workspace workspace) throws IOException {
    workspace.remove();
  }

  private ActionResult.Measured apply(Workspace workspace, AstGrepAction action)
      throws IOException {
    SortedMap<String, byte[]> content = workspace.content();
    List<String> paths = content.keySet().stream().filter(action.language()::owns).toList();
    if (paths.isEmpty()) {
      String endings = String.join(" ", action.language().endings());
      return new ActionResult.Measured(
          ActionResult.unstarted(
              ActionStatus.NO_MATCH,
              "no file is " + action.language().label() + " by its name (" + endings + ")",
              Workspace.sha256(content),
              AstGrep.VERSION),
          Usage.nothing(isolation.label()));
    }
    Scan.Seen before =
        scan.look(workspace, workspace.files(), paths, action.language(), action.rules());
    ActionOutcome outcome = new ActionOutcome(content, before);
    if (before.failure().isPresent()) {
      return outcome.ended(before.failure().get());
    }
    if (before.matches().isEmpty()) {
      return outcome.ended(new Scan.Failure(ActionStatus.NO_MATCH, "the rule matches nothing"));
    }
    Rewrite rewrite;
    try {
      rewrite = Rewrite.of(content, before.matches());
    } catch (IllegalArgumentException | ArithmeticException e) {
      return outcome.ended(
          new Scan.Failure(ActionStatus.TOOL_ERROR, String.valueOf(e.getMessage())));
    }
    if (rewrite.changed().isEmpty()) {
      boolean fixes = before.matches().stream().anyMatch(match -> match.edit().isPresent());
      return outcome.ended(
          new Scan.Failure(
              ActionStatus.NO_CHANGE,
              fixes ? "the fix makes what was there" : "the rule has no fix"));
    }
    return changed(workspace, action, outcome, rewrite);
  }

  private ActionResult.Measured changed(
      Workspace workspace, AstGrepAction action, ActionOutcome outcome, Rewrite rewrite)
      throws IOException {
    SortedMap<String, byte[]> after = workspace.content();
    after.putAll(rewrite.changed());
    long bytes = after.values().stream().mapToLong(content -> content.length).sum();
    if (bytes > WorkspaceFiles.MOST_BYTES) {
      return outcome.ended(
          new Scan.Failure(
              ActionStatus.TOOL_ERROR,
              "the files would have " + bytes + " bytes, more than " + WorkspaceFiles.MOST_BYTES));
    }
    List<String> paths = List.copyOf(rewrite.changed().keySet());
    Scan.Seen check =
        scan.look(workspace, workspace.layAside(rewrite.changed()), paths, action.language(), "");
    outcome.took(check.ended().usage());
    if (check.failure().isPresent()) {
      return outcome.ended(
          new Scan.Failure(
              check.failure().get().status(),
              "whether the change parses: " + check.failure().get().reason()));
    }
    List<String> newlyBroken = outcome.newlyBroken(check);
    if (!newlyBroken.isEmpty()) {
      return outcome.broken(rewrite, Workspace.sha256(after), newlyBroken);
    }
    workspace.take(rewrite.changed());
    return outcome.applied(rewrite, Workspace.sha256(after), check);
  }
}
