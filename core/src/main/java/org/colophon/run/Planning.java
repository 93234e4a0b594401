package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.contract.RunManifest.Disposition;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.pipeline.StageSpec;
import org.colophon.reuse.StageKey;
import org.colophon.reuse.StoredStage;

/**
 * Goes through the stages of a request as a run does, but for the running: of a stage that is kept
 * or reused the outputs are known, of one that runs they are not, and neither is what depends on
 * them. A stage that runs is taken to end well.
 */
final class Planning {
  /** When an attempt that is only planned begins and ends; nobody is told. */
  private static final String NOT_YET = Instant.EPOCH.toString();

  private final RunPlan plan;
  private final Invocation invocation;
  private final Set<String> lost = new HashSet<>();
  private final Set<String> runs = new HashSet<>();
  private Standing standing;

  Planning(RunPlan plan, Installation installation) throws IOException {
    this.plan = plan;
    this.invocation = Invocation.of(plan, installation, new DurableFiles(), Gating.ENFORCED);
    this.standing = asItWillBeOpened(plan);
  }

  /** A run that was cut off is recovered before anything else is done. */
  private static Standing asItWillBeOpened(RunPlan plan) throws IOException {
    RunDirectory directory = plan.directory();
    Journal.Contents journal = Journal.read(directory.journal());
    RunState state = RunState.of(journal.records());
    if (state.created().isPresent()) {
      PipelineRunner.refuseOtherConfig(plan, state.created().get());
      for (Map.Entry<String, String> open : state.openAttempts().entrySet()) {
        CutOffAttempt attempt =
            new CutOffAttempt(directory, state, open.getKey(), open.getValue(), journal.records());
        state = state.with(new RunEvent.StageFailed(attempt.entry()));
      }
      state = Retirement.applied(state);
    }
    return Standing.of(directory, state, journal.records());
  }

  List<PlannedStage> stages() throws IOException {
    List<PlannedStage> stages = new ArrayList<>();
    Optional<String> end = Optional.empty();
    for (StageSpec stage : plan.stages()) {
      PlannedStage planned =
          end.isPresent()
              ? blocked(stage, "the run stops at " + end.get(), List.of())
              : stage(stage);
      stages.add(planned);
      if (planned.verdict() == PlannedStage.Verdict.BLOCKED) {
        lost.add(stage.id());
        if (!plan.request().keepGoing() && end.isEmpty()) {
          end = Optional.of(stage.id());
        }
      }
    }
    return stages;
  }

  private PlannedStage stage(StageSpec stage) throws IOException {
    List<String> waitsFor = waitsFor(stage);
    Optional<StageChoice> block = invocation.chooser().block(stage, lost);
    return waitsFor.isEmpty() || block.isPresent() ? decided(stage) : waiting(stage, waitsFor);
  }

  private PlannedStage decided(StageSpec stage) throws IOException {
    return switch (invocation.chooser().choose(stage, standing, lost)) {
      case StageChoice.Block(String reason) -> blocked(stage, reason, List.of());
      case StageChoice.Hold(String reason) -> blocked(stage, reason, List.of());
      case StageChoice.Keep(StageEntry published, String reason) ->
          new PlannedStage(
              stage.id(),
              stage.about(),
              PlannedStage.Verdict.KEEP,
              List.of(),
              reason,
              List.of(),
              List.of(),
              published.cacheKey(),
              sources(stage),
              List.copyOf(stage.outputs().keySet()),
              OptionalDouble.of(0),
              OptionalLong.of(0),
              null);
      case StageChoice.Reuse choice -> reused(stage, choice);
      case StageChoice.Run choice -> run(stage, choice);
    };
  }

  private PlannedStage reused(StageSpec stage, StageChoice.Reuse choice) {
    Map<String, String> sources = sources(stage);
    int attempts = standing.state().attemptsOf().getOrDefault(stage.id(), 0);
    standing =
        standing.foretelling(
            ReusedStage.entry(choice, "%04d".formatted(attempts + 1), NOT_YET, NOT_YET, List.of()));
    return new PlannedStage(
        stage.id(),
        stage.about(),
        PlannedStage.Verdict.REUSE,
        List.of(),
        choice.reason(),
        List.of(),
        List.of(),
        choice.key().sha256(),
        sources,
        List.copyOf(stage.outputs().keySet()),
        OptionalDouble.of(0),
        OptionalLong.of(0),
        null);
  }

  private PlannedStage run(StageSpec stage, StageChoice.Run choice) throws IOException {
    return switch (choice.inputs()) {
      case ArtifactGate.Answer.Refused(List<String> reasons) ->
          blocked(stage, "its inputs are refused", reasons);
      case ArtifactGate.Answer.Admitted(List<AdmittedInput> inputs) -> {
        Optional<PlannedItems> items =
            stage.foreach().isPresent()
                ? Optional.of(
                    PlannedItems.of(
                        ItemPlan.of(
                            stage, inputs, choice.key(), standing, plan, invocation.store())))
                : Optional.empty();
        yield runs(
            stage, List.of(), choice.reason(), choice.changes(), choice.key().sha256(), items);
      }
    };
  }

