package org.colophon.run;

import java.util.List;
import org.colophon.contract.RunManifest.StageEntry;

/** {@code META_LOG.md}: the journal for people; time, actor, action, outcome, one line each. */
final class MetaLog {
  static final String HEADER =
      """
      # What happened to this run

      | time | actor | action | outcome |
      |---|---|---|---|
      """;

  private MetaLog() {}

  static String text(List<JournalRecord> records) {
    StringBuilder text = new StringBuilder(HEADER);
    records.forEach(record -> text.append(line(record)));
    return text.toString();
  }

  static String line(JournalRecord record) {
    return switch (record.body()) {
      case RunEvent.Created event ->
          line(record, "core", "create run " + event.experiment(), "pipeline " + event.pipeline());
      case RunEvent.Started event ->
          line(record, event.actor(), String.join(" ", event.arguments()), "started");
      case RunEvent.Imported event ->
          line(record, "core", "import " + event.folder(), "import_report.json");
      case RunEvent.StageStarted event ->
          line(record, "core", "start " + event.stage(), started(event));
      case RunEvent.StagePublished event ->
          line(record, "core", "publish " + event.entry().stage(), outcome(event.entry()));
      case RunEvent.StageFailed event ->
          line(record, "core", "end " + event.entry().stage(), outcome(event.entry()));
      case RunEvent.StageRetired event ->
          line(record, "core", "retire " + event.stage(), event.reason());
      case RunEvent.Recovered event ->
          line(record, "core", "recover", String.join("; ", event.actions()));
      case RunEvent.LockForced event ->
          line(record, event.actor(), "unlock --force", event.owner());
      case RunEvent.Collected event ->
          line(
              record,
              event.actor(),
              "gc --delete",
              event.bytes() + " bytes: " + String.join(", ", event.paths()));
      case RunEvent.Finished event ->
          line(
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

  private static String line(JournalRecord record, String actor, String action, String outcome) {
    return "| "
        + record.time()
        + " | "
        + cell(actor)
        + " | "
        + cell(action)
        + " | "
        + cell(outcome)
        + " |\n";
  }

  /** One line, without what would end a table cell. */
  private static String cell(String text) {
    String oneLine = text.replaceAll("\\p{Cntrl}+", " ").replace("|", "\\|").strip();
    return oneLine.length() > 300 ? oneLine.substring(0, 300) + "…" : oneLine;
  }
}
