package org.colophon.run;

import java.time.Duration;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.pipeline.StageSpec;

/** Is told what happens while a run goes on. Called from one thread but for {@link #progress}. */
public interface RunListener {
  /** Something worth knowing that is not about one stage. */
  void note(String message);

  /** Stages run without a sandbox, and why. */
  void unconfined(String reason);

  /** What the stage has published stands. */
  void stageKept(StageSpec stage, String reason);

  /** The stage does not run, and what it was to make is missing. */
  void stageHeld(StageSpec stage, String reason);

  /** The stage was published as another attempt with the same key had left it. */
  default void stageReused(StageSpec stage, StageEntry entry, String reason) {}

  void stageStarted(StageSpec stage, int position, int total);

  /** A {@code PROGRESS} line of the stage, without that word; from another thread. */
  void progress(StageSpec stage, String text);

  void stageEnded(StageSpec stage, StageEntry entry, Duration took, long rows);
}
