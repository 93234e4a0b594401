package org.colophon.cli;

import java.time.Duration;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.pipeline.StageSpec;
import org.colophon.run.RunListener;

/** Shows only that trials go on: a trial that ends badly is what it is for. */
final class TrialConsole implements RunListener {
  private final Console console;
  private int trials;

  TrialConsole(Console console) {
    this.console = console;
  }

  @Override
  public void note(String message) {}

  @Override
  public void unconfined(String reason) {}

  @Override
  public void stageKept(StageSpec stage, String reason) {}

  @Override
  public void stageHeld(StageSpec stage, String reason) {}

  @Override
  public void stageStarted(StageSpec stage, int position, int total) {
    trials++;
    console.live("trial " + trials + ": " + stage.id());
  }

  @Override
  public void progress(StageSpec stage, String text) {}

  @Override
  public void stageEnded(StageSpec stage, StageEntry entry, Duration took, long rows) {}
}
