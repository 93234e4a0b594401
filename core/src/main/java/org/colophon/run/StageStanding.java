package org.colophon.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;
import org.jspecify.annotations.Nullable;

/**
 * Where the newest attempt of a stage stands, with its times. A pure function of the journal and
 * the moment of reading; which attempt counts is in the manifest.
 *
 * @param status how the attempt ended; null if it did not
 * @param attempt null if the stage never began
 * @param startedAt RFC 3339 in UTC; null if the stage never began
 * @param endedAt RFC 3339 in UTC; null if it did not end, or nobody saw it end
 * @param durationS seconds from its start to its end, or to now if it is running; null if nobody
 *     knows, as for an attempt that was cut off
 * @param items how they stand; absent of a stage that runs once
 */
public record StageStanding(
    String stage,
    State state,
    @Nullable StageStatus status,
    @Nullable String attempt,
    @Nullable String startedAt,
    @Nullable String endedAt,
    @JsonProperty("duration_s") @Nullable Double durationS,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ItemCounts items) {

  /** What has become of the attempt. */
  public enum State {
    @JsonProperty("running")
    RUNNING,
    /** Its orchestrator died; the next run records it. */
    @JsonProperty("cut_off")
    CUT_OFF,
    @JsonProperty("ended")
    ENDED,
    /** What it made does not count any more, since what it read was made anew. */
    @JsonProperty("void")
    VOID,
    @JsonProperty("not_run")
    NOT_RUN
  }

  /** Of every stage that was asked for or tried, in order. */
  public static List<StageStanding> of(ReadRun run, Instant now) {
    TreeSet<String> stages = new TreeSet<>(run.asked());
    stages.addAll(run.state().attemptsOf().keySet());
    Map<String, String> began = new HashMap<>();
    for (JournalRecord record : run.journal().records()) {
      if (record.body() instanceof RunEvent.StageStarted started) {
        began.put(started.stage(), record.time());
      }
    }
    List<StageStanding> standings = new ArrayList<>();
    for (String stage : stages) {
      standings.add(of(run, stage, Optional.ofNullable(began.get(stage)), now));
    }
    return standings;
  }

  private static StageStanding of(ReadRun run, String stage, Optional<String> began, Instant now) {
    RunState state = run.state();
    String open = state.openAttempts().get(stage);
    StageEntry ended = state.failed().getOrDefault(stage, state.published().get(stage));
    if (open != null) {
      boolean atWork = run.activity() == ReadRun.Activity.RUNNING;
      return new StageStanding(
          stage,
          atWork ? State.RUNNING : State.CUT_OFF,
          null,
          open,
          began.orElse(null),
          null,
          atWork
              ? began.map(time -> seconds(Duration.between(Instant.parse(time), now))).orElse(null)
              : null,
          ItemCounts.atWork(run.directory().attempt(stage, open)).orElse(null));
    }
    if (ended != null) {
      Optional<Duration> took = took(ended);
      return new StageStanding(
          stage,
          State.ENDED,
          ended.status(),
          ended.attempt(),
          ended.startedAt(),
          took.isPresent() ? ended.endedAt() : null,
          took.map(StageStanding::seconds).orElse(null),
          ItemCounts.ended(run.directory().stage(stage)).orElse(null));
    }
    return new StageStanding(
        stage,
        began.isPresent() ? State.VOID : State.NOT_RUN,
        null,
        began.map(_ -> "%04d".formatted(state.attemptsOf().getOrDefault(stage, 1))).orElse(null),
        began.orElse(null),
        null,
        null,
        null);
  }

  /** How long it took, or has taken so far; empty if nobody knows. */
  public Optional<Duration> took() {
    return Optional.ofNullable(durationS)
        .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)));
  }

  /**
   * How long an attempt that ended took; empty if nobody saw its end. Not below zero, whatever the
   * clock of that machine did meanwhile.
   */
  public static Optional<Duration> took(StageEntry entry) {
    return CutOffAttempt.isOneOf(entry)
        ? Optional.empty()
        : Optional.of(
                Duration.between(Instant.parse(entry.startedAt()), Instant.parse(entry.endedAt())))
            .map(took -> took.isNegative() ? Duration.ZERO : took);
  }

  private static double seconds(Duration duration) {
    return Math.max(0, duration.toMillis()) / 1000.0;
  }
}
