package org.colophon.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.PipelineException.RunIsHeld;
import org.colophon.contract.RunManifest;
import org.colophon.executor.JobKey;

/**
 * A run held for writing: lock, journal, and the files derived from it. Opening one finishes or
 * undoes whatever an earlier process left half done.
 */
final class OpenRun implements AutoCloseable {
  private final RunDirectory directory;
  private final RunLock lock;
  private final Journal journal;
  private final DurableFiles disk;
  private final Recovery recovery;
  private final MetaLog metaLog;
  private final Leftovers leftovers;
  private RunState state;

  private OpenRun(
      RunDirectory directory,
      RunLock lock,
      Journal journal,
      DurableFiles disk,
      Recovery recovery,
      Leftovers leftovers) {
    this.directory = directory;
    this.lock = lock;
    this.journal = journal;
    this.disk = disk;
    this.recovery = recovery;
    this.leftovers = leftovers;
    this.metaLog = MetaLog.after(journal.records());
    this.state = RunState.of(journal.records());
  }

  /**
   * Takes the run, creating its folder if needed, and recovers it.
   *
   * @throws BadRequest if the folder exists and is not a run
   */
  static OpenRun open(RunDirectory directory, RunLock.Owner owner, DurableFiles disk, Clock clock)
      throws IOException {
    return open(directory, owner, disk, clock, Leftovers.NONE);
  }

  /** The same, where what an earlier process handed to an executor may still be at work. */
  static OpenRun open(
      RunDirectory directory,
      RunLock.Owner owner,
      DurableFiles disk,
      Clock clock,
      Leftovers leftovers)
      throws IOException {
    refuseForeignFolder(directory);
    disk.makeFolder(directory.root());
    RunLock lock = RunLock.take(directory.lock(), owner, disk);
    return recovered(directory, lock, disk, clock, leftovers);
  }

  /** Opens a run although an owner on another system is named in its lock. */
  static OpenRun takeOver(
      RunDirectory directory, RunLock.Owner owner, DurableFiles disk, Clock clock)
      throws IOException {
    RunLock lock = RunLock.takeOver(directory.lock(), owner, disk);
    return recovered(directory, lock, disk, clock, Leftovers.NONE);
  }

