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
import org.colophon.contract.RunManifest.InputEntry;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;

/**
 * What the journal says is true of a run: a pure function of its records.
 *
 * @param created empty before the first record
 * @param started the newest invocation
 * @param finished how the newest invocation ended; empty while it is under way or was cut off
 * @param recovered whether somebody has already put right what the newest invocation left
 * @param published the attempt of each stage that counts, by stage
 * @param failed a later attempt that failed, by stage
 * @param openAttempts attempts that started and neither published nor failed, by stage
 * @param attemptsOf how many attempts each stage had
 * @param aliasesEver every alias that was published at any time
 * @param collected folders that were removed as not needed, relative to the run folder
 * @param imported inputs from outside that an import found, by alias
 */
record RunState(
    Optional<RunEvent.Created> created,
    Optional<RunEvent.Started> started,
    Optional<RunEvent.Finished> finished,
    boolean recovered,
    Map<String, StageEntry> published,
    Map<String, StageEntry> failed,
    Map<String, String> openAttempts,
    Map<String, Integer> attemptsOf,
    Set<String> aliasesEver,
    Set<String> collected,
    Map<String, InputEntry> imported) {

  static final RunState NOTHING =
      new RunState(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Map.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          Set.of(),
          Set.of(),
          Map.of());

  static RunState of(Collection<JournalRecord> records) {
    Folding folding = new Folding(NOTHING);
    records.forEach(record -> folding.add(record.body()));
    return folding.state();
  }

  /** The state after one more event. */
  RunState with(RunEvent event) {
    Folding folding = new Folding(this);
    folding.add(event);
    return folding.state();
  }

  /** Takes events in order; its copies are its own. */
  private static final class Folding {
    private Optional<RunEvent.Created> created;
    private Optional<RunEvent.Started> started;
    private Optional<RunEvent.Finished> finished;
    private boolean recovered;
    private final Map<String, StageEntry> published;
    private final Map<String, StageEntry> failed;
    private final Map<String, String> open;
    private final Map<String, Integer> attempts;
    private final Set<String> aliases;
    private final Set<String> collected;
    private final Map<String, InputEntry> imported;

    Folding(RunState from) {
      created = from.created;
      started = from.started;
      finished = from.finished;
      recovered = from.recovered;
      published = new TreeMap<>(from.published);
      failed = new TreeMap<>(from.failed);
      open = new LinkedHashMap<>(from.openAttempts);
      attempts = new HashMap<>(from.attemptsOf);
      aliases = new TreeSet<>(from.aliasesEver);
      collected = new TreeSet<>(from.collected);
      imported = new TreeMap<>(from.imported);
    }

    void add(RunEvent event) {
      switch (event) {
        case RunEvent.Created creation -> created = Optional.of(creation);
        case RunEvent.Started start -> {
          started = Optional.of(start);
          finished = Optional.empty();
          recovered = false;
        }
        case RunEvent.StageStarted start -> {
          open.put(start.stage(), start.attempt());
          attempts.merge(start.stage(), 1, Integer::sum);
        }
        case RunEvent.StagePublished(StageEntry entry) -> {
          published.put(entry.stage(), entry);
          entry.outputs().forEach(output -> aliases.add(output.alias()));
          failed.remove(entry.stage());
          open.remove(entry.stage());
        }
        case RunEvent.StageFailed(StageEntry entry) -> {
          failed.put(entry.stage(), entry);
          open.remove(entry.stage());
        }
        case RunEvent.StageRetired retired -> published.remove(retired.stage());
        case RunEvent.Imported found ->
            found.inputs().forEach(input -> imported.put(input.alias(), input));
        case RunEvent.LockForced _ -> {}
        case RunEvent.Collected removal -> collected.addAll(removal.paths());
        case RunEvent.Recovered _ -> recovered = true;
        case RunEvent.Finished end -> finished = Optional.of(end);
      }
    }

    RunState state() {
      return new RunState(
          created, started, finished, recovered, published, failed, open, attempts, aliases,
          collected, imported);
    }
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

  /** Whether a stage that counted does not any more, and nothing took its place. */
  boolean hasVoidStages() {
    return attemptsOf.keySet().stream()
        .anyMatch(stage -> placed(stage).isEmpty() && !openAttempts.containsKey(stage));
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
