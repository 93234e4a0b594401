package org.colophon.reporting;

import java.util.ArrayList;
import java.util.List;
import org.colophon.reporting.Finding.Level;

/**
 * The failed findings of a run as annotations of GitHub Actions, {@code ::error title=…::…}; and
 * other text so that it is none.
 *
 * @see <a
 *     href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">Workflow
 *     commands</a>
 */
public final class WorkflowCommands {
  /** GitHub shows ten of each level for each of its steps. */
  private static final int SHOWN = 10;

  private WorkflowCommands() {}

  /** One line for each annotation, at most ten of each level; the last counts those left out. */
  public static List<String> of(RunReport report) {
    List<String> commands = new ArrayList<>();
    if (!report.problem().isEmpty()) {
      commands.add(command("error", report.experiment(), report.problem()));
    }
    commands.addAll(of(report, Level.ERROR, "error"));
    commands.addAll(of(report, Level.WARNING, "warning"));
    return commands;
  }

  private static List<String> of(RunReport report, Level level, String word) {
    List<Finding> failed =
        report.findings().stream()
            .filter(finding -> finding.failed() && finding.level() == level)
            .toList();
    int room = failed.size() > SHOWN ? SHOWN - 1 : failed.size();
    List<String> commands = new ArrayList<>();
    for (Finding finding : failed.subList(0, room)) {
      commands.add(command(word, finding.stage() + ": " + finding.title(), finding.message()));
    }
    if (room < failed.size()) {
      commands.add(
          command(
              word,
              report.experiment(),
              (failed.size() - room) + " more are in the summary of this run"));
    }
    return commands;
  }

  private static String command(String level, String title, String message) {
    return "::" + level + " title=" + property(title) + "::" + data(PlainText.lines(message));
  }

  /** As the runner decodes a message. */
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** As the runner decodes a property. */
  private static String property(String text) {
    return data(PlainText.line(text)).replace(":", "%3A").replace(",", "%2C");
  }

  /**
   * A line that the runner takes for text. It obeys one that begins with {@code ::}, after any
   * space, and one that has {@code ##[} anywhere.
   */
  public static String neutral(String line) {
    String harmless = line.replace("##[", "## [");
    return harmless.stripLeading().startsWith("::") ? "| " + harmless : harmless;
  }
}
