package org.colophon.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.colophon.artifact.Sha256;
import org.colophon.contract.BoundedFile;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.RunIsDamaged;
import org.colophon.contract.RunManifest;
import tools.jackson.core.JacksonException;

/**
 * {@code events.jsonl}: append-only, one record a line, each carrying the SHA-256 of the line
 * before. A line counts once its newline is on disk; a torn last line never happened.
 */
final class Journal {
  private static final String NONE = "0".repeat(64);
  private static final String WAY_OUT =
      "; put the file back from a copy of the run, or begin another experiment and give it what is"
          + " good of this one with --input ALIAS=PATH";

  private final Path file;
  private final DurableFiles disk;
  private final Clock clock;
  private final List<JournalRecord> records;
  private String head;

  private Journal(
      Path file, DurableFiles disk, Clock clock, List<JournalRecord> records, String head) {
    this.file = file;
    this.disk = disk;
    this.clock = clock;
    this.records = records;
    this.head = head;
  }

  /** What a journal file holds. */
  record Contents(List<JournalRecord> records, String head, long wholeBytes, long tornBytes) {
    Contents {
      records = List.copyOf(records);
    }

    RunManifest.JournalRef ref() {
      return new RunManifest.JournalRef(records.size(), head);
    }
  }

  /**
   * Opens the journal for writing; a torn last line is cut off. What was read is on disk when this
   * returns, also if its writer died before it had synced it: others will act on it.
   *
   * @param contents read since the run's lock was taken
   */
  static Journal open(Path file, Contents contents, DurableFiles disk, Clock clock)
      throws IOException {
    if (contents.tornBytes() > 0) {
      disk.truncate(file, contents.wholeBytes());
    }
    if (!contents.records().isEmpty()) {
      disk.settle(file);
    }
    return new Journal(file, disk, clock, new ArrayList<>(contents.records()), contents.head());
  }

  /**
   * Reads without a lock and without repairing.
   *
   * @throws RunIsDamaged if a whole line is not a record or the chain is broken; names the line
   */
  static Contents read(Path file) throws IOException {
    byte[] bytes = Files.exists(file) ? BoundedFile.read(file) : new byte[0];
    List<JournalRecord> records = new ArrayList<>();
    String head = NONE;
    int start = 0;
    for (int end = newline(bytes, start); end >= 0; end = newline(bytes, start)) {
      String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
      JournalRecord record = parse(file, records.size() + 1, line);
      if (record.seq() != records.size() + 1L || !record.prev().equals(head)) {
        throw new RunIsDamaged(
            file
                + ":"
                + (records.size() + 1)
                + ": the chain of the journal is broken here: it is record "
                + record.seq()
                + " after a line with SHA-256 "
                + record.prev()
                + ", and stands after "
                + records.size()
                + " with "
                + head
                + WAY_OUT);
      }
      records.add(record);
      head = Sha256.of(line);
      start = end + 1;
    }
    return new Contents(records, head, start, bytes.length - start);
  }

  /** Appends and syncs; when this returns, the event has happened. */
  JournalRecord append(RunEvent event) throws IOException {
    JournalRecord record =
        new JournalRecord(
            records.size() + 1L,
            clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
            event,
            head);
    String line = Json.line(record);
    disk.append(file, line + "\n");
    records.add(record);
    head = Sha256.of(line);
    return record;
  }

  List<JournalRecord> records() {
    return List.copyOf(records);
  }

  RunManifest.JournalRef ref() {
    return new RunManifest.JournalRef(records.size(), head);
  }

  /** SHA-256 of the first line: no other run has it, and no move or later change alters it. */
  String identity() {
    return records.size() > 1 ? records.get(1).prev() : head;
  }

  private static JournalRecord parse(Path file, int number, String line) {
    try {
      JournalRecord record = Json.mapper().readValue(line, JournalRecord.class);
      if (record == null) {
        throw new RunIsDamaged(file + ":" + number + ": not a record of the journal: null");
      }
      return record;
    } catch (JacksonException e) {
      throw new RunIsDamaged(
          file
              + ":"
              + number
              + ": not a record of the journal: "
              + e.getOriginalMessage()
              + WAY_OUT);
    }
  }

  private static int newline(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
