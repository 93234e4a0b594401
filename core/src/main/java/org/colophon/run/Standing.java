package org.colophon.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.Published;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.reuse.StageKey;

/**
 * How a run stands when a stage is decided about; as it is, or as it will be after the stages that
 * a plan has decided about already.
 *
 * @param foretold aliases of which only the digests are there yet
 * @param voided why stages count no more that are void only by then
 */
record Standing(
    RunDirectory directory,
    RunState state,
    List<JournalRecord> records,
    Set<String> foretold,
    Map<String, String> voided) {

  static Standing of(RunDirectory directory, RunState state, List<JournalRecord> records) {
    return new Standing(directory, state, records, Set.of(), Map.of());
  }

  /** What the run's stages have made, by alias. */
  Map<String, Published> published() {
    Map<String, Published> byAlias = new HashMap<>();
    for (StageEntry entry : state.published().values()) {
      for (OutputEntry output : entry.outputs()) {
        byAlias.put(output.alias(), new Published(entry, output));
      }
    }
    return byAlias;
  }

  /** The newest attempt of a stage that ended. */
  Optional<StageEntry> newest(String stage) {
    if (!state.attemptsOf().containsKey(stage)) {
      return Optional.empty();
    }
    return records.reversed().stream()
        .flatMap(record ->
            switch (record.body()) {
              case RunEvent.StagePublished(StageEntry entry) -> Optional.of(entry).stream();
              case RunEvent.StageFailed(StageEntry entry) -> Optional.of(entry).stream();
              case RunEvent.Created _,
                  RunEvent.Started _,
                  RunEvent.Imported _,
                  RunEvent.StageStarted _,
                  RunEvent.StageRetired _,
                  RunEvent.Recovered _,
                  RunEvent.LockForced _,
                  RunEvent.Collected _,
                  RunEvent.Finished _ ->
                  Optional.<StageEntry>empty().stream();
            })
        .filter(entry -> entry.stage().equals(stage))
        .findFirst();
  }

  /** What was published by an attempt, whatever has become of it since. */
  Optional<StageEntry> published(String stage, String attempt) {
    return records.stream()
        .flatMap(record ->
            record.body() instanceof RunEvent.StagePublished(StageEntry entry)
                ? Optional.of(entry).stream()
                : Optional.<StageEntry>empty().stream())
        .filter(entry -> entry.stage().equals(stage) && entry.attempt().equals(attempt))
        .findFirst();
  }

  /** The parts of an attempt's key; empty if they are gone or were never kept. */
  Optional<StageKey> keyOf(StageEntry attempt) {
    boolean placed =
        state
            .placed(attempt.stage())
            .map(StageEntry::attempt)
            .equals(Optional.of(attempt.attempt()));
    StageFolder folder =
        placed
            ? directory.stage(attempt.stage())
            : directory.history(attempt.stage(), attempt.attempt());
    return StageKey.read(folder.key()).filter(key -> key.sha256().equals(attempt.cacheKey()));
  }

  /** As it will be when a stage is published of which the files are not there yet. */
  Standing foretelling(StageEntry entry) {
    RunState after =
        state
            .with(new RunEvent.StageStarted(entry.stage(), entry.attempt(), ""))
            .with(new RunEvent.StagePublished(entry));
    Set<String> more = new HashSet<>(foretold);
    entry.outputs().forEach(output -> more.add(output.alias()));
    Map<String, String> reasons = new HashMap<>(voided);
    Standing standing = new Standing(directory, after, records, more, reasons);
    for (RunEvent.StageRetired retired : Retirement.missing(after)) {
      reasons.put(retired.stage(), retired.reason());
      standing = new Standing(directory, standing.state.with(retired), records, more, reasons);
    }
    return standing;
  }
}