  /** Something that it reads is still to be made. */
  private PlannedStage waiting(StageSpec stage, List<String> waitsFor) throws IOException {
    if (invocation.chooser().judge(known(stage), standing)
        instanceof ArtifactGate.Answer.Refused(List<String> reasons)) {
      return blocked(stage, "its inputs are refused", reasons);
    }
    Optional<String> anyway = invocation.chooser().anyway(stage, standing);
    if (anyway.isPresent()) {
      return runs(stage, List.of(), anyway.get(), List.of(), "", later(stage, waitsFor));
    }
    boolean stands =
        plan.request().resume() && standing.state().published().containsKey(stage.id());
    boolean one = waitsFor.size() == 1;
    return runs(
        stage,
        waitsFor,
        String.join(", ", waitsFor)
            + (one ? " runs" : " run")
            + " before it; "
            + (stands ? "it may be kept" : "it may be reused")
            + (one ? " if that gives" : " if they give")
            + " the same bytes",
        List.of(),
        "",
        later(stage, waitsFor));
  }

  private static Optional<PlannedItems> later(StageSpec stage, List<String> waitsFor) {
    return stage.foreach().map(_ -> PlannedItems.knownAfter(waitsFor));
  }

  private PlannedStage runs(
      StageSpec stage,
      List<String> waitsFor,
      String reason,
      List<StageKey.Change> changes,
      String key,
      Optional<PlannedItems> items) {
    Map<String, String> sources = sources(stage);
    Optional<StageEntry> before = before(stage);
    runs.add(stage.id());
    return new PlannedStage(
        stage.id(),
        stage.about(),
        PlannedStage.Verdict.RUN,
        waitsFor,
        reason,
        changes,
        List.of(),
        key,
        sources,
        List.copyOf(stage.outputs().keySet()),
        before.map(Planning::seconds).orElse(OptionalDouble.empty()),
        before
            .map(entry ->
                OptionalLong.of(entry.outputs().stream().mapToLong(OutputEntry::bytes).sum()))
            .orElse(OptionalLong.empty()),
        items.orElse(null));
  }

  private PlannedStage blocked(StageSpec stage, String reason, List<String> refusals) {
    return new PlannedStage(
        stage.id(),
        stage.about(),
        PlannedStage.Verdict.BLOCKED,
        List.of(),
        reason,
        List.of(),
        refusals,
        "",
        sources(stage),
        List.copyOf(stage.outputs().keySet()),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        null);
  }

  /** An attempt that did the work: in this run, else the newest that is stored. */
  private Optional<StageEntry> before(StageSpec stage) {
    return Optional.ofNullable(standing.state().published().get(stage.id()))
        .filter(entry -> entry.disposition() == Disposition.EXECUTED)
        .or(() ->
            invocation.store().latest(plan.pipeline().name(), stage.id()).map(StoredStage::entry));
  }

  private static OptionalDouble seconds(StageEntry entry) {
    try {
      return OptionalDouble.of(
          Duration.between(Instant.parse(entry.startedAt()), Instant.parse(entry.endedAt()))
                  .toMillis()
              / 1000.0);
    } catch (DateTimeParseException _) {
      return OptionalDouble.empty();
    }
  }

  /** Stages that run before it and make what it reads. */
  private List<String> waitsFor(StageSpec stage) {
    TreeSet<String> makers = new TreeSet<>();
    for (String alias : stage.inputs().keySet()) {
      maker(alias).ifPresent(makers::add);
    }
    return List.copyOf(makers);
  }

  /** The stage that runs and makes an alias that is to be read from the run. */
  private Optional<String> maker(String alias) {
    return plan.given().containsKey(alias)
        ? Optional.empty()
        : plan.pipeline().producer(alias).map(StageSpec::id).filter(runs::contains);
  }

  /** The stage with those of its inputs alone that are there by now. */
  private StageSpec known(StageSpec stage) {
    Map<String, StageSpec.Input> inputs = new LinkedHashMap<>(stage.inputs());
    inputs.keySet().removeIf(alias -> maker(alias).isPresent());
    return stage.withInputs(inputs);
  }

  private Map<String, String> sources(StageSpec stage) {
    Map<String, String> sources = new LinkedHashMap<>();
    stage.inputs().forEach((alias, input) -> sources.put(alias, source(alias, input)));
    return sources;
  }

  private String source(String alias, StageSpec.Input input) {
    Path outside = plan.given().get(alias);
    if (outside != null) {
      return (Files.exists(outside) ? "command line: " : "missing: ") + outside;
    }
    Optional<String> maker = maker(alias);
    if (maker.isPresent()) {
      return "made in this run by " + maker.get();
    }
    if (standing.published().containsKey(alias)) {
      return standing.foretold().contains(alias) ? "reused" : "manifest";
    }
    return input.optional() ? "absent (optional)" : "missing";
  }
}
