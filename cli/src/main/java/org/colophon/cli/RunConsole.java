package org.colophon.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.pipeline.StageSpec;
import org.colophon.run.Diagnosis;
import org.colophon.run.RunDirectory;
import org.colophon.run.RunListener;

/** Shows a run as it goes: one line for each stage, a live line on a terminal. */
final class RunConsole implements RunListener {
  private final Console console;
  private final RunDirectory run;

  /** What is said of each stage at work, in the order in which they began. */
  private final Map<String, String> working = Collections.synchronizedMap(new LinkedHashMap<>());

  RunConsole(Console console, RunDirectory run) {
    this.console = console;
    this.run = run;
  }

  @Override
  public void note(String message) {
    console.problem("note: " + message);
  }

  @Override
  public void unconfined(String reason) {
    console.problem("WARNING: stages run without a sandbox: " + reason);
  }

  @Override
  public void stageKept(StageSpec stage, String reason) {
    console.message("%-36s %-10s %s".formatted(stage.id(), "kept", reason));
  }

  @Override
  public void stageReused(StageSpec stage, StageEntry entry, String reason) {
    console.message("%-36s %-10s %s".formatted(stage.id(), "reused", reason));
    if (!entry.taintedBy().isEmpty()) {
      console.message("  carries the warnings of " + String.join(", ", entry.taintedBy()));
    }
  }

  @Override
  public void stageHeld(StageSpec stage, String reason) {
    console.problem("%-36s %-10s %s".formatted(stage.id(), "not run", reason));
  }

  @Override
  public void stageStarted(StageSpec stage, int number, int total) {
    working.put(stage.id(), "[" + number + "/" + total + "] " + stage.id());
    showWorking("");
  }

  @Override
  public void progress(StageSpec stage, String text) {
    String shown = text.length() > 80 ? text.substring(0, 80) : text;
    showWorking("  " + (working.size() > 1 ? stage.number() + ": " : "") + shown);
  }

  private void showWorking(String progress) {
    synchronized (working) {
      console.live(String.join("  ", working.values()) + progress);
    }
  }

  @Override
  public void stageEnded(StageSpec stage, StageEntry entry, Duration took, long rows) {
    working.remove(stage.id());
    int files = entry.outputs().stream().mapToInt(output -> output.files().size()).sum();
    String counts =
        files + (files == 1 ? " file" : " files") + (rows > 0 ? ", " + rows + " rows" : "");
    String status = console.coloured(entry.status(), "%-10s".formatted(entry.status()));
    console.message(
        "%-36s %s %7s  %s%s".formatted(stage.id(), status, seconds(took), counts, outputs(entry)));
    entry.errors().forEach(error -> console.problem("  " + error));
    if (!entry.status().goesOn()) {
      diagnose(entry);
    }
    entry.warnings().stream().limit(5).forEach(warning -> console.message("  warning: " + warning));
    if (entry.warnings().size() > 5) {
      console.message("  and " + (entry.warnings().size() - 5) + " more warnings");
    }
    if (!entry.taintedBy().isEmpty()) {
      console.message("  carries the warnings of " + String.join(", ", entry.taintedBy()));
    }
  }

  private void diagnose(StageEntry entry) {
    try {
      Diagnosis.of(run, entry).forEach(console::problem);
    } catch (IOException e) {
      console.problem("  the attempt cannot be read: " + e.getMessage());
    }
  }

  private static String outputs(StageEntry entry) {
    return entry.outputs().isEmpty()
        ? ""
        : "  → " + String.join(" ", entry.outputs().stream().map(OutputEntry::alias).toList());
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.2f s", took.toMillis() / 1000.0);
  }
}
