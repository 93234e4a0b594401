package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.Sha256;
import org.colophon.config.RunConfig;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;
import org.colophon.executor.Executor;
import org.colophon.pipeline.StageSpec;
import org.colophon.provenance.GitState;
import tools.jackson.databind.JsonNode;

/** The loop over stages: from a request to a run folder that says how it ended. */
public final class PipelineRunner {
  private final Installation installation;
  private final Executor executor;
  private final SandboxChoice sandbox;
  private final Interruption interruption;
  private final RunListener listener;
  private final DurableFiles disk;
  private final Gating gating;

  public PipelineRunner(
      Installation installation,
      Executor executor,
      SandboxChoice sandbox,
      Interruption interruption,
      RunListener listener) {
    this(
        installation,
        executor,
        sandbox,
        interruption,
        listener,
        new DurableFiles(),
        Gating.ENFORCED);
  }

  /** With its own way to change files, so that a test can stop it between any two changes. */
  PipelineRunner(
      Installation installation,
      Executor executor,
      SandboxChoice sandbox,
      Interruption interruption,
      RunListener listener,
      DurableFiles disk) {
    this(installation, executor, sandbox, interruption, listener, disk, Gating.ENFORCED);
  }

  private PipelineRunner(
      Installation installation,
      Executor executor,
      SandboxChoice sandbox,
      Interruption interruption,
      RunListener listener,
      DurableFiles disk,
      Gating gating) {
    this.installation = installation;
    this.executor = executor;
    this.sandbox = sandbox;
    this.interruption = interruption;
    this.listener = listener;
    this.disk = disk;
    this.gating = gating;
  }

  /**
   * The same, but stages start on whatever inputs are there: what a stage does by itself about a
   * bad one can be seen in no other way. Only for runs that are thrown away.
   */
  public PipelineRunner withOpenGate() {
    return new PipelineRunner(
        installation, executor, sandbox, interruption, listener, disk, Gating.OPEN);
  }

  /**
   * How a run ended.
   *
   * @param interrupted by the user; the run can be resumed
   * @param reached the stages of this invocation that ended or were kept, in order
   */
  public record Result(RunManifest manifest, boolean interrupted, List<Reached> reached) {
    public Result {
      reached = List.copyOf(reached);
    }

    /** How a stage of this invocation ended; empty if it was not reached. */
    public Optional<Reached> reached(String stage) {
      return reached.stream().filter(one -> one.entry().stage().equals(stage)).findFirst();
    }
  }

  /**
   * A stage that this invocation got to.
   *
   * @param entry of the attempt that it ran, failed or not, or of the one that it kept
   * @param kept whether it was published already and not run again
   */
  public record Reached(StageEntry entry, boolean kept) {}

  /** Runs the selected stages in order and stops at the first that does not allow the next. */
  public Result run(RunPlan plan) throws IOException {
    return run(plan, Optional.empty());
  }

  /**
   * The same, exactly as planned.
   *
   * @throws BadRequest if a stage is to be treated otherwise than agreed; what was done by then
   *     stays, and the run can be resumed
   */
  public Result run(RunPlan plan, Optional<WorkPlan> agreed) throws IOException {
    RunDirectory directory = plan.directory();
    try (OpenRun run =
        OpenRun.open(directory, owner(plan.request(), installation), disk, installation.clock())) {
      run.recovered().forEach(action -> listener.note("recovered: " + action));
      begin(plan, run, installation);
      Invocation invocation = Invocation.of(plan, installation, disk, gating);
      StageRunner stages =
          new StageRunner(
              plan, installation, sandbox, executor, interruption, listener, invocation);
      return finish(run, each(plan, run, stages, invocation, agreed));
    }
  }

  /** Goes on after a stage that was lost only if asked to, and then past what depends on it. */
  private List<Reached> each(
      RunPlan plan,
      OpenRun run,
      StageRunner stages,
      Invocation invocation,
      Optional<WorkPlan> agreed)
      throws IOException {
    List<Reached> reached = new ArrayList<>();
    Set<String> lost = new HashSet<>();
    boolean goesOn = true;
    for (int i = 0; i < plan.stages().size() && goesOn && !interruption.requested(); i++) {
      StageSpec stage = plan.stages().get(i);
      StageChoice next = invocation.chooser().choose(stage, run.standing(), lost);
      agreed.flatMap(work -> work.stage(stage.id())).ifPresent(planned -> planned.require(next));
      boolean usable =
          switch (next) {
            case StageChoice.Keep(StageEntry published, String reason) -> {
              listener.stageKept(stage, reason);
              reached.add(new Reached(published, true));
              yield true;
            }
            case StageChoice.Hold(String reason) -> held(stage, reason);
            case StageChoice.Block(String reason) -> held(stage, reason);
            case StageChoice.Reuse choice -> {
              StageEntry entry = reuseStage(run, stages, stage, choice);
              reached.add(new Reached(entry, false));
              yield entry.status().goesOn();
            }
            case StageChoice.Run choice -> {
              StageEntry entry = runStage(plan, run, stages, i, choice);
              reached.add(new Reached(entry, false));
              yield entry.status().goesOn();
            }
          };
      if (!usable) {
        lost.add(stage.id());
        goesOn = plan.request().keepGoing();
      }
    }
    return reached;
  }

