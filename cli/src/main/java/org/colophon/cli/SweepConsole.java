package org.colophon.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.pipeline.StageSpec;
import org.colophon.run.RunListener;
import org.colophon.sweep.Axis;
import org.colophon.sweep.Metric;
import org.colophon.sweep.Sweep;
import org.colophon.sweep.SweepRunner;
import org.colophon.sweep.Trial;
import org.colophon.sweep.TrialResult;
import org.jspecify.annotations.Nullable;

/** Shows a sweep as it goes, and as a table. */
final class SweepConsole implements SweepRunner.SweepListener {
  /** More columns than this are for programs. */
  private static final int METRICS = 6;

  private final Console console;

  SweepConsole(Console console) {
    this.console = console;
  }

  @Override
  public RunListener of(Trial trial) {
    return new OfTrial(trial);
  }

  @Override
  public void began(Trial trial, int number, int total) {
    console.live("[" + number + "/" + total + "] " + trial.name());
  }

  @Override
  public void ended(TrialResult result) {
    console.message(
        "%-10s %-10s %s"
            .formatted(
                result.trial().name(),
                status(result),
                String.join("  ", result.trial().values().values())));
  }

  @Override
  public void failed(Trial trial, Exception problem) {
    console.problem(trial.name() + ": " + Main.message(problem));
  }

  /** A line for each trial, the best first if there is something to tell by. */
  static List<String> table(Sweep sweep, List<TrialResult> results) {
    List<String> metrics = metrics(sweep.metric(), results);
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("trial"));
    sweep.axes().stream().map(Axis::shortKey).forEach(head::add);
    head.add("status");
    head.addAll(metrics);
    rows.add(head);
    for (TrialResult result : sorted(sweep.metric(), results)) {
      List<String> row = new ArrayList<>(List.of(result.trial().name()));
      sweep.axes().forEach(axis -> row.add(result.trial().values().getOrDefault(axis.key(), "")));
      row.add(status(result));
      metrics.forEach(metric ->
          row.add(
              Optional.ofNullable(result.metrics().get(metric))
                  .map(SweepConsole::number)
                  .orElse("")));
      rows.add(row);
    }
    return aligned(rows);
  }

  private static List<String> metrics(@Nullable Metric metric, List<TrialResult> results) {
    TreeSet<String> names = new TreeSet<>();
    results.forEach(result -> names.addAll(result.metrics().keySet()));
    List<String> shown = new ArrayList<>();
    if (metric != null) {
      shown.add(metric.key());
      names.remove(metric.key());
    }
    names.stream().limit(METRICS - shown.size()).forEach(shown::add);
    return shown;
  }

  private static List<TrialResult> sorted(@Nullable Metric metric, List<TrialResult> results) {
    if (metric == null) {
      return results;
    }
    return results.stream()
        .sorted((a, b) ->
            Double.compare(
                metric.costOf(a).orElse(Double.MAX_VALUE),
                metric.costOf(b).orElse(Double.MAX_VALUE)))
        .toList();
  }

  private static String status(TrialResult result) {
    return result.interrupted()
        ? "interrupted"
        : result.status().map(Enum::name).orElse("not begun");
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.6g", value);
  }

  private static List<String> aligned(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] width = new int[columns];
    rows.forEach(row -> {
      for (int i = 0; i < columns; i++) {
        width[i] = Math.max(width[i], row.get(i).length());
      }
    });
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row.get(i)).append(" ".repeat(width[i] - row.get(i).length() + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /** What a trial's run says, but for what goes well, under the trial's name. */
  private final class OfTrial implements RunListener {
    private final Trial trial;

    OfTrial(Trial trial) {
      this.trial = trial;
    }

    @Override
    public void note(String message) {
      console.problem(trial.name() + ": note: " + message);
    }

    @Override
    public void unconfined(String reason) {
      console.problem(trial.name() + ": WARNING: stages run without a sandbox: " + reason);
    }

    @Override
    public void stageKept(StageSpec stage, String reason) {}

    @Override
    public void stageHeld(StageSpec stage, String reason) {
      console.problem(trial.name() + ": " + stage.id() + " not run: " + reason);
    }

    @Override
    public void stageStarted(StageSpec stage, int position, int total) {
      console.live(trial.name() + "  [" + position + "/" + total + "] " + stage.id());
    }

    @Override
    public void progress(StageSpec stage, String text) {
      String shown = text.length() > 80 ? text.substring(0, 80) : text;
      console.live(trial.name() + "  " + stage.id() + "  " + shown);
    }

    @Override
    public void stageEnded(StageSpec stage, StageEntry entry, Duration took, long rows) {
      entry
          .errors()
          .forEach(error -> console.problem(trial.name() + ": " + stage.id() + ": " + error));
    }
  }
}
