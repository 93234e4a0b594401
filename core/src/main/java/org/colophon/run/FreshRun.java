package org.colophon.run;

import java.io.IOException;
import java.util.Optional;
import org.colophon.config.CapacityLimits;
import org.colophon.executor.LocalExecutor;
import org.colophon.provenance.Machine;
import org.colophon.sandbox.Promise;

/**
 * Runs plans on this machine, each in the sandbox that its profile asks for. For commands that
 * start runs of their own: what they need is a plan, and where to be told how it goes.
 */
public final class FreshRun {
  private final Installation installation;
  private final Interruption interruption;
  private final RunListener listener;
  private final int jobs;
  private final InTheMaking making;

  /** One stage after the other. */
  public FreshRun(Installation installation, Interruption interruption, RunListener listener) {
    this(installation, interruption, listener, 1, new InTheMaking());
  }

  /** One stage after the other, beside other runs of this process that may make the same. */
  public FreshRun(
      Installation installation,
      Interruption interruption,
      RunListener listener,
      InTheMaking making) {
    this(installation, interruption, listener, 1, making);
  }

  /**
   * With stages side by side.
   *
   * @param jobs how many at once, as far as their resources allow
   */
  public FreshRun(
      Installation installation, Interruption interruption, RunListener listener, int jobs) {
    this(installation, interruption, listener, jobs, new InTheMaking());
  }

  private FreshRun(
      Installation installation,
      Interruption interruption,
      RunListener listener,
      int jobs,
      InTheMaking making) {
    this.installation = installation;
    this.interruption = interruption;
    this.listener = listener;
    this.jobs = jobs;
    this.making = making;
  }

  /** Runs the plan to its end; the sandbox's own files are gone afterwards. */
  public PipelineRunner.Result run(RunPlan plan) throws IOException {
    return run(plan, Optional.empty());
  }

  /** The same, exactly as planned. */
  public PipelineRunner.Result run(RunPlan plan, Optional<WorkPlan> agreed) throws IOException {
    try (ScratchFolder scratch = ScratchFolder.make()) {
      SandboxChoice sandbox = SandboxChoice.of(plan.profile(), installation, scratch.path());
      if (sandbox.isNone()) {
        listener.unconfined(sandbox.note());
      } else if (!sandbox.note().isEmpty()) {
        listener.note(
            "stages are confined by "
                + sandbox.sandbox().kind().label()
                + " only: "
                + sandbox.note());
      }
      return new PipelineRunner(installation, new LocalExecutor(), sandbox, interruption, listener)
          .within(capacity(plan, sandbox))
          .beside(making)
          .run(plan, agreed);
    }
  }

  /**
   * What this machine has. Where writes outside a stage are only watched, nobody could tell which
   * of two stages wrote what, so that they run one at a time.
   */
  private Capacity capacity(RunPlan plan, SandboxChoice sandbox) {
    CapacityLimits limits = plan.profile().capacity();
    Machine machine = installation.machine();
    boolean watched = !sandbox.sandbox().promises().contains(Promise.NO_OUTSIDE_WRITES);
    if (watched && jobs > 1) {
      listener.note("stages run one at a time, since the sandbox does not keep them apart");
    }
    return new Capacity(
        jobs,
        watched ? 1 : jobs,
        limits.cpus().orElse(machine.cpus()),
        limits.memory().orElse(machine.memoryBytes() > 0 ? machine.memoryBytes() : Long.MAX_VALUE),
        limits.gpus());
  }
}
