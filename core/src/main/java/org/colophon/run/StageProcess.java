package org.colophon.run;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.colophon.executor.Job;
import org.colophon.executor.Jobs;
import org.colophon.guard.ArgvGuard;
import org.colophon.guard.Denied;
import org.colophon.pipeline.StageSpec;
import org.colophon.process.Command;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessResult;
import org.colophon.provenance.GitBranch;
import org.colophon.sandbox.Confined;
import org.colophon.sandbox.PolicyRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process of a stage: from its command, into the sandbox, to how it ended. */
final class StageProcess {
  private static final Logger LOG = LoggerFactory.getLogger(StageProcess.class);

  private final RunPlan plan;
  private final Installation installation;
  private final SandboxChoice sandbox;
  private final Jobs jobs;
  private final Interruption interruption;
  private final RunListener listener;
  private final RunSecrets secrets;

  StageProcess(
      RunPlan plan,
      Installation installation,
      SandboxChoice sandbox,
      Jobs jobs,
      Interruption interruption,
      RunListener listener,
      RunSecrets secrets) {
    this.plan = plan;
    this.installation = installation;
    this.sandbox = sandbox;
    this.jobs = jobs;
    this.interruption = interruption;
    this.listener = listener;
    this.secrets = secrets;
  }

  /** The stage's command in its sandbox, or why it cannot be started at all. */
  sealed interface Confining extends AutoCloseable {
    /** What of the policy this machine does not allow. */
    List<String> notEnforced();

    /** What the stage asked of the network; all of it once this is closed. */
    NetworkRecord network();

    /** Gives back what was set up; more than once is as good as once. */
    @Override
    void close() throws IOException;

    /** It can be started. */
    final class Ready implements Confining {
      private final Confined confined;
      private boolean closed;
      private Instant began = Instant.EPOCH;
      private Optional<NetworkTrail> trail = Optional.empty();

      private Ready(Confined confined) {
        this.confined = confined;
      }

      @Override
      public List<String> notEnforced() {
        return confined.notEnforced();
      }

      @Override
      public NetworkRecord network() {
        return new NetworkRecord(confined.networkUse(), began, trail);
      }

      @Override
      public void close() throws IOException {
        if (!closed) {
          closed = true;
          confined.close();
        }
      }
    }

    /** It cannot. */
    record Hopeless(String reason) implements Confining {
      @Override
      public List<String> notEnforced() {
        return List.of();
      }

      @Override
      public NetworkRecord network() {
        return NetworkRecord.NONE;
      }

      @Override
      public void close() {}
    }
  }

  /**
   * The command with the secrets that the stage declares, not yet confined.
   *
   * @param gpus that it may use; empty where the profile knows of none
   */
  Command command(StageRunner.Attempt attempt, StageLaunch launch, Optional<List<String>> gpus) {
    return launch
        .command(attempt.experiment(), plan.config().seed(), gpus)
        .withSecrets(secrets.of(attempt.stage()));
  }

  /** Brings the command into the sandbox; the caller closes what comes of it. */
  Confining confine(StageRunner.Attempt attempt, StageLaunch launch, Command command)
      throws IOException {
    if (ProgramPath.resolve(command.program(), List.of()).isEmpty()) {
      return new Confining.Hopeless(
          "no program " + command.program() + " on the PATH " + installation.path());
    }
    Optional<String> excess = new StageLimits(attempt.stage(), plan.profile()).excess();
    if (excess.isPresent()) {
      return new Confining.Hopeless(excess.get());
    }
    Optional<Denied> denied =
        ArgvGuard.judge(command.argv(), () -> GitBranch.around(attempt.folder().root()));
    if (denied.isPresent()) {
      return new Confining.Hopeless(denied.get().toString());
    }
    try {
      return new Confining.Ready(sandbox.sandbox().confine(command, launch.policy(command)));
    } catch (PolicyRefused e) {
      return new Confining.Hopeless(String.valueOf(e.getMessage()));
    }
  }

  /** Runs it to its end, with its own words in the attempt's logs. */
  ProcessOutcome run(StageRunner.Attempt attempt, Confining confining, GuardedRecords records)
      throws IOException {
    return switch (confining) {
      case Confining.Hopeless(String reason) -> new ProcessOutcome.NotStarted(reason);
      case Confining.Ready ready -> {
        try (Confining.Ready it = ready) {
          it.began = installation.clock().instant();
          NetworkTrail trail =
              new NetworkTrail(
                  attempt.folder().network(), attempt.disk(), secrets.redaction(), it.began);
          it.trail = Optional.of(trail);
          it.confined.tellOfConnections(trail);
          yield run(attempt, it.confined, records);
        }
      }
    };
  }

  private ProcessOutcome run(StageRunner.Attempt attempt, Confined confined, GuardedRecords records)
      throws IOException {
    String backend = sandbox.sandbox().kind().label();
    String arguments = String.join("\0", confined.command().argv());
    if (!secrets.redaction().namesIn(arguments).isEmpty()) {
      return new ProcessOutcome.NotStarted(
          "sandbox "
              + backend
              + " would show a secret in its arguments, which every user of this machine can read");
    }
    records.write(attempt.disk(), attempt.folder().command(), confined.command().quoted() + "\n");
    StageSpec stage = attempt.stage();
    Job job =
        new Job(
            attempt.job(),
            stage.id(),
            confined.command(),
            confined.preparation(),
            new StageLimits(stage, plan.profile()).byRunner(attempt.folder().root()),
            secrets.redaction(),
            attempt.folder().stdout(),
            attempt.folder().stderr(),
            line -> progress(stage, line));
    LOG.debug("starting {} under {}", stage.id(), backend);
    ProcessResult result = interruption.during(() -> jobs.run(job));
    if (!result.survivors().isEmpty()) {
      listener.note(stage.id() + " left processes behind, which were ended: " + result.survivors());
    }
    LOG.debug("the process {} after {} ms", result.outcome(), result.duration().toMillis());
    return confined.outcome(result.outcome());
  }

  private void progress(StageSpec stage, String line) {
    if (line.startsWith("PROGRESS ")) {
      listener.progress(stage, line.substring("PROGRESS ".length()));
    }
  }
}
