package org.colophon.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.colophon.contract.BoundedFile;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.RunIsDamaged;
import org.colophon.contract.RunManifest;
import tools.jackson.core.JacksonException;

/**
 * Manifest, run summary and META_LOG, held against what the journal says that they should be. Reads
 * only.
 */
final class DerivedFiles {
  private final RunDirectory run;
  private final Journal.Contents journal;

  DerivedFiles(RunDirectory run, Journal.Contents journal) {
    this.run = run;
    this.journal = journal;
  }

  /** How a file stands to the journal. */
  enum Standing {
    RIGHT,
    MISSING,
    /** What it should have been earlier: its writer died before it wrote the next. */
    BEHIND,
    /** Nothing that core ever wrote from this journal: somebody changed it. */
    CHANGED
  }

  /**
   * Every file that follows from the journal so far.
   *
   * @throws RunIsDamaged if the manifest knows of records that the journal does not have
   */
  Map<Path, Standing> standings() throws IOException {
    refuseAJournalCutShort();
    Map<Path, Standing> standings = new LinkedHashMap<>();
    RunState state = RunState.of(journal.records());
    if (state.started().isPresent()) {
      standings.put(run.manifest(), projected(run.manifest(), state, Projection::manifestText));
      standings.put(
          run.runSummary(), projected(run.runSummary(), state, Projection::runSummaryText));
    }
    if (state.created().isPresent()) {
      standings.put(run.metaLog(), metaLog());
    }
    return standings;
  }

  private Standing projected(Path file, RunState state, Function<Projection, String> text)
      throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Standing.MISSING;
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Standing.CHANGED;
    }
    byte[] bytes = BoundedFile.read(file);
    if (holds(bytes, text.apply(new Projection(state, journal.ref())))) {
      return Standing.RIGHT;
    }
    return wasRightOnce(bytes, text) ? Standing.BEHIND : Standing.CHANGED;
  }

  private boolean wasRightOnce(byte[] bytes, Function<Projection, String> text) {
    List<JournalRecord> records = journal.records();
    RunState state = RunState.NOTHING;
    for (int i = 0; i + 1 < records.size(); i++) {
      state = state.with(records.get(i).body());
      RunManifest.JournalRef ref = new RunManifest.JournalRef(i + 1L, records.get(i + 1).prev());
      if (state.started().isPresent() && holds(bytes, text.apply(new Projection(state, ref)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(byte[] bytes, String text) {
    return Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8));
  }

  private Standing metaLog() throws IOException {
    if (!Files.exists(run.metaLog(), LinkOption.NOFOLLOW_LINKS)) {
      return Standing.MISSING;
    }
    if (!Files.isRegularFile(run.metaLog(), LinkOption.NOFOLLOW_LINKS)) {
      return Standing.CHANGED;
    }
    byte[] wanted = MetaLog.text(journal.records()).getBytes(StandardCharsets.UTF_8);
    byte[] bytes = BoundedFile.read(run.metaLog());
    if (Arrays.equals(bytes, wanted)) {
      return Standing.RIGHT;
    }
    boolean isBeginning =
        bytes.length < wanted.length && Arrays.equals(bytes, Arrays.copyOf(wanted, bytes.length));
    return isBeginning ? Standing.BEHIND : Standing.CHANGED;
  }

  /** The manifest is written after the records that it counts are on disk. */
  private void refuseAJournalCutShort() throws IOException {
    long known = Files.isRegularFile(run.manifest()) ? recordsInManifest() : 0;
    if (known > journal.records().size()) {
      throw new RunIsDamaged(
          run.journal()
              + " has "
              + journal.records().size()
              + " records, and run_manifest.json was made from "
              + known
              + ": the journal was cut short; put it back from a copy of the run, or, to go on from"
              + " what it holds, move run_manifest.json away");
    }
  }

  private long recordsInManifest() throws IOException {
    try {
      return Json.mapper()
          .readTree(BoundedFile.read(run.manifest()))
          .path("journal")
          .path("records")
          .asLong(0);
    } catch (JacksonException _) {
      // damaged; its standing will say so
      return 0;
    }
  }
}
