package org.colophon.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.contract.RunManifest.Disposition;
import org.colophon.contract.RunManifest.StageEntry;

/**
 * Why a stage of a run stands as it does: every attempt with the reason it began and how it ended,
 * each line with the evidence. A pure function of the journal.
 *
 * @param standing one sentence for now
 */
public record StageStory(String stage, String standing, List<Line> lines) {
  public StageStory {
    lines = List.copyOf(lines);
  }

  /**
   * One thing that happened to the stage.
   *
   * @param evidence file in the run, with the line where it is one of the journal
   */
  public record Line(String time, String what, String evidence) {}

  /** The story of one stage. */
  public static StageStory of(ReadRun run, String stage) {
    List<Line> lines = new ArrayList<>();
    for (JournalRecord record : run.journal().records()) {
      what(record, stage)
          .map(what -> what + items(run, record))
          .ifPresent(
              what -> lines.add(new Line(record.time(), what, evidence(run, record, stage))));
    }
    return new StageStory(stage, standing(run, stage), lines);
  }

  private static Optional<String> what(JournalRecord record, String stage) {
    if (!record.body().aboutStage().equals(Optional.of(stage))) {
      return Optional.empty();
    }
    return switch (record.body()) {
      case RunEvent.StageStarted started ->
          Optional.of(
              "attempt "
                  + started.attempt()
                  + " began"
                  + (started.reason().isEmpty() ? "" : ": " + started.reason()));
      case RunEvent.StagePublished(StageEntry entry) ->
          Optional.of(
              "attempt "
                  + entry.attempt()
                  + " was published, "
                  + entry.status()
                  + (entry.disposition() == Disposition.REUSED ? ", reused and not run" : ""));
      case RunEvent.StageFailed(StageEntry entry) ->
          Optional.of("attempt " + entry.attempt() + " ended " + entry.status() + cause(entry));
      case RunEvent.StageRetired retired ->
          Optional.of("attempt " + retired.attempt() + " became void: " + retired.reason());
      case RunEvent.Created _,
          RunEvent.Started _,
          RunEvent.Imported _,
          RunEvent.Recovered _,
          RunEvent.LockForced _,
          RunEvent.Collected _,
          RunEvent.Finished _ ->
          Optional.empty();
    };
  }

  /** How its items ended, if it has any. */
  private static String items(ReadRun run, JournalRecord record) {
    Optional<StageEntry> ended =
        switch (record.body()) {
          case RunEvent.StagePublished(StageEntry entry) -> Optional.of(entry);
          case RunEvent.StageFailed(StageEntry entry) -> Optional.of(entry);
          case RunEvent.Created _,
              RunEvent.Started _,
              RunEvent.StageStarted _,
              RunEvent.StageRetired _,
              RunEvent.Imported _,
              RunEvent.Recovered _,
              RunEvent.LockForced _,
              RunEvent.Collected _,
              RunEvent.Finished _ ->
              Optional.empty();
        };
    return ended
        .map(entry -> run.directory().root().resolve(run.folderOf(entry.stage(), entry.attempt())))
        .map(StageFolder::new)
        .flatMap(folder -> ItemCounts.ended(folder).or(() -> ItemCounts.atWork(folder)))
        .map(counts -> "; " + counts.text())
        .orElse("");
  }

  private static String cause(StageEntry entry) {
    return entry.errors().isEmpty() ? "" : ": " + String.join("; ", entry.errors());
  }

  /** The journal's own line, and for an attempt that ended the folder that keeps it. */
  private static String evidence(ReadRun run, JournalRecord record, String stage) {
    String line = "events.jsonl:" + record.seq();
    return switch (record.body()) {
      case RunEvent.StagePublished(StageEntry entry) ->
          line + ", " + run.folderOf(stage, entry.attempt()) + "/stage_summary.json";
      case RunEvent.StageFailed(StageEntry entry) ->
          line + ", " + run.folderOf(stage, entry.attempt()) + evidenceOfFailure(entry);
      case RunEvent.Created _,
          RunEvent.Started _,
          RunEvent.StageStarted _,
          RunEvent.StageRetired _,
          RunEvent.Imported _,
          RunEvent.Recovered _,
          RunEvent.LockForced _,
          RunEvent.Collected _,
          RunEvent.Finished _ ->
          line;
    };
  }

  /** Where items print, each for itself, there is no log of the stage. */
  private static String evidenceOfFailure(StageEntry entry) {
    return entry.records().stream().anyMatch(file -> file.path().equals("items.jsonl"))
        ? "/items.jsonl"
        : "/logs/stderr.log";
  }

  private static String standing(ReadRun run, String stage) {
    RunState state = run.state();
    StageEntry published = state.published().get(stage);
    StageEntry failed = state.failed().get(stage);
    String open = state.openAttempts().get(stage);
    if (open != null) {
      return run.activity() == ReadRun.Activity.RUNNING
          ? "attempt "
              + open
              + " is running"
              + ItemCounts.atWork(run.directory().attempt(stage, open))
                  .map(counts -> "; " + counts.text())
                  .orElse("")
          : "attempt " + open + " was cut off; the next run records it";
    }
    if (failed != null) {
      return "stopped: attempt "
          + failed.attempt()
          + " ended "
          + failed.status()
          + (published == null
              ? ""
              : "; what attempt " + published.attempt() + " made still counts");
    }
    if (published != null) {
      return "attempt " + published.attempt() + " counts, " + published.status() + taint(published);
    }
    if (state.attemptsOf().containsKey(stage)) {
      return "void: what it made does not count any more";
    }
    return "never began" + stoppedBefore(state);
  }

  private static String taint(StageEntry entry) {
    return entry.taintedBy().isEmpty()
        ? ""
        : ", and carries the warnings of " + String.join(", ", entry.taintedBy());
  }

  private static String stoppedBefore(RunState state) {
    return state.failed().isEmpty()
        ? ""
        : ": the run stopped at " + String.join(", ", state.failed().keySet());
  }
}
