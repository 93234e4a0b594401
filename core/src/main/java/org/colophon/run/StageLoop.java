package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;
import org.colophon.executor.Carried;
import org.colophon.pipeline.StageSpec;
import org.colophon.reuse.StageKey;
import tools.jackson.databind.JsonNode;

/**
 * The loop over the stages of one invocation. Everything that is decided and recorded happens on
 * the thread that called; only the work of a stage, in its own folder, happens on another. So the
 * run has one writer however many stages run, and the same stages give the same manifest.
 */
final class StageLoop {
  private final RunPlan plan;
  private final OpenRun run;
  private final StageRunner stages;
  private final Invocation invocation;
  private final Optional<WorkPlan> agreed;
  private final Capacity capacity;
  private final Interruption interruption;
  private final RunListener listener;
  private final Installation installation;
  private final InTheMaking making;

  private final Leases leases;
  private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
  private final Map<String, Working> working = new HashMap<>();
  private final Set<String> settled = new HashSet<>();
  private final Set<String> lost = new HashSet<>();
  private final Map<String, Integer> retries = new HashMap<>();
  private final List<PipelineRunner.Reached> reached = new ArrayList<>();
  private final Map<String, StageKey> made = new HashMap<>();
  private Optional<Throwable> failure = Optional.empty();

  StageLoop(
      RunPlan plan,
      OpenRun run,
      StageRunner stages,
      Invocation invocation,
      Optional<WorkPlan> agreed,
      Capacity capacity,
      Interruption interruption,
      RunListener listener,
      Installation installation,
      InTheMaking making) {
    this.plan = plan;
    this.run = run;
    this.stages = stages;
    this.invocation = invocation;
    this.agreed = agreed;
    this.capacity = capacity;
    this.interruption = interruption;
    this.listener = listener;
    this.installation = installation;
    this.making = making;
    this.leases = new Leases(capacity);
  }

  /** A stage at work. */
  private record Working(StageRunner.Attempt attempt, Leases.Lease lease, Instant start) {}

  /** What the thread that owns the run waits for. */
  private sealed interface News {
    /** How the work of a stage came out: an entry, or what kept it from one. */
    record Ended(String stage, Optional<StageEntry> entry, Optional<Throwable> failure)
        implements News {}

    /** An item gave back what a stage waits for. */
    record Room() implements News {}
  }