  private boolean held(StageSpec stage, String reason) {
    listener.stageHeld(stage, reason);
    return false;
  }

  /** Begins an invocation: the run exists, and its journal says what was asked for. */
  static void begin(RunPlan plan, OpenRun run, Installation installation) throws IOException {
    if (run.state().created().isEmpty()) {
      create(plan, run);
    } else {
      refuseOtherConfig(plan, run.state().created().get());
    }
    GitState git = GitState.of(plan.pipeline().folder());
    Optional<String> patch = git.dirty() ? Optional.of(Sha256.of(git.patch())) : Optional.empty();
    if (patch.isPresent()) {
      Path kept = run.directory().patch(patch.get());
      run.disk().makeFolder(kept.resolveSibling(""));
      run.disk().write(kept, git.patch());
    }
    run.append(
        new RunEvent.Started(
            plan.request().arguments(),
            plan.stages().stream().map(StageSpec::id).toList(),
            new TreeMap<>(plan.given()),
            new RunManifest.PipelineRef(plan.pipeline().name(), plan.pipeline().sha256()),
            plan.pipeline().file().toString(),
            new RunManifest.Git(git.sha(), git.dirty(), patch.orElse(null)),
            installation.actor()));
    run.writeProjections();
  }

  private static void create(RunPlan plan, OpenRun run) throws IOException {
    run.disk().writeOnce(run.directory().config(), plan.config().text());
    run.append(
        new RunEvent.Created(
            plan.request().experiment().value(),
            plan.pipeline().name(),
            plan.config().sha256(),
            plan.config().seed(),
            run.disk().aliasKind(run.directory().root())));
  }

  /** A run has one config for ever; another one is another run. */
  static void refuseOtherConfig(RunPlan plan, RunEvent.Created created) throws IOException {
    if (!plan.config().sha256().equals(created.configSha256())) {
      List<String> differences =
          RunConfig.read(plan.directory().config()).differencesTo(plan.config());
      throw new BadRequest(
          "experiment "
              + created.experiment()
              + " has another config; add --as NAME to take the changed config to a new run, or"
              + " undo:\n"
              + "  "
              + String.join("\n  ", differences));
    }
  }

  private StageEntry runStage(
      RunPlan plan, OpenRun run, StageRunner stages, int position, StageChoice.Run choice)
      throws IOException {
    StageSpec stage = plan.stages().get(position);
    listener.stageStarted(stage, position + 1, plan.stages().size());
    Instant start = installation.clock().instant();
    StageEntry entry = stages.run(stage, run, choice);
    settle(run, entry);
    listener.stageEnded(
        stage,
        entry,
        Duration.between(start, installation.clock().instant()),
        entry.status().goesOn() ? rows(run.directory().stage(stage.id())) : 0);
    return entry;
  }

  private StageEntry reuseStage(
      OpenRun run, StageRunner stages, StageSpec stage, StageChoice.Reuse choice)
      throws IOException {
    StageEntry entry = stages.reuse(stage, run, choice);
    settle(run, entry);
    if (entry.disposition() == RunManifest.Disposition.REUSED) {
      listener.stageReused(stage, entry, choice.reason());
    }
    return entry;
  }

  /** Stages downstream that read what this one has just made anew, and made differently, go. */
  private void settle(OpenRun run, StageEntry entry) throws IOException {
    if (entry.status().goesOn()) {
      Optional<RunEvent.StageRetired> stale = run.standing().nextVoid(entry.stage());
      while (stale.isPresent()) {
        run.append(stale.get());
        listener.note(stale.get().stage() + " is void: " + stale.get().reason());
        stale = run.standing().nextVoid(entry.stage());
      }
    }
    run.writeProjections();
  }

  private Result finish(OpenRun run, List<Reached> reached) throws IOException {
    boolean interrupted = interruption.requested();
    StageStatus status = run.state().settledStatus(interrupted);
    run.append(new RunEvent.Finished(status, status.exitCode(), interrupted));
    run.writeProjections();
    return new Result(run.manifest(), interrupted, reached);
  }

  private static long rows(StageFolder folder) throws IOException {
    JsonNode summary =
        Files.isRegularFile(folder.summary())
            ? Json.read(folder.summary())
            : Json.mapper().createObjectNode();
    return summary.path("counts").path("outputs_rows").asLong(0);
  }

  static RunLock.Owner owner(RunRequest request, Installation installation) {
    return RunLock.Owner.ofThisProcess(installation.host(), String.join(" ", request.arguments()));
  }

  /** Catalog of a pipeline's own schemas. */
  static SchemaCatalog catalog(Path schemas) throws IOException {
    return SchemaCatalog.open(Files.isDirectory(schemas) ? List.of(schemas) : List.of());
  }
}
