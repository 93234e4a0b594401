package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.colophon.artifact.Artifact;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;
import org.colophon.executor.JobKey;
import org.colophon.executor.Jobs;
import org.colophon.items.Item;
import org.colophon.pipeline.StageSpec;
import org.colophon.process.Command;
import org.colophon.process.ProcessOutcome;
import org.colophon.provenance.MetaEnv;
import org.colophon.reuse.StageKey;
import org.colophon.reuse.StoredStage;
import org.colophon.sandbox.Listing;
import org.colophon.sandbox.OutsideWrites;
import org.colophon.sandbox.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One stage from its gate to its summary: one attempt, published or kept as failed. */
final class StageRunner {
  private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);

  private final RunPlan plan;
  private final Installation installation;
  private final SandboxChoice sandbox;
  private final Jobs jobs;
  private final RunListener listener;
  private final Invocation invocation;
  private final RunSecrets secrets;
  private final StageProcess process;
  private final ItemRunner items;

  StageRunner(
      RunPlan plan,
      Installation installation,
      SandboxChoice sandbox,
      Jobs jobs,
      Interruption interruption,
      RunListener listener,
      Invocation invocation,
      RunSecrets secrets) {
    this.plan = plan;
    this.installation = installation;
    this.sandbox = sandbox;
    this.jobs = jobs;
    this.listener = listener;
    this.invocation = invocation;
    this.secrets = secrets;
    this.process =
        new StageProcess(plan, installation, sandbox, jobs, interruption, listener, secrets);
    this.items =
        new ItemRunner(
            plan, installation, sandbox, jobs, interruption, listener, invocation, secrets);
  }

  /**
   * Begins an attempt: from here on the journal knows of it. By the thread that owns the run.
   *
   * @param choice that it runs, with what and why
   */
  Attempt begin(StageSpec stage, OpenRun run, StageChoice.Run choice) throws IOException {
    if (choice.damaged().isPresent()) {
      listener.note(stage.id() + ": " + choice.reason());
      invocation.store().forget(choice.damaged().get());
    }
    return begin(stage, run, choice.key(), choice.reason());
  }

  /**
   * Does the attempt's work, from its gate to its summary. On any thread: it touches nothing but
   * the attempt's own folder, and nobody else does.
   *
   * @param slots what it, and its items, may use
   */
  StageEntry work(Attempt attempt, ArtifactGate.Answer inputs, ItemSlots slots) throws IOException {
    try (MDC.MDCCloseable _ = MDC.putCloseable("stage", attempt.stage().id())) {
      return switch (inputs) {
        case ArtifactGate.Answer.Refused(List<String> reasons) -> refused(attempt, reasons);
        case ArtifactGate.Answer.Admitted(List<AdmittedInput> admitted) ->
            work(attempt, admitted, slots);
      };
    }
  }

  private StageEntry work(Attempt attempt, List<AdmittedInput> inputs, ItemSlots slots)
      throws IOException {
    return attempt.stage().foreach().isPresent()
        ? executeItems(attempt, inputs, slots)
        : execute(attempt, inputs, slots.gpus());
  }

  /** Publishes what another attempt with the same key left; runs the stage if that is gone. */
  StageEntry reuse(StageSpec stage, OpenRun run, StageChoice.Reuse choice) throws IOException {
    try (MDC.MDCCloseable _ = MDC.putCloseable("stage", stage.id())) {
      Attempt attempt = begin(stage, run, choice.key(), "reused: " + choice.reason());
      StageEntry entry;
      try {
        entry = reused(attempt, choice);
      } catch (NoSuchFileException e) {
        // between the look and the use somebody tidied the store
        listener.note(stage.id() + " runs after all: what was stored is gone: " + e.getMessage());
        attempt.disk().discard(attempt.folder().root());
        attempt.disk().makeFolder(attempt.folder().logs());
        entry = work(attempt, choice.inputs(), ItemSlots.oneAtATime(stage));
      }
      return end(attempt, entry);
    }
  }

  private Attempt begin(StageSpec stage, OpenRun run, StageKey key, String reason)
      throws IOException {
    RunState state = run.state();
    String attemptId = "%04d".formatted(state.attemptsOf().getOrDefault(stage.id(), 0) + 1);
    StageFolder folder = run.directory().attempt(stage.id(), attemptId);
    run.append(new RunEvent.StageStarted(stage.id(), attemptId, reason));
    Attempt attempt =
        new Attempt(
            stage,
            run,
            attemptId,
            JobKey.ofAttempt(run.identity(), stage.id(), attemptId),
            folder,
            run.disk().unsynced(),
            key,
            now(),
            state.created().orElseThrow().experiment(),
            state.started().orElseThrow().git().sha(),
            run.standing());
    run.disk().makeFolder(folder.root().resolveSibling(""));
    attempt.disk().makeFolder(folder.logs());
    return attempt;
  }

  private StageEntry reused(Attempt attempt, StageChoice.Reuse choice) throws IOException {
    StageLaunch launch = launch(attempt, choice.inputs());
    ReusedStage.place(
        choice.stored(),
        attempt.folder(),
        Json.text(
            launch.context(attempt.experiment(), attempt.id(), plan.config(), attempt.gitSha())),
        attempt.experiment(),
        attempt.id(),
        invocation.store(),
        attempt.disk());
    return ReusedStage.entry(
        choice,
        attempt.id(),
        attempt.startedAt().toString(),
        now().toString(),
        StageRecords.of(attempt.folder()));
  }

  /** Makes what the attempt left durable, and then true. By the thread that owns the run. */
  StageEntry end(Attempt attempt, StageEntry entry) throws IOException {
    LOG.debug("attempt {} ended {}", attempt.id(), entry.status());
    DurableFiles disk = attempt.run().disk();
    disk.syncTree(attempt.folder().root(), Optional.of(attempt.folder().itemFolders().root()));
    disk.syncParent(attempt.folder().root());
    if (!entry.status().goesOn()) {
      attempt.run().append(new RunEvent.StageFailed(entry));
      return entry;
    }
    boolean executed = entry.disposition() == RunManifest.Disposition.EXECUTED;
    StageEntry made = executed && !isStillItsKey(attempt, entry) ? entry.withoutKey() : entry;
    attempt.run().append(new RunEvent.StagePublished(made));
    if (made.cacheKey().isEmpty()) {
      listener.note(
          attempt.stage().id()
              + ": its code changed while it ran, so that nobody can say what it was made by; the"
              + " next run makes it anew");
    } else if (executed) {
      store(attempt, made);
    }
    return made;
  }

  /** A stage that ran while somebody edited it was made by neither the one nor the other. */
  private boolean isStillItsKey(Attempt attempt, StageEntry entry) {
    try {
      return invocation.keys().of(attempt.stage(), entry.inputs()).equals(attempt.key());
    } catch (IOException e) {
      listener.note(attempt.stage().id() + ": what it ran cannot be read any more: " + e);
      return false;
    }
  }

  /** For other runs. That it cannot be stored is no failure of this one. */
  private void store(Attempt attempt, StageEntry entry) {
    StageSpec stage = attempt.stage();
    if (!plan.request().reuse().wanted() || !stage.reusable()) {
      return;
    }
    try {
      List<String> other =
          invocation
              .store()
              .put(
                  StoredStage.of(
                      plan.pipeline().name(), attempt.experiment(), attempt.key(), entry),
                  attempt.run().directory().stage(stage.id()).root());
      if (!other.isEmpty()) {
        listener.note(
            stage.id()
                + " made other bytes than an attempt with the same key had: "
                + String.join(", ", other)
                + "; if that is meant, say `reuse: false` in the pipeline file");
      }
    } catch (IOException e) {
      listener.note(stage.id() + " is not stored for reuse: " + e);
    }
  }

  /**
   * What is known of an attempt from its start.
   *
   * @param job what its process is known by
   * @param disk through which its folder is changed; what it holds is synced when it ends
   * @param standing of the run when it began
   */
  record Attempt(
      StageSpec stage,
      OpenRun run,
      String id,
      JobKey job,
      StageFolder folder,
      DurableFiles disk,
      StageKey key,
      Instant startedAt,
      String experiment,
      String gitSha,
      Standing standing) {

    /** The same for one try of one item, which works in a folder of its own. */
    Attempt ofItem(Item item, int tried, StageFolder own, DurableFiles way) {
      return new Attempt(
          stage,
          run,
          id,
          JobKey.ofItem(run.identity(), stage.id(), id, item.digest(), tried),
          own,
          way,
          key,
          startedAt,
          experiment,
          gitSha,
          standing);
    }
  }

  /** What was decided about how the attempt runs. */
  private record Setup(
      List<AdmittedInput> inputs, Command command, MetaEnv environment, GuardedRecords records) {}

  /** The stage never starts; its folder says why. */
  private StageEntry refused(Attempt attempt, List<String> reasons) throws IOException {
    StageLaunch launch = launch(attempt, List.of());
    Command command = process.command(attempt, launch, Optional.empty());
    Setup setup = prepare(attempt, launch, command, List.of(), List.of());
    Verdict verdict = new Verdict(StageStatus.INCOMPLETE, reasons, List.of(), false);
    return conclude(attempt, setup, verdict, new SummaryReading.Unusable("not started"), List.of());
  }

  private StageEntry execute(
      Attempt attempt, List<AdmittedInput> inputs, Optional<List<String>> gpus) throws IOException {
    StageLaunch launch = launch(attempt, inputs);
    for (String alias : attempt.stage().outputs().keySet()) {
      attempt.disk().makeFolder(attempt.folder().output(alias));
    }
    Command command = process.command(attempt, launch, gpus);
    try (StageProcess.Confining confining = process.confine(attempt, launch, command)) {
      Setup setup = prepare(attempt, launch, command, inputs, confining.notEnforced());
      Optional<OutsideWatch> watch = watch(attempt);
      Optional<Listing> outside =
          watch.isPresent() ? Optional.of(watch.get().list()) : Optional.empty();
      ProcessOutcome outcome = process.run(attempt, confining, setup.records());
      // the longest wait of a run: whoever took it over meanwhile has moved the attempt's folder
      attempt.run().requireOurs();
      List<String> breaches = new ArrayList<>(setup.records().restore(attempt.disk()));
      breaches.addAll(SecretSweep.of(attempt.folder(), secrets.redaction(), attempt.disk()));
      if (watch.isPresent() && outside.isPresent()) {
        breaches.addAll(outsideWrites(attempt, watch.get().since(outside.get())));
      }
      NetworkRecord network = confining.network().without(secrets.redaction());
      breaches.addAll(network.write(attempt.folder(), attempt.disk()));
      return ended(attempt, setup, outcome, breaches, network.refusals());
    }
  }

  /** The same for each of its items; what they make is gathered. */
  private StageEntry executeItems(Attempt attempt, List<AdmittedInput> inputs, ItemSlots slots)
      throws IOException {
    StageLaunch launch = launch(attempt, inputs);
    for (String alias : attempt.stage().outputs().keySet()) {
      attempt.disk().makeFolder(attempt.folder().output(alias));
    }
    Command command = process.command(attempt, launch, Optional.empty());
    Setup setup;
    try (StageProcess.Confining confining = process.confine(attempt, launch, command)) {
      setup = prepare(attempt, launch, command, inputs, confining.notEnforced());
      if (confining instanceof StageProcess.Confining.Hopeless(String reason)) {
        return ended(attempt, setup, new ProcessOutcome.NotStarted(reason), List.of(), List.of());
      }
    }
    Optional<OutsideWatch> watch = watch(attempt);
    Optional<Listing> outside =
        watch.isPresent() ? Optional.of(watch.get().list()) : Optional.empty();
    ItemsEnd end = items.run(attempt, inputs, slots);
    // as after any long wait
    attempt.run().requireOurs();
    List<String> breaches = new ArrayList<>(setup.records().restore(attempt.disk()));
    if (watch.isPresent() && outside.isPresent()) {
      breaches.addAll(outsideWrites(attempt, watch.get().since(outside.get())));
    }
    OutputCheck outputs =
        end.verdict().status().goesOn()
            ? OutputCheck.of(attempt.stage(), attempt.folder(), plan.catalog())
            : new OutputCheck(List.of(), List.of());
    Verdict verdict =
        end.verdict()
            .withBreaches(outputs.problems())
            .withBreaches(breaches)
            .onDiskWith(Files.getFileStore(attempt.folder().root()).getUsableSpace());
    return conclude(
        attempt, setup, verdict, new SummaryReading.Valid(end.said()), outputs.outputs());
  }

  /** Judges what a stage that has ended left. */
  private StageEntry ended(
      Attempt attempt,
      Setup setup,
      ProcessOutcome outcome,
      List<String> breaches,
      List<String> refusals)
      throws IOException {
    SummaryReading summary =
        SummaryReading.of(attempt.folder().summary(), attempt.stage().id(), attempt.experiment());
    OutputCheck outputs = OutputCheck.of(attempt.stage(), attempt.folder(), plan.catalog());
    Verdict verdict =
        Verdict.of(attempt.stage().summary(), outcome, summary, outputs.problems())
            .withBreaches(breaches)
            .withRefusals(refusals)
            .onDiskWith(Files.getFileStore(attempt.folder().root()).getUsableSpace())
            .without(secrets.redaction());
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
        plan.pipeline(),
        attempt.stage(),
        attempt.run().directory(),
        attempt.folder(),
        inputs,
        installation,
        new StageLimits(attempt.stage(), plan.profile()));
  }

  /** Writes what the stage is given and with what it runs. */
  private Setup prepare(
      Attempt attempt,
      StageLaunch launch,
      Command command,
      List<AdmittedInput> inputs,
      List<String> notEnforced)
      throws IOException {
    MetaEnv environment =
        new MetaEnv(
            installation.machine(),
            invocation.tools().of(attempt.stage(), command.program()),
            sandbox.sandbox().kind().label(),
            sandbox.image().orElse(""),
            sandbox.note(),
            notEnforced,
            plan.profile().name(),
            plan.profile().sha256(),
            installation.version(),
            attempt.stage().secrets());
    StageFolder folder = attempt.folder();
    DurableFiles disk = attempt.disk();
    GuardedRecords records = new GuardedRecords(folder);
    records.write(
        disk,
        folder.inputs(),
        Json.text(
            launch.context(attempt.experiment(), attempt.id(), plan.config(), attempt.gitSha())));
    records.write(disk, folder.environment(), Json.text(environment));
    records.write(disk, folder.command(), command.quoted() + "\n");
    records.write(disk, folder.key(), attempt.key().text());
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
        jobs.executor(),
        sandbox.sandbox().kind().label(),
        setup.environment().sha256(),
        plan.config().seed(),
        attempt.startedAt().toString(),
        endedAt.toString(),
        attempt.key().sha256(),
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
    Optional<JsonNode> counted =
        attempt.stage().foreach().isPresent() ? said.optional("items") : Optional.empty();
    CoreSummary written =
        new CoreSummary(
            attempt.stage().id(),
            attempt.experiment(),
            verdict.status(),
            verdict.errors(),
            verdict.warnings(),
            attempt.id(),
            plan.config().seed(),
            attempt.gitSha(),
            endedAt,
            counted);
    attempt.disk().write(attempt.folder().summary(), Json.text(written.json(said)));
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
