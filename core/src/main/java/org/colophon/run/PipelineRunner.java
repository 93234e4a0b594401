package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.Sha256;
import org.colophon.config.RunConfig;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;
import org.colophon.executor.Executor;
import org.colophon.executor.Jobs;
import org.colophon.pipeline.StageSpec;
import org.colophon.provenance.GitState;

/** A run from its request to a folder that says how it ended. */
public final class PipelineRunner {
  private final Installation installation;
  private final Jobs jobs;
  private final SandboxChoice sandbox;
  private final Interruption interruption;
  private final RunListener listener;
  private final DurableFiles disk;
  private final Gating gating;
  private final Capacity capacity;
  private final InTheMaking making;

  public PipelineRunner(
      Installation installation,
      Executor executor,
      SandboxChoice sandbox,
      Interruption interruption,
      RunListener listener) {
    this(
        installation,
        new Jobs(executor),
        sandbox,
        interruption,
        listener,
        installation.disk(),
        Gating.ENFORCED,
        Capacity.ONE_AT_A_TIME,
        new InTheMaking());
  }

  /** With its own way to change files, so that a test can stop it between any two changes. */
  PipelineRunner(
      Installation installation,
      Executor executor,
      SandboxChoice sandbox,
      Interruption interruption,
      RunListener listener,
      DurableFiles disk) {
    this(
        installation,
        new Jobs(executor),
        sandbox,
        interruption,
        listener,
        disk,
        Gating.ENFORCED,
        Capacity.ONE_AT_A_TIME,
        new InTheMaking());
  }

  private PipelineRunner(
      Installation installation,
      Jobs jobs,
      SandboxChoice sandbox,
      Interruption interruption,
      RunListener listener,
      DurableFiles disk,
      Gating gating,
      Capacity capacity,
      InTheMaking making) {
    this.installation = installation;
    this.jobs = jobs;
    this.sandbox = sandbox;
    this.interruption = interruption;
    this.listener = listener;
    this.disk = disk;
    this.gating = gating;
    this.capacity = capacity;
    this.making = making;
  }

  /**
   * The same, but stages start on whatever inputs are there: what a stage does by itself about a
   * bad one can be seen in no other way. Only for runs that are thrown away.
   */
  public PipelineRunner withOpenGate() {
    return new PipelineRunner(
        installation, jobs, sandbox, interruption, listener, disk, Gating.OPEN, capacity, making);
  }

  /** The same, with stages side by side as far as {@code more} goes. */
  public PipelineRunner within(Capacity more) {
    return new PipelineRunner(
        installation, jobs, sandbox, interruption, listener, disk, gating, more, making);
  }

  /** The same, where other runs of this process make stages that this one may need. */
  public PipelineRunner beside(InTheMaking others) {
    return new PipelineRunner(
        installation, jobs, sandbox, interruption, listener, disk, gating, capacity, others);
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

  /** Runs the selected stages, and begins none after one that does not allow what follows. */
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
    new Leases(capacity).require(plan.stages());
    StageNetwork.require(plan.stages(), plan.profile());
    RunDirectory directory = plan.directory();
    RunSecrets secrets = RunSecrets.of(plan, installation);
    RunLock.Owner owner = owner(plan.request(), installation);
    try (OpenRun run = OpenRun.open(directory, owner, disk, installation.clock(), jobs::end)) {
      run.recovered().forEach(action -> listener.note("recovered: " + action));
      begin(plan, run, installation, secrets);
      Invocation invocation = Invocation.of(plan, installation, disk, gating);
      StageRunner stages =
          new StageRunner(
              plan, installation, sandbox, jobs, interruption, listener, invocation, secrets);
      StageLoop loop =
          new StageLoop(
              plan,
              run,
              stages,
              invocation,
              agreed,
              capacity,
              interruption,
              listener,
              installation,
              making);
      return finish(run, loop.run());
    }
  }

  /** Begins an invocation: the run exists, and its journal says what was asked for. */
  static void begin(RunPlan plan, OpenRun run, Installation installation, RunSecrets secrets)
      throws IOException {
    if (run.state().created().isEmpty()) {
      create(plan, run);
    } else {
      refuseOtherConfig(plan, run.state().created().get());
    }
    GitState found = GitState.of(plan.pipeline().folder());
    GitState git = new GitState(found.sha(), secrets.redaction().redacted(found.patch()));
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

  private Result finish(OpenRun run, List<Reached> reached) throws IOException {
    boolean interrupted = interruption.requested();
    StageStatus status = run.state().settledStatus(interrupted);
    run.append(new RunEvent.Finished(status, status.exitCode(), interrupted));
    run.writeProjections();
    return new Result(run.manifest(), interrupted, reached);
  }

  static RunLock.Owner owner(RunRequest request, Installation installation) {
    return RunLock.Owner.ofThisProcess(installation.host(), String.join(" ", request.arguments()));
  }

  /** Catalog of a pipeline's own schemas. */
  static SchemaCatalog catalog(Path schemas) throws IOException {
    return SchemaCatalog.open(Files.isDirectory(schemas) ? List.of(schemas) : List.of());
  }
}
