package org.colophon.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;

/**
 * What the journal says is true of a run: a pure function of its records.
 *
 * @param created empty before the first record
 * @param started the newest invocation
 * @param finished how the newest invocation ended; empty while it is under way or was cut off
 * @param published the attempt of each stage that counts, by stage
 * @param failed a later attempt that failed, by stage
 * @param openAttempts attempts that started and neither published nor failed, by stage
 * @param attemptsOf how many attempts each stage had
 * @param aliasesEver every alias that was published at any time
 * @param collected folders that were removed as not needed, relative to the run folder
 */
record RunState(
    Optional<RunEvent.Created> created,
    Optional<RunEvent.Started> started,
    Optional<RunEvent.Finished> finished,
    Map<String, StageEntry> published,
    Map<String, StageEntry> failed,
    Map<String, String> openAttempts,
    Map<String, Integer> attemptsOf,
    Set<String> aliasesEver,
    Set<String> collected) {

  static RunState of(Collection<JournalRecord> records) {
    Optional<RunEvent.Created> created = Optional.empty();
    Optional<RunEvent.Started> started = Optional.empty();
    Optional<RunEvent.Finished> finished = Optional.empty();
    Map<String, StageEntry> published = new TreeMap<>();
    Map<String, StageEntry> failed = new TreeMap<>();
    Map<String, String> open = new LinkedHashMap<>();
    Map<String, Integer> attempts = new HashMap<>();
    Set<String> aliases = new TreeSet<>();
    Set<String> collected = new TreeSet<>();
    for (JournalRecord record : records) {
      switch (record.body()) {
        case RunEvent.Created event -> created = Optional.of(event);
        case RunEvent.Started event -> {
          started = Optional.of(event);
          finished = Optional.empty();
        }
        case RunEvent.StageStarted event -> {
          open.put(event.stage(), event.attempt());
          attempts.merge(event.stage(), 1, Integer::sum);
        }
        case RunEvent.StagePublished event -> {
          published.put(event.entry().stage(), event.entry());
          event.entry().outputs().forEach(output -> aliases.add(output.alias()));
          failed.remove(event.entry().stage());
          open.remove(event.entry().stage());
        }
        case RunEvent.StageFailed event -> {
          failed.put(event.entry().stage(), event.entry());
          open.remove(event.entry().stage());
        }
        case RunEvent.StageRetired event -> published.remove(event.stage());
        case RunEvent.Imported _, RunEvent.Recovered _, RunEvent.LockForced _ -> {}
        case RunEvent.Collected event -> collected.addAll(event.paths());
        case RunEvent.Finished event -> finished = Optional.of(event);
      }
    }
    return new RunState(
        created, started, finished, published, failed, open, attempts, aliases, collected);
  }

  /** Whether an invocation began and did not end; the lock tells running from cut off. */
  boolean unfinished() {
    return started.isPresent() && finished.isEmpty();
  }

  /** The attempt whose folder belongs at the stage's place: the published one, else the failed. */
  Optional<StageEntry> placed(String stage) {
    return Optional.ofNullable(published.getOrDefault(stage, failed.get(stage)));
  }

  /** One entry for each stage that has ended in any way, in order. */
  List<StageEntry> entries() {
    Map<String, StageEntry> entries = new TreeMap<>(failed);
    published.forEach((stage, entry) -> {
      StageEntry failure = failed.get(stage);
      entries.put(stage, failure == null ? entry : entry.withFailedAttempt(failed(failure)));
    });
    return new ArrayList<>(entries.values());
  }

  /** The worst of all stages; INCOMPLETE at best while an invocation is under way. */
  StageStatus status() {
    return settledStatus(unfinished() || interrupted());
  }

  /** The worst of all stages, and INCOMPLETE at best if the invocation did not get to its end. */
  StageStatus settledStatus(boolean cutShort) {
    StageStatus worst = cutShort ? StageStatus.INCOMPLETE : StageStatus.OK;
    for (StageEntry entry : entries()) {
      worst = worst.worseOf(entry.status());
    }
    for (StageEntry failure : failed.values()) {
      worst = worst.worseOf(failure.status());
    }
    return worst;
  }

  boolean interrupted() {
    return finished.map(RunEvent.Finished::interrupted).orElse(false);
  }

  private static RunManifest.FailedAttempt failed(StageEntry failure) {
    return new RunManifest.FailedAttempt(
        failure.attempt(),
        failure.status(),
        failure.errors(),
        ".history/" + failure.stage() + "/" + failure.attempt());
  }
}
