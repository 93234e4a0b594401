package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.colophon.artifact.Artifact;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.config.Profile;
import org.colophon.config.RunConfig;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;
import org.colophon.executor.Executor;
import org.colophon.executor.Job;
import org.colophon.guard.ArgvGuard;
import org.colophon.guard.Denied;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.StageSpec;
import org.colophon.process.Command;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessResult;
import org.colophon.process.ResourceLimits;
import org.colophon.provenance.GitBranch;
import org.colophon.provenance.MetaEnv;
import org.colophon.sandbox.Confined;
import org.colophon.sandbox.Listing;
import org.colophon.sandbox.OutsideWrites;
import org.colophon.sandbox.PolicyRefused;
import org.colophon.sandbox.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One stage from its gate to its summary: one attempt, published or kept as failed. */
final class StageRunner {
  private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);
  private static final Duration KILL_DELAY = Duration.ofSeconds(10);

  private final Pipeline pipeline;
  private final RunConfig config;
  private final Profile profile;
  private final SchemaCatalog catalog;
  private final Installation installation;
  private final SandboxChoice sandbox;
  private final Executor executor;
  private final Interruption interruption;
  private final RunListener listener;
  private final Gating gating;
  private final ToolVersions toolVersions;

  StageRunner(
      Pipeline pipeline,
      RunConfig config,
      Profile profile,
      SchemaCatalog catalog,
      Installation installation,
      SandboxChoice sandbox,
      Executor executor,
      Interruption interruption,
      RunListener listener,
      Gating gating) {
    this.pipeline = pipeline;
    this.config = config;
    this.profile = profile;
    this.catalog = catalog;
    this.installation = installation;
    this.sandbox = sandbox;
    this.executor = executor;
    this.interruption = interruption;
    this.listener = listener;
    this.gating = gating;
    this.toolVersions = new ToolVersions(installation.path());
  }

  /**
   * Runs one attempt of {@code stage} and records how it ended.
   *
   * @param reason why it runs, for the journal
   */
  StageEntry run(StageSpec stage, OpenRun run, Map<String, Path> given, String reason)
      throws IOException {
    try (MDC.MDCCloseable _ = MDC.putCloseable("stage", stage.id())) {
      return attempt(stage, run, given, reason);
    }
  }

  private StageEntry attempt(StageSpec stage, OpenRun run, Map<String, Path> given, String reason)
      throws IOException {
    RunState state = run.state();
    String attemptId = "%04d".formatted(state.attemptsOf().getOrDefault(stage.id(), 0) + 1);
    StageFolder folder = run.directory().attempt(stage.id(), attemptId);
    run.append(new RunEvent.StageStarted(stage.id(), attemptId, reason));
    Attempt attempt = new Attempt(stage, run, attemptId, folder, now());
    run.disk().makeFolder(folder.logs());
    InputResolver resolver = new InputResolver(run.directory(), given, run.manifest().published());
    StageEntry entry =
        switch (gate(stage, resolver)) {
          case ArtifactGate.Answer.Refused(List<String> reasons) -> refused(attempt, reasons);
          case ArtifactGate.Answer.Admitted(List<AdmittedInput> inputs) -> execute(attempt, inputs);
        };
    LOG.debug("attempt {} ended {}", attemptId, entry.status());
    run.disk().syncTree(folder.root());
    run.append(
        entry.status().goesOn()
            ? new RunEvent.StagePublished(entry)
            : new RunEvent.StageFailed(entry));
    return entry;
  }

  private ArtifactGate.Answer gate(StageSpec stage, InputResolver resolver) throws IOException {
    ArtifactGate gate = new ArtifactGate(pipeline, catalog);
    return switch (gating) {
      case ENFORCED -> gate.judge(stage, resolver);
      case OPEN -> gate.admitUnchecked(stage, resolver);
    };
  }

  /** What is known of an attempt from its start. */
  private record Attempt(
      StageSpec stage, OpenRun run, String id, StageFolder folder, Instant startedAt) {
    String experiment() {
      return run.state().created().orElseThrow().experiment();
    }

    String gitSha() {
      return run.state().started().orElseThrow().git().sha();
    }
  }

  /** What was decided about how the attempt runs. */
  private record Setup(
      List<AdmittedInput> inputs, Command command, MetaEnv environment, GuardedRecords records) {}

  /** The stage never starts; its folder says why. */
  private StageEntry refused(Attempt attempt, List<String> reasons) throws IOException {
    StageLaunch launch = launch(attempt, List.of());
    Setup setup = prepare(attempt, launch, List.of());
    Verdict verdict = new Verdict(StageStatus.INCOMPLETE, reasons, List.of(), false);
    return conclude(attempt, setup, verdict, new SummaryReading.Unusable("not started"), List.of());
  }

  private StageEntry execute(Attempt attempt, List<AdmittedInput> inputs) throws IOException {
    StageLaunch launch = launch(attempt, inputs);
    for (String alias : attempt.stage().outputs().keySet()) {
      attempt.run().disk().makeFolder(attempt.folder().output(alias));
    }
    Setup setup = prepare(attempt, launch, inputs);
    Optional<OutsideWatch> watch = watch(attempt);
    Optional<Listing> outside =
        watch.isPresent() ? Optional.of(watch.get().list()) : Optional.empty();
    ProcessOutcome outcome = start(attempt, launch, setup);
    List<String> breaches = new ArrayList<>(setup.records().restore(attempt.run().disk()));
    SummaryReading summary =
        SummaryReading.of(attempt.folder().summary(), attempt.stage().id(), attempt.experiment());
    OutputCheck outputs = OutputCheck.of(attempt.stage(), attempt.folder(), catalog);
    if (watch.isPresent() && outside.isPresent()) {
      breaches.addAll(outsideWrites(attempt, watch.get().since(outside.get())));
    }
    Verdict verdict =
        Verdict.of(attempt.stage().summary(), outcome, summary, outputs.problems())
            .withBreaches(breaches)
            .onDiskWith(Files.getFileStore(attempt.folder().root()).getUsableSpace());
    return conclude(attempt, setup, verdict, summary, outputs.outputs());
  }

  /** A backend that does not prevent writes outside the stage is watched instead. */
  private Optional<OutsideWatch> watch(Attempt attempt) throws IOException {
    return sandbox.sandbox().promises().contains(Promise.NO_OUTSIDE_WRITES)
        ? Optional.empty()
        : Optional.of(new OutsideWatch(installation, attempt.run().directory(), attempt.folder()));
  }

  private StageLaunch launch(Attempt attempt, List<AdmittedInput> inputs) {
    return new StageLaunch(
        pipeline,
        attempt.stage(),
        attempt.run().directory(),
        attempt.folder(),
        inputs,
        installation);
  }

  /** Writes what the stage is given and with what it runs. */
  private Setup prepare(Attempt attempt, StageLaunch launch, List<AdmittedInput> inputs)
      throws IOException {
    Command command = launch.command(attempt.experiment(), config.seed());
    MetaEnv environment =
        new MetaEnv(
            installation.machine(),
            toolVersions.of(attempt.stage(), command),
            sandbox.sandbox().kind().label(),
            sandbox.note(),
            profile.name(),
            profile.sha256(),
            installation.version());
    StageFolder folder = attempt.folder();
    DurableFiles disk = attempt.run().disk();
    GuardedRecords records = new GuardedRecords(folder);
    records.write(
        disk,
        folder.inputs(),
        Json.text(launch.context(attempt.experiment(), attempt.id(), config, attempt.gitSha())));
    records.write(disk, folder.environment(), Json.text(environment));
    records.write(disk, folder.command(), command.quoted() + "\n");
    return new Setup(inputs, command, environment, records);
  }

  private List<String> outsideWrites(Attempt attempt, OutsideWrites writes) {
    writes
        .unchecked()
        .forEach(what ->
            listener.note(attempt.stage().id() + ": outside writes not looked for: " + what));
    return writes.describe().stream()
        .map(line -> "outside_write: " + line + " while the stage ran unconfined")
        .toList();
  }

  private ProcessOutcome start(Attempt attempt, StageLaunch launch, Setup setup)
      throws IOException {
    if (ProgramPath.resolve(setup.command().program(), List.of()).isEmpty()) {
      return new ProcessOutcome.NotStarted(
          "no program " + setup.command().program() + " on the PATH " + installation.path());
    }
    Optional<Denied> denied =
        ArgvGuard.judge(setup.command().argv(), () -> GitBranch.around(attempt.folder().root()));
    if (denied.isPresent()) {
      return new ProcessOutcome.NotStarted(denied.get().toString());
    }
    Confined confined;
    try {
      confined = sandbox.sandbox().confine(setup.command(), launch.policy(setup.command()));
    } catch (PolicyRefused e) {
      return new ProcessOutcome.NotStarted(String.valueOf(e.getMessage()));
    }
    setup
        .records()
        .write(
            attempt.run().disk(), attempt.folder().command(), confined.command().quoted() + "\n");
    StageSpec stage = attempt.stage();
    Job job =
        new Job(
            stage.id(),
            confined.command(),
            new ResourceLimits(stage.limits().wallTime(), KILL_DELAY, stage.limits().outputBytes()),
            attempt.folder().stdout(),
            attempt.folder().stderr(),
            line -> progress(stage, line));
    LOG.debug("starting {} under {}", setup.command().argv(), sandbox.sandbox().kind().label());
    ProcessResult result = interruption.during(() -> executor.run(job));
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

  private StageEntry conclude(
      Attempt attempt, Setup setup, Verdict verdict, SummaryReading summary, List<Artifact> outputs)
      throws IOException {
    Instant endedAt = now();
    if (!verdict.bySummary()) {
      writeCoreSummary(attempt, verdict, summary, endedAt);
    }
    return new StageEntry(
        attempt.stage().id(),
        attempt.id(),
        verdict.status(),
        verdict.status().exitCode(),
        RunManifest.Disposition.EXECUTED,
        setup.command().argv(),
        executor.name(),
        sandbox.sandbox().kind().label(),
        setup.environment().sha256(),
        config.seed(),
        attempt.startedAt().toString(),
        endedAt.toString(),
        CacheKey.of(pipeline, attempt.stage(), config, setup.inputs()),
        taint(setup.inputs()),
        setup.inputs().stream().map(AdmittedInput::entry).toList(),
        verdict.status().goesOn() ? outputs.stream().map(StageRunner::output).toList() : List.of(),
        verdict.warnings(),
        verdict.errors(),
        StageRecords.of(attempt.folder()),
        null);
  }

  private void writeCoreSummary(
      Attempt attempt, Verdict verdict, SummaryReading summary, Instant endedAt)
      throws IOException {
    ObjectNode said =
        switch (summary) {
          case SummaryReading.Valid(ObjectNode json) -> json;
          case SummaryReading.Unusable _ -> JsonNodeFactory.instance.objectNode();
        };
    CoreSummary written =
        new CoreSummary(
            attempt.stage().id(),
            attempt.experiment(),
            verdict.status(),
            verdict.errors(),
            verdict.warnings(),
            attempt.id(),
            config.seed(),
            attempt.gitSha(),
            endedAt);
    attempt.run().disk().write(attempt.folder().summary(), Json.text(written.json(said)));
  }

  private static RunManifest.OutputEntry output(Artifact artifact) {
    return new RunManifest.OutputEntry(
        artifact.alias(),
        artifact.type().toString(),
        artifact.path(),
        artifact.bytes(),
        artifact.sha256(),
        artifact.files());
  }

  private static List<String> taint(List<AdmittedInput> inputs) {
    TreeSet<String> tainted = new TreeSet<>();
    inputs.forEach(input -> tainted.addAll(input.taintedBy()));
    return List.copyOf(tainted);
  }

  private Instant now() {
    return installation.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
