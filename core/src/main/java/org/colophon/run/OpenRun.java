package org.colophon.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.RunManifest;

/**
 * A run held for writing: lock, journal, and the files derived from it. Opening one finishes or
 * undoes whatever an earlier process left half done.
 */
final class OpenRun implements AutoCloseable {
  private final RunDirectory directory;
  private final RunLock lock;
  private final Journal journal;
  private final DurableFiles disk;
  private final List<String> recovered;

  private OpenRun(
      RunDirectory directory,
      RunLock lock,
      Journal journal,
      DurableFiles disk,
      List<String> recovered) {
    this.directory = directory;
    this.lock = lock;
    this.journal = journal;
    this.disk = disk;
    this.recovered = recovered;
  }

  /**
   * Takes the run, creating its folder if needed, and recovers it.
   *
   * @throws BadRequest if the folder exists and is not a run
   */
  static OpenRun open(RunDirectory directory, RunLock.Owner owner, DurableFiles disk, Clock clock)
      throws IOException {
    refuseForeignFolder(directory);
    disk.makeFolder(directory.root());
    return recovered(directory, RunLock.take(directory.lock(), owner), disk, clock);
  }

  /** Opens a run although an owner on another system is named in its lock. */
  static OpenRun takeOver(
      RunDirectory directory, RunLock.Owner owner, DurableFiles disk, Clock clock)
      throws IOException {
    return recovered(directory, RunLock.takeOver(directory.lock(), owner), disk, clock);
  }

  private static OpenRun recovered(
      RunDirectory directory, RunLock lock, DurableFiles disk, Clock clock) throws IOException {
    try {
      long torn = Journal.read(directory.journal()).tornBytes();
      Journal journal = Journal.open(directory.journal(), disk, clock);
      OpenRun run = new OpenRun(directory, lock, journal, disk, new ArrayList<>());
      run.recover(torn);
      return run;
    } catch (IOException | RuntimeException e) {
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

  RunState state() {
    return RunState.of(journal.records());
  }

  List<JournalRecord> records() {
    return journal.records();
  }

  RunManifest manifest() {
    return new Projection(state(), journal.ref()).manifest();
  }

  /** What had to be done on opening. */
  List<String> recovered() {
    return List.copyOf(recovered);
  }

  /** Makes an event true, then brings folders, aliases and the audit log to it. */
  void append(RunEvent event) throws IOException {
    JournalRecord record = journal.append(event);
    disk.append(
        directory.metaLog(),
        record.seq() == 1 ? MetaLog.HEADER + MetaLog.line(record) : MetaLog.line(record));
    switch (event) {
      case RunEvent.StagePublished _, RunEvent.StageFailed _, RunEvent.StageRetired _ ->
          Placement.reconcile(directory, state(), disk);
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

  /** Writes manifest and run summary anew. */
  void writeProjections() throws IOException {
    Projection projection = new Projection(state(), journal.ref());
    disk.write(directory.manifest(), projection.manifestText());
    disk.write(directory.runSummary(), projection.runSummaryText());
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private void recover(long tornBytes) throws IOException {
    if (tornBytes > 0) {
      recovered.add("cut a torn last line of " + tornBytes + " bytes off events.jsonl");
    }
    removeTemporaries();
    RunState before = state();
    if (before.created().isEmpty()) {
      return;
    }
    for (Map.Entry<String, String> open : before.openAttempts().entrySet()) {
      CutOffAttempt attempt =
          new CutOffAttempt(directory, before, open.getKey(), open.getValue(), journal.records());
      append(new RunEvent.StageFailed(attempt.settle(disk)));
      recovered.add("attempt " + open.getValue() + " of " + open.getKey() + " was cut off");
    }
    discardCollected();
    recovered.addAll(Placement.reconcile(directory, state(), disk));
    if (before.unfinished()) {
      recovered.add("the last invocation was cut off");
    }
    repairMetaLog();
    if (!recovered.isEmpty()) {
      append(new RunEvent.Recovered(recovered));
    }
    if (before.started().isPresent()) {
      writeProjections();
    }
  }

  /** Removes what the journal says was collected, as far as it is still there. */
  private void discardCollected() throws IOException {
    for (String path : state().collected()) {
      Path folder = directory.root().resolve(path);
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        disk.discard(folder);
      }
    }
  }

  private void removeTemporaries() throws IOException {
    List<Path> left = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.root())) {
      entries.forEach(left::add);
    }
    left.removeIf(entry -> !isTemporary(entry));
    for (Path temporary : left) {
      disk.discard(temporary);
      recovered.add("removed half-written " + temporary.getFileName());
    }
  }

  private void repairMetaLog() throws IOException {
    byte[] wanted = MetaLog.text(journal.records()).getBytes(StandardCharsets.UTF_8);
    boolean right =
        Files.exists(directory.metaLog())
            && Arrays.equals(Files.readAllBytes(directory.metaLog()), wanted);
    if (!right) {
      disk.write(directory.metaLog(), MetaLog.text(journal.records()));
      recovered.add("rewrote META_LOG.md from the journal");
    }
  }

  private static void refuseForeignFolder(RunDirectory directory) throws IOException {
    if (Files.exists(directory.root()) && !Files.isDirectory(directory.root())) {
      throw new BadRequest(directory.root() + " is a file; take another --experiment");
    }
    if (!Files.isDirectory(directory.root()) || Files.exists(directory.journal())) {
      return;
    }
    Optional<Path> foreign = Optional.empty();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.root())) {
      for (Path entry : entries) {
        boolean ours = entry.equals(directory.lock()) || entry.equals(directory.config());
        foreign = ours || isTemporary(entry) ? foreign : Optional.of(entry);
      }
    }
    if (foreign.isPresent()) {
      throw new BadRequest(
          directory.root()
              + " exists, is not a run, and holds "
              + foreign.get().getFileName()
              + "; take another --experiment");
    }
  }

  private static boolean isTemporary(Path entry) {
    return String.valueOf(entry.getFileName()).matches("\\..*\\.(tmp|link|copy)");
  }
}
