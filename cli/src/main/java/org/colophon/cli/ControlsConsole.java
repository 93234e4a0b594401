package org.colophon.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;
import org.colophon.control.Control;
import org.colophon.control.ControlLane;
import org.colophon.control.ControlOutcome;
import org.colophon.control.ControlReport;
import org.colophon.control.Judgement.Verdict;
import org.colophon.pipeline.StageSpec;
import org.colophon.run.RunListener;
import org.colophon.run.ScratchFolder;

/** Shows controls as they run: a line for each, and what is different where one is not held. */
final class ControlsConsole implements ControlLane.Listener, RunListener {
  private static final String LINE = "%-26s %-42s %-34s %s";

  private final Console console;
  private final boolean json;
  private final boolean kept;
  private volatile String position = "";
  private boolean saidUnconfined;

  /**
   * @param json whether stdout is for a document, so that the table is not printed
   * @param kept whether the runs of controls that hold are kept
   */
  ControlsConsole(Console console, boolean json, boolean kept) {
    this.console = console;
    this.json = json;
    this.kept = kept;
  }

  @Override
  public void started(Control control, int number, int total) {
    if (number == 1) {
      table(LINE.formatted("control", "expected", "came", ""));
    }
    position = "[" + number + "/" + total + "] " + control.name();
    console.live(position);
  }

  @Override
  public void ended(ControlOutcome outcome) throws IOException {
    String held =
        outcome.held()
            ? console.coloured(StageStatus.OK, "held")
            : console.coloured(StageStatus.ERROR, "NOT HELD");
    String expected = ending(wanted(outcome), outcome.expected());
    String came = ending(outcome.verdict(), outcome.came());
    table(
        LINE.formatted(
            outcome.name(),
            expected,
            came.equals(expected) ? "the same" : came,
            held + String.format(Locale.ROOT, "  %.1f s", outcome.seconds())));
    outcome.differences().forEach(difference -> table("    " + difference));
    if (outcome.held() && !kept) {
      new ScratchFolder(outcome.run()).close();
    } else if (!outcome.held()) {
      table("    its run is kept: " + outcome.run());
    }
  }

  /** The totals, and what they mean. */
  static List<String> summary(ControlReport report) {
    ControlReport.Counts counts = report.counts();
    List<String> lines = new ArrayList<>();
    lines.add(
        counts.held() + " of " + counts.controls() + " controls of " + report.pipeline() + " held");
    lines.add(
        "negative: false-positive rate "
            + rate(report.falsePositiveRate())
            + " ("
            + counts.accepted()
            + " of "
            + counts.judged()
            + " accepted; must be 0), coverage "
            + rate(report.coverage())
            + " ("
            + counts.rejectionsSeen()
            + " of "
            + counts.rejections()
            + " rejections seen; must be 1)");
    lines.add(
        "positive: " + counts.positivesAccepted() + " of " + counts.positives() + " accepted");
    return lines;
  }

  @Override
  public void note(String message) {
    console.message("note: " + message);
  }

  /** Once for all runs. */
  @Override
  public void unconfined(String reason) {
    if (!saidUnconfined) {
      console.problem("WARNING: stages run without a sandbox: " + reason);
    }
    saidUnconfined = true;
  }

  @Override
  public void stageKept(StageSpec stage, String reason) {
    console.live(position + "  " + stage.id() + " kept");
  }

  @Override
  public void stageHeld(StageSpec stage, String reason) {
    console.live(position + "  " + stage.id() + " not run");
  }

  @Override
  public void stageStarted(StageSpec stage, int number, int total) {
    console.live(position + "  " + stage.id());
  }

  @Override
  public void progress(StageSpec stage, String text) {
    console.live(position + "  " + stage.id());
  }

  @Override
  public void stageEnded(StageSpec stage, StageEntry entry, Duration took, long rows) {
    console.live(position + "  " + stage.id() + " " + entry.status());
  }

  private void table(String line) {
    if (!json) {
      console.data(line);
    }
  }

  private static Verdict wanted(ControlOutcome outcome) {
    return switch (outcome.kind()) {
      case NEGATIVE -> Verdict.REJECTED;
      case POSITIVE -> Verdict.ACCEPTED;
    };
  }

  /** Verdict, exit code, and the stages that were not OK. */
  private static String ending(Verdict verdict, ControlOutcome.Ending ending) {
    List<String> stages = new ArrayList<>();
    ending
        .stages()
        .forEach((stage, status) -> {
          if (status != StageStatus.OK) {
            stages.add(stage.substring(0, 2) + " " + status);
          }
        });
    return verdict.name().toLowerCase(Locale.ROOT)
        + ", exit "
        + ending.exitCode()
        + (stages.isEmpty() ? "" : ", " + String.join(", ", stages));
  }

  private static String rate(OptionalDouble rate) {
    return rate.isEmpty() ? "none" : String.format(Locale.ROOT, "%.4g", rate.getAsDouble());
  }
}
