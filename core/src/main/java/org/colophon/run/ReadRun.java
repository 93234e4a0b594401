package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.RunManifest;
import org.colophon.document.NearestName;
import org.colophon.provenance.HostIdentity;

/** A run as a reader sees it: no lock, no change, the journal's word. */
public final class ReadRun {
  private final RunDirectory directory;
  private final Journal.Contents journal;
  private final RunState state;
  private final Optional<RunLock.Owner> holder;

  private ReadRun(
      RunDirectory directory, Journal.Contents journal, Optional<RunLock.Owner> holder) {
    this.directory = directory;
    this.journal = journal;
    this.state = Retirement.applied(RunState.of(journal.records()));
    this.holder = holder;
  }

  /** How it stands. */
  public enum Activity {
    /** Somebody holds it, here or on another host. */
    RUNNING,
    /** Its newest invocation neither ended nor runs, or was ended by Ctrl-C. */
    INTERRUPTED,
    /** Ended, and a stage did not: INCOMPLETE or ERROR. */
    FAILED,
    /** Ended well, but a stage that counted is void, since what it read was made anew. */
    STALE,
    DONE;

    /** Whether its newest invocation came to its end, however it ended. */
    public boolean isEnded() {
      return switch (this) {
        case RUNNING, INTERRUPTED -> false;
        case FAILED, STALE, DONE -> true;
      };
    }
  }

  /**
   * Reads a run.
   *
   * @throws BadRequest if there is none
   */
  public static ReadRun of(RunDirectory directory) throws IOException {
    return find(directory)
        .orElseThrow(() ->
            new BadRequest(
                "there is no run in "
                    + directory.root()
                    + "; begin it with run --experiment "
                    + directory.root().getFileName()
                    + " --config FILE"));
  }

  /** Reads a run; empty if none began in that folder. */
  static Optional<ReadRun> find(RunDirectory directory) throws IOException {
    Optional<RunLock.Owner> holder = RunLock.holder(directory.lock(), HostIdentity.ofThisMachine());
    Journal.Contents journal = Journal.read(directory.journal());
    ReadRun run = new ReadRun(directory, journal, holder);
    boolean began = run.state.created().isPresent() && run.state.started().isPresent();
    return began ? Optional.of(run) : Optional.empty();
  }

  /** What the run has published so far, by alias; empty if there is no run yet. */
  static Map<String, RunManifest.Published> publishedAliases(RunDirectory directory)
      throws IOException {
    return find(directory).map(run -> run.manifest().published()).orElse(Map.of());
  }

  public RunDirectory directory() {
    return directory;
  }

  /** The command line of the newest invocation. */
  List<String> arguments() {
    return state.started().map(RunEvent.Started::arguments).orElse(List.of());
  }

  public RunManifest manifest() {
    return projection().manifest();
  }

  public Activity activity() {
    if (holder.isPresent()) {
      return Activity.RUNNING;
    }
    if (state.unfinished() || state.interrupted()) {
      return Activity.INTERRUPTED;
    }
    if (!state.status().goesOn()) {
      return Activity.FAILED;
    }
    return state.hasVoidStages() ? Activity.STALE : Activity.DONE;
  }

  /** Who holds it: process, host, start and command; empty if nobody does. */
  public Optional<String> holder() {
    return holder.map(RunLock.Owner::toString);
  }

  /** The pipeline file where the newest invocation had it, else in this installation. */
  public Optional<Path> pipelineFile(Path home) {
    RunEvent.Started started = state.started().orElseThrow();
    return Stream.of(
            Path.of(started.pipelineFile()),
            home.resolve("stages").resolve(started.pipeline().name()).resolve("pipeline.yaml"))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * The id of a stage that this run knows: one that was asked for or tried.
   *
   * @throws BadRequest if there is none
   */
  public String stageId(String idOrNumber) {
    TreeSet<String> known = new TreeSet<>(state.attemptsOf().keySet());
    known.addAll(asked());
    return known.stream()
        .filter(id -> id.equals(idOrNumber) || id.startsWith(idOrNumber + "_"))
        .findFirst()
        .orElseThrow(() ->
            new BadRequest(
                "stage "
                    + idOrNumber
                    + " is not one of "
                    + directory.root().getFileName()
                    + NearestName.hint(idOrNumber, known)
                    + "; there are "
                    + String.join(", ", known)));
  }

  /** Where an attempt that ended is kept, relative to the run folder. */
  String folderOf(String stage, String attempt) {
    boolean placed =
        state.placed(stage).map(RunManifest.StageEntry::attempt).equals(Optional.of(attempt));
    StageFolder folder = placed ? directory.stage(stage) : directory.history(stage, attempt);
    return directory.relative(folder.root());
  }

  /** The stages that the newest invocation was asked for. */
  public List<String> asked() {
    return state.started().orElseThrow().stages();
  }

  /** The inputs from outside that the newest invocation was given, by alias. */
  Map<String, Path> given() {
    return state.started().orElseThrow().inputs();
  }

  /** The inputs from outside that the invocation was given which made the stage as it stands. */
  public Map<String, Path> givenTo(String stage) {
    Map<String, Path> current = Map.of();
    Map<String, Path> given = Map.of();
    for (JournalRecord record : journal.records()) {
      switch (record.body()) {
        case RunEvent.Started event -> current = event.inputs();
        case RunEvent.StagePublished(RunManifest.StageEntry entry) ->
            given = entry.stage().equals(stage) ? current : given;
        case RunEvent.StageFailed(RunManifest.StageEntry entry) ->
            given =
                entry.stage().equals(stage) && !state.published().containsKey(stage)
                    ? current
                    : given;
        case RunEvent.Created _,
            RunEvent.Imported _,
            RunEvent.StageStarted _,
            RunEvent.StageRetired _,
            RunEvent.Recovered _,
            RunEvent.LockForced _,
            RunEvent.Collected _,
            RunEvent.Finished _ -> {}
      }
    }
    return given;
  }

  /** The stages at work now, or when the invocation was cut off. */
  public Map<String, String> openAttempts() {
    return Map.copyOf(state.openAttempts());
  }

  Projection projection() {
    return new Projection(state, journal.ref());
  }

  RunState state() {
    return state;
  }

  Journal.Contents journal() {
    return journal;
  }
}
