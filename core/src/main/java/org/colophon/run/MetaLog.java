package org.colophon.run;

import java.util.List;
import org.colophon.artifact.Sha256;
import org.colophon.contract.RunManifest.StageEntry;

/**
 * {@code META_LOG.md}: the journal for people; number, time, actor, action, outcome, one line each.
 * The last cell of a line links it to the line before, so that the file alone shows whether it was
 * tampered with ({@link MetaLogAudit}).
 */
final class MetaLog {
  static final String HEADER =
      """
      # What happened to this run

      | # | time | actor | action | outcome | link |
      |---:|---|---|---|---|---|
      """;

  /** What the first line is linked to. */
  static final String NO_LINK = "0".repeat(16);

  private String link = NO_LINK;

  /** The log of a run whose lines so far come from {@code records}. */
  static MetaLog after(List<JournalRecord> records) {
    MetaLog log = new MetaLog();
    records.forEach(log::next);
    return log;
  }

  static String text(List<JournalRecord> records) {
    MetaLog log = new MetaLog();
    StringBuilder text = new StringBuilder(HEADER);
    records.forEach(record -> text.append(log.next(record)));
    return text.toString();
  }

  /** What {@code record} adds to the file: a line, after the header if it is the first. */
  String add(JournalRecord record) {
    return record.seq() == 1 ? HEADER + next(record) : next(record);
  }

  private String next(JournalRecord record) {
    String cells = "| " + record.seq() + " " + cells(record);
    link = link(link, cells);
    return cells + " " + link + " |\n";
  }

  /**
   * The link of a line: the first 16 hexadecimal digits of the SHA-256 of the link before it, a
   * newline, and its own cells, from the first bar to the last before the link.
   */
  static String link(String before, String cells) {
    return Sha256.of(before + "\n" + cells).substring(0, 16);
  }

  private static String cells(JournalRecord record) {
    return switch (record.body()) {
      case RunEvent.Created event ->
          cells(record, "core", "create run " + event.experiment(), "pipeline " + event.pipeline());
      case RunEvent.Started event ->
          cells(record, event.actor(), String.join(" ", event.arguments()), "started");
      case RunEvent.Imported event ->
          cells(record, "core", "import " + event.folder(), "import_report.json");
      case RunEvent.StageStarted event ->
          cells(record, "core", "start " + event.stage(), started(event));
      case RunEvent.StagePublished event ->
          cells(record, "core", "publish " + event.entry().stage(), outcome(event.entry()));
      case RunEvent.StageFailed event ->
          cells(record, "core", "end " + event.entry().stage(), outcome(event.entry()));
      case RunEvent.StageRetired event ->
          cells(record, "core", "retire " + event.stage(), event.reason());
      case RunEvent.Recovered event ->
          cells(record, "core", "recover", String.join("; ", event.actions()));
      case RunEvent.LockForced event ->
          cells(record, event.actor(), "unlock --force", event.owner());
      case RunEvent.Collected event ->
          cells(
              record,
              event.actor(),
              "gc --delete",
              event.bytes() + " bytes: " + String.join(", ", event.paths()));
      case RunEvent.Finished event ->
          cells(
              record,
              "core",
              "finish run",
              event.status() + (event.interrupted() ? ", interrupted" : ""));
    };
  }

  private static String started(RunEvent.StageStarted event) {
    return "attempt " + event.attempt() + (event.reason().isEmpty() ? "" : ": " + event.reason());
  }

  private static String outcome(StageEntry entry) {
    String reason = entry.errors().isEmpty() ? "" : ": " + entry.errors().getFirst();
    return entry.status() + " (attempt " + entry.attempt() + ")" + reason;
  }

  private static String cells(JournalRecord record, String actor, String action, String outcome) {
    return "| "
        + record.time()
        + " | "
        + cell(actor)
        + " | "
        + cell(action)
        + " | "
        + cell(outcome)
        + " |";
  }

  /** One line, without what would end a table cell. */
  private static String cell(String text) {
    String oneLine = text.replaceAll("\\p{Cntrl}+", " ").replace("|", "\\|").strip();
    return oneLine.length() > 300 ? oneLine.substring(0, 300) + "…" : oneLine;
  }
}
