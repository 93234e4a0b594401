package org.colophon.run;

import java.io.IOException;
import java.util.Optional;
import org.colophon.executor.LocalExecutor;

/**
 * Runs plans on this machine, each in the sandbox that its profile asks for. For commands that
 * start runs of their own: what they need is a plan, and where to be told how it goes.
 */
public final class FreshRun {
  private final Installation installation;
  private final Interruption interruption;
  private final RunListener listener;

  public FreshRun(Installation installation, Interruption interruption, RunListener listener) {
    this.installation = installation;
    this.interruption = interruption;
    this.listener = listener;
  }

  /** Runs the plan to its end; the sandbox's own files are gone afterwards. */
  public PipelineRunner.Result run(RunPlan plan) throws IOException {
    return run(plan, Optional.empty());
  }

  /** The same, exactly as planned. */
  public PipelineRunner.Result run(RunPlan plan, Optional<WorkPlan> agreed) throws IOException {
    try (ScratchFolder scratch = ScratchFolder.make()) {
      SandboxChoice sandbox = SandboxChoice.of(plan.profile(), installation.path(), scratch.path());
      if (!sandbox.note().isEmpty()) {
        listener.unconfined(sandbox.note());
      }
      return new PipelineRunner(installation, new LocalExecutor(), sandbox, interruption, listener)
          .run(plan, agreed);
    }
  }
}