  private static OpenRun recovered(
      RunDirectory directory, RunLock lock, DurableFiles disk, Clock clock, Leftovers leftovers)
      throws IOException {
    try {
      // whoever made the folder may have died before its name was on disk
      disk.settle(directory.root());
      Journal.Contents contents = Journal.read(directory.journal());
      Recovery recovery = Recovery.decide(directory, contents);
      Journal journal = Journal.open(directory.journal(), contents, disk, clock);
      OpenRun run = new OpenRun(directory, lock, journal, disk, recovery, leftovers);
      run.recover();
      return run;
    } catch (IOException | RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  RunDirectory directory() {
    return directory;
  }

  DurableFiles disk() {
    return disk;
  }

  /** What tells the run from every other, wherever it lies and whatever it is called. */
  String identity() {
    return journal.identity();
  }

  RunState state() {
    return state;
  }

  List<JournalRecord> records() {
    return journal.records();
  }

  Standing standing() {
    return Standing.of(directory, state, journal.records());
  }

  RunManifest manifest() {
    return new Projection(state, journal.ref()).manifest();
  }

  /** What had to be done on opening. */
  List<String> recovered() {
    return recovery.actions();
  }

  /** What could not be brought back. */
  List<String> lost() {
    return recovery.lost();
  }

  /**
   * Refuses to write what another has taken over.
   *
   * @throws RunIsHeld saying so
   */
  void requireOurs() throws IOException {
    lock.requireOurs();
  }

  /** Makes an event true, then brings folders, aliases and the audit log to it. */
  void append(RunEvent event) throws IOException {
    requireOurs();
    JournalRecord record = journal.append(event);
    disk.append(directory.metaLog(), metaLog.add(record));
    RunState before = state;
    state = before.with(event);
    switch (event) {
      case RunEvent.StagePublished(RunManifest.StageEntry entry) -> place(before, entry.stage());
      case RunEvent.StageFailed(RunManifest.StageEntry entry) -> place(before, entry.stage());
      case RunEvent.StageRetired retired -> place(before, retired.stage());
      case RunEvent.Collected _ -> discardCollected();
      case RunEvent.Created _,
          RunEvent.Started _,
          RunEvent.Imported _,
          RunEvent.StageStarted _,
          RunEvent.Recovered _,
          RunEvent.LockForced _,
          RunEvent.Finished _ -> {}
    }
  }

  private void place(RunState before, String stage) throws IOException {
    Placement.of(directory, before, state, stage).make(disk);
  }

  /** Writes manifest and run summary anew. */
  void writeProjections() throws IOException {
    Projection projection = new Projection(state, journal.ref());
    disk.write(directory.manifest(), projection.manifestText());
    disk.write(directory.runSummary(), projection.runSummaryText());
  }

  /** The same for who looks on: if the power goes, they may be those of before. */
  void showProjections() throws IOException {
    Projection projection = new Projection(state, journal.ref());
    disk.show(directory.manifest(), projection.manifestText());
    disk.show(directory.runSummary(), projection.runSummaryText());
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  /**
   * Removes what the journal says was collected, as far as it is still there. Only the history is
   * ever collected: a journal that names anything else, or gets there through a link, was not
   * written here, and nothing is removed on its word.
   */
  private void discardCollected() throws IOException {
    Path history = directory.root().toRealPath().resolve(directory.relative(directory.history()));
    for (String path : state.collected()) {
      Path folder = directory.root().resolve(path);
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
          && folder.resolveSibling("").toRealPath().startsWith(history)) {
        disk.discard(folder);
      }
    }
  }

  private void recover() throws IOException {
    for (Path temporary : recovery.temporaries()) {
      disk.discard(temporary);
    }
    for (Map.Entry<Path, DerivedFiles.Standing> file : recovery.derived().entrySet()) {
      if (file.getValue() == DerivedFiles.Standing.CHANGED) {
        disk.move(file.getKey(), directory.aside(String.valueOf(file.getKey().getFileName())));
      }
    }
    if (!isRight(directory.metaLog())) {
      disk.write(directory.metaLog(), MetaLog.text(journal.records()));
    }
    for (CutOffAttempt attempt : recovery.cutOff()) {
      // before its folder is touched
      leftovers.end(JobKey.ofAttempt(journal.identity(), attempt.stage(), attempt.attempt()));
      attempt.settle(disk);
      append(new RunEvent.StageFailed(attempt.entry()));
    }
    // between two lines of the journal, what was made anew counts and what was made from it as well
    for (RunEvent.StageRetired retired : Retirement.leftOut(state)) {
      append(retired);
    }
    discardCollected();
    Placement.of(directory, state).make(disk);
    if (!recovery.actions().isEmpty() && state.created().isPresent()) {
      append(new RunEvent.Recovered(recovery.actions()));
      if (state.started().isPresent()) {
        writeProjections();
      }
    }
  }

  /** What follows from no record yet is as it should be. */
  private boolean isRight(Path derived) {
    return recovery.derived().getOrDefault(derived, DerivedFiles.Standing.RIGHT)
        == DerivedFiles.Standing.RIGHT;
  }

  /** Others may be making the same run meanwhile: what they write and move away is not foreign. */
  static void refuseForeignFolder(RunDirectory directory) throws IOException {
    if (Files.exists(directory.root()) && !Files.isDirectory(directory.root())) {
      throw new BadRequest(directory.root() + " is a file; take another --experiment");
    }
    if (!Files.isDirectory(directory.root()) || Files.exists(directory.journal())) {
      return;
    }
    List<Path> foreign = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.root())) {
      for (Path entry : entries) {
        boolean ours = entry.equals(directory.lock()) || entry.equals(directory.config());
        if (!ours
            && !Recovery.isTemporary(entry)
            && Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
          foreign.add(entry);
        }
      }
    }
    if (!foreign.isEmpty() && !Files.exists(directory.journal())) {
      throw new BadRequest(
          directory.root()
              + " exists, is not a run, and holds "
              + foreign.getFirst().getFileName()
              + "; take another --experiment");
    }
  }
}
