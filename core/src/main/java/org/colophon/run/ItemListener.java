package org.colophon.run;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.pipeline.StageSpec;

/** What items have to say reaches nobody line by line: there may be thousands. */
final class ItemListener implements RunListener {
  private static final int NOTES = 5;

  private final RunListener listener;
  private final AtomicInteger notes = new AtomicInteger();

  ItemListener(RunListener listener) {
    this.listener = listener;
  }

  @Override
  public void note(String message) {
    int count = notes.incrementAndGet();
    if (count <= NOTES) {
      listener.note(message + (count == NOTES ? "; more of this kind is not said" : ""));
    }
  }

  @Override
  public void unconfined(String reason) {}

  @Override
  public void stageKept(StageSpec stage, String reason) {}

  @Override
  public void stageHeld(StageSpec stage, String reason) {}

  @Override
  public void stageStarted(StageSpec stage, int position, int total) {}

  /** How far an item is, is in its log. */
  @Override
  public void progress(StageSpec stage, String text) {}

  @Override
  public void stageEnded(StageSpec stage, StageEntry entry, Duration took, long rows) {}
}