  /**
   * Goes through the stages.
   *
   * @return those that ended or were kept, in the order of the pipeline
   * @throws IOException if one could not even be recorded; the others had been let end by then
   */
  List<PipelineRunner.Reached> run() throws IOException {
    Precedence precedence =
        new Precedence(plan.stages(), plan.given().keySet(), this::expectedSeconds);
    try (ExecutorService workers =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("stage-", 0).factory())) {
      begin(precedence, workers);
      while (!working.isEmpty()) {
        take();
        begin(precedence, workers);
      }
    }
    rethrow();
    requireAllReached();
    List<String> order = plan.stages().stream().map(StageSpec::id).toList();
    reached.sort(Comparator.comparingInt(one -> order.indexOf(one.entry().stage())));
    return reached;
  }

  /** A run in which stages wait for nothing must not read as one that ended well. */
  private void requireAllReached() {
    if (goesOn() && settled.size() < plan.stages().size()) {
      throw new IllegalStateException(
          "nothing is at work, and only these have been reached: " + settled);
    }
  }

  /** Begins what can begin, until nothing more can. */
  private void begin(Precedence precedence, ExecutorService workers) throws IOException {
    boolean again = true;
    boolean waits = false;
    while (again) {
      again = false;
      waits = false;
      for (StageSpec stage : goesOn() ? precedence.ready(settled, begun()) : List.<StageSpec>of()) {
        Optional<Leases.Lease> lease = leases.take(stage);
        if (lease.isPresent()) {
          decide(stage, lease.get(), workers);
          again = true;
          // what was just settled may let an earlier stage begin
          break;
        }
        waits = true;
      }
    }
    leases.stageWaits(waits);
  }

  /** After a loss only if asked to, and then past what depends on it. */
  private boolean goesOn() {
    return failure.isEmpty()
        && !interruption.requested()
        && (lost.isEmpty() || plan.request().keepGoing());
  }

  private Set<String> begun() {
    Set<String> begun = new HashSet<>(settled);
    begun.addAll(working.keySet());
    return begun;
  }

  private void decide(StageSpec stage, Leases.Lease lease, ExecutorService workers)
      throws IOException {
    try {
      StageChoice next = invocation.chooser().choose(stage, run.standing(), lost);
      if (!retries.containsKey(stage.id())) {
        agreed.flatMap(work -> work.stage(stage.id())).ifPresent(planned -> planned.require(next));
      }
      switch (next) {
        case StageChoice.Keep(StageEntry published, String reason) -> {
          listener.stageKept(stage, reason);
          settled(stage.id(), published, true);
        }
        case StageChoice.Hold(String reason) -> lost(stage, reason);
        case StageChoice.Block(String reason) -> lost(stage, reason);
        case StageChoice.Reuse choice -> settled(stage.id(), reuse(stage, choice), false);
        case StageChoice.Run choice -> {
          if (isOurs(stage, choice)) {
            start(stage, lease, reasoned(stage, choice), workers);
          }
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      // stages at work are let end, and are recorded
      failure = Optional.of(e);
    }
    if (!working.containsKey(stage.id())) {
      leases.give(lease);
      letGo(stage.id(), false);
    }
  }

  /**
   * Whether the stage is made here. Where another run of this process is making the same, its end
   * is waited for, and the stage is offered again.
   */
  private boolean isOurs(StageSpec stage, StageChoice.Run choice) throws IOException {
    boolean shared = plan.request().reuse().wanted() && stage.reusable();
    if (!shared || !working.isEmpty()) {
      return true;
    }
    boolean taken = interruption.during(() -> take(choice.key()));
    if (taken) {
      made.put(stage.id(), choice.key());
    }
    return taken;
  }

  private boolean take(StageKey key) {
    try {
      return making.take(key);
    } catch (InterruptedException _) {
      // nothing more begins
      return false;
    }
  }

  /** By other runs that ask for the same. */
  private boolean isUsable(StageEntry entry) {
    return entry.status() == StageStatus.OK
        || (entry.status() == StageStatus.WARNING && plan.request().reuse().warnings());
  }

  private void letGo(String stage, boolean usable) {
    StageKey key = made.remove(stage);
    if (key != null) {
      making.give(key, usable);
    }
  }

  private void lost(StageSpec stage, String reason) {
    listener.stageHeld(stage, reason);
    settled.add(stage.id());
    lost.add(stage.id());
  }

  private void settled(String stage, StageEntry entry, boolean kept) {
    reached.add(new PipelineRunner.Reached(entry, kept));
    settled.add(stage);
    if (!entry.status().goesOn()) {
      lost.add(stage);
    }
  }

  private void start(
      StageSpec stage, Leases.Lease lease, StageChoice.Run choice, ExecutorService workers)
      throws IOException {
    listener.stageStarted(stage, plan.stages().indexOf(stage) + 1, plan.stages().size());
    Instant start = installation.clock().instant();
    StageRunner.Attempt attempt = stages.begin(stage, run, choice);
    working.put(stage.id(), new Working(attempt, lease, start));
    ItemSlots slots =
        new ItemSlots(
            leases, stage, lease, !capacity.gpus().isEmpty(), () -> news.add(new News.Room()));
    workers.execute(() -> news.add(work(attempt, choice.inputs(), slots)));
  }

  private News work(StageRunner.Attempt attempt, ArtifactGate.Answer inputs, ItemSlots slots) {
    String stage = attempt.stage().id();
    try {
      return new News.Ended(
          stage, Optional.of(stages.work(attempt, inputs, slots)), Optional.empty());
    } catch (Throwable e) {
      // carried to the thread that owns the run, which throws it
      return new News.Ended(stage, Optional.empty(), Optional.of(e));
    }
  }

  /** Waits for a stage to end, and records it, or for room. */
  private void take() throws IOException {
    switch (next()) {
      case News.Ended one -> ended(one);
      case News.Room() -> {}
    }
  }

  private void ended(News.Ended one) throws IOException {
    Working work =
        Objects.requireNonNull(working.remove(one.stage()), "what ended had been at work");
    leases.give(work.lease());
    if (one.entry().isEmpty()) {
      failure = failure.or(one::failure);
      letGo(one.stage(), false);
      return;
    }
    try {
      StageSpec stage = work.attempt().stage();
      StageEntry entry = stages.end(work.attempt(), one.entry().get());
      settle(entry);
      listener.stageEnded(
          stage,
          entry,
          Duration.between(work.start(), installation.clock().instant()),
          entry.status().goesOn() ? rows(run.directory().stage(stage.id())) : 0);
      if (!isTriedAgain(stage, entry)) {
        settled(stage.id(), entry, false);
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = failure.or(() -> Optional.of(e));
    } finally {
      letGo(one.stage(), isUsable(one.entry().get()));
    }
  }

  /** A stage that is neither settled nor at work is offered again. */
  private boolean isTriedAgain(StageSpec stage, StageEntry entry) {
    int earlier = retries.getOrDefault(stage.id(), 0);
    String error = entry.errors().isEmpty() ? "" : entry.errors().getFirst();
    boolean again =
        !entry.status().goesOn()
            && goesOn()
            // its items have been tried again by then, each for itself
            && stage.foreach().isEmpty()
            && stage.retry().follows(error, earlier);
    if (again) {
      retries.put(stage.id(), earlier + 1);
    }
    return again;
  }

  /** In place of why it runs at all, if it runs again. */
  private StageChoice.Run reasoned(StageSpec stage, StageChoice.Run choice) {
    int retry = retries.getOrDefault(stage.id(), 0);
    return retry == 0
        ? choice
        : choice.because(
            "retry %d of %d, for a cause outside the stage"
                .formatted(retry, stage.retry().times()));
  }

  /** An interruption reaches the stages at work, which end; there is nothing to hurry here. */
  private News next() {
    while (true) {
      try {
        return news.take();
      } catch (InterruptedException _) {
        interruption.request();
      }
    }
  }

  private StageEntry reuse(StageSpec stage, StageChoice.Reuse choice) throws IOException {
    StageEntry entry = stages.reuse(stage, run, choice);
    settle(entry);
    if (entry.disposition() == RunManifest.Disposition.REUSED) {
      listener.stageReused(stage, entry, choice.reason());
    }
    return entry;
  }

  /** Stages downstream that read what this one has just made anew, and made differently, go. */
  private void settle(StageEntry entry) throws IOException {
    if (entry.status().goesOn()) {
      for (RunEvent.StageRetired retired : Retirement.missing(run.state())) {
        run.append(retired);
        listener.note(retired.stage() + " is void: " + retired.reason());
      }
    }
    run.showProjections();
  }

  /** As long as the newest attempt took; one at a time, the order of the file is kept. */
  private double expectedSeconds(StageSpec stage) {
    return capacity.stages() == 1
        ? 0
        : run.standing().newest(stage.id()).map(StageLoop::seconds).orElse(1.0);
  }

  private static double seconds(StageEntry entry) {
    return entry.startedAt().isEmpty()
        ? 1.0
        : Duration.between(Instant.parse(entry.startedAt()), Instant.parse(entry.endedAt()))
                .toMillis()
            / 1000.0;
  }

  private void rethrow() throws IOException {
    if (failure.isPresent()) {
      throw Carried.from(failure.get());
    }
  }

  private static long rows(StageFolder folder) throws IOException {
    JsonNode summary =
        Files.isRegularFile(folder.summary())
            ? Json.read(folder.summary())
            : Json.mapper().createObjectNode();
    return summary.path("counts").path("outputs_rows").asLong(0);
  }
}
