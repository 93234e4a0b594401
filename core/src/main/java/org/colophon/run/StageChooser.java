package org.colophon.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;
import org.colophon.pipeline.StageSpec;
import org.colophon.reuse.FileDigests;
import org.colophon.reuse.ReuseStore;
import org.colophon.reuse.StageKey;
import org.colophon.reuse.StoredStage;

/**
 * Decides what is to be done with a stage. Changes nothing, so that a plan and the run that follows
 * it ask the same question and get the same answer.
 */
final class StageChooser {
  private final RunPlan plan;
  private final ReuseRule rule;
  private final Gating gating;
  private final ArtifactGate gate;
  private final StageKeys keys;
  private final ReuseStore store;
  private final FileDigests digests;

  StageChooser(RunPlan plan, Gating gating, StageKeys keys, ReuseStore store, FileDigests digests) {
    this.plan = plan;
    this.rule = plan.request().reuse();
    this.gating = gating;
    this.gate = new ArtifactGate(plan.pipeline(), plan.catalog(), digests);
    this.keys = keys;
    this.store = store;
    this.digests = digests;
  }

  /**
   * Chooses.
   *
   * @param lost stages of this invocation that failed, were held or blocked
   */
  StageChoice choose(StageSpec stage, Standing run, Set<String> lost) throws IOException {
    Optional<StageChoice> blocked = block(stage, lost);
    if (blocked.isPresent()) {
      return blocked.get();
    }
    Optional<String> anyway = anyway(stage, run);
    if (anyway.isPresent()) {
      return inputs(stage, run).run(anyway.get());
    }
    if (!plan.request().resume()) {
      return byKey(stage, run);
    }
    StageEntry failure = run.state().failed().get(stage.id());
    StageEntry published = run.state().published().get(stage.id());
    if (failure != null) {
      return retry(stage, run, failure);
    }
    return published == null
        ? reuseElseRun(inputs(stage, run), unpublished(run, stage))
        : keep(stage, run, published);
  }

  /** A stage that depends on one that was lost. */
  Optional<StageChoice> block(StageSpec stage, Set<String> lost) {
    return stage.inputs().keySet().stream()
        .flatMap(alias -> plan.pipeline().producer(alias).stream())
        .map(StageSpec::id)
        .filter(lost::contains)
        .findFirst()
        .map(id -> new StageChoice.Block("it reads what " + id + " was to make"));
  }

  /** Why a stage runs whatever its inputs are; empty if that depends on them. */
  Optional<String> anyway(StageSpec stage, Standing run) {
    boolean resume = plan.request().resume();
    if (plan.forced().contains(stage.id())) {
      return Optional.of("asked for with --force");
    }
    boolean stands =
        resume
            && (run.state().failed().containsKey(stage.id())
                || run.state().published().containsKey(stage.id()));
    if (stands || (rule.wanted() && stage.reusable())) {
      return Optional.empty();
    }
    String reason = resume ? unpublished(run, stage) : asAsked(run.state(), stage);
    return Optional.of(
        rule.wanted() ? reason + "; the pipeline file says that it is never reused" : reason);
  }

  /** What the gate says of the inputs that are known by now. */
  ArtifactGate.Answer judge(StageSpec stage, Standing run) throws IOException {
    InputResolver resolver =
        new InputResolver(
            run.directory(), plan.given(), run.published(), run.state().imported(), run.foretold());
    return switch (gating) {
      case ENFORCED -> gate.judge(stage, resolver);
      case OPEN -> gate.admitUnchecked(stage, resolver);
    };
  }

  /** What a stage is about to be given, and its key. */
  private record Inputs(StageSpec stage, Standing run, ArtifactGate.Answer answer, StageKey key) {
    List<AdmittedInput> admitted() {
      return StageChooser.admitted(answer);
    }

    StageChoice.Run run(String reason) {
      return new StageChoice.Run(reason, List.of(), answer, key, Optional.empty());
    }
  }

  private Inputs inputs(StageSpec stage, Standing run) throws IOException {
    ArtifactGate.Answer answer = judge(stage, run);
    return new Inputs(
        stage,
        run,
        answer,
        keys.of(stage, admitted(answer).stream().map(AdmittedInput::entry).toList()));
  }

  private static List<AdmittedInput> admitted(ArtifactGate.Answer answer) {
    return switch (answer) {
      case ArtifactGate.Answer.Admitted(List<AdmittedInput> inputs) -> inputs;
      case ArtifactGate.Answer.Refused _ -> List.of();
    };
  }

  private StageChoice byKey(StageSpec stage, Standing run) throws IOException {
    Inputs inputs = inputs(stage, run);
    Optional<StageEntry> published = Optional.ofNullable(run.state().published().get(stage.id()));
    boolean stands =
        inputs.answer() instanceof ArtifactGate.Answer.Admitted
            && published.isPresent()
            && !run.state().failed().containsKey(stage.id())
            && isUsable(published.get().status())
            && published.get().cacheKey().equals(inputs.key().sha256())
            && saysTheSameOfItsInputs(published.get(), inputs.admitted())
            && PublishedFiles.damage(run.directory(), published.get(), digests).isEmpty();
    return stands
        ? new StageChoice.Keep(
            published.get(),
            "published already by attempt " + published.get().attempt() + " with the same key")
        : reuseElseRun(
            inputs,
            published
                .filter(StageChooser::isOfUnknownCode)
                .map(entry -> "the code changed while attempt " + entry.attempt() + " ran")
                .orElseGet(() -> asAsked(run.state(), stage)));
  }

  private static boolean isOfUnknownCode(StageEntry entry) {
    return entry.disposition() == RunManifest.Disposition.EXECUTED && entry.cacheKey().isEmpty();
  }

  /** The digests may be the same, and the warnings that they carry not. */
  private static boolean saysTheSameOfItsInputs(StageEntry entry, List<AdmittedInput> inputs) {
    TreeSet<String> tainted = new TreeSet<>();
    inputs.forEach(input -> tainted.addAll(input.taintedBy()));
    return entry.taintedBy().equals(List.copyOf(tainted))
        && inputs.stream()
            .allMatch(input ->
                entry.inputs().stream()
                    .anyMatch(before ->
                        before.alias().equals(input.entry().alias())
                            && before.resolvedFromLegacy() == input.entry().resolvedFromLegacy()));
  }

  private boolean isUsable(StageStatus status) {
    return status == StageStatus.OK || (rule.warnings() && status == StageStatus.WARNING);
  }

  /**
   * Reuses what is stored under the key, if it may be and is whole.
   *
   * @param otherwise why the stage runs if nothing is
   */
  private StageChoice reuseElseRun(Inputs inputs, String otherwise) throws IOException {
    boolean may =
        rule.wanted()
            && inputs.stage().reusable()
            && inputs.answer() instanceof ArtifactGate.Answer.Admitted;
    Optional<StoredStage> stored =
        may
            ? store.find(plan.pipeline().name(), inputs.stage().id(), inputs.key().sha256())
            : Optional.empty();
    if (stored.isEmpty()) {
      return runWithChanges(inputs, otherwise);
    }
    if (!isUsable(stored.get().entry().status())) {
      return inputs.run(
          otherwise
              + "; "
              + stored.get().origin()
              + " has the same key, and ended "
              + stored.get().entry().status());
    }
    Optional<String> damage = store.damage(stored.get(), rule.trust());
    return damage.isPresent()
        ? new StageChoice.Run(
            otherwise
                + "; "
                + stored.get().origin()
                + " has the same key, but what is stored of it is damaged: "
                + damage.get(),
            List.of(),
            inputs.answer(),
            inputs.key(),
            stored)
        : new StageChoice.Reuse(
            stored.get(),
            inputs.key(),
            inputs.admitted(),
            "its key is that of " + stored.get().origin());
  }

  /** Compares with the newest attempt of this run, else with the newest that is stored. */
  private StageChoice runWithChanges(Inputs inputs, String reason) {
    Optional<StageEntry> before = inputs.run().newest(inputs.stage().id());
    Optional<StageKey> key = before.flatMap(inputs.run()::keyOf);
    String than = before.map(entry -> "attempt " + entry.attempt()).orElse("");
    if (before.isEmpty() && rule.wanted()) {
      Optional<StoredStage> latest = store.latest(plan.pipeline().name(), inputs.stage().id());
      key = latest.map(stored -> new StageKey(stored.key()));
      than = latest.map(StoredStage::origin).orElse("");
    }
    List<StageKey.Change> changes =
        inputs.answer() instanceof ArtifactGate.Answer.Admitted
            ? key.map(old -> old.changesTo(inputs.key())).orElse(List.of())
            : List.of();
    return new StageChoice.Run(
        changes.isEmpty()
            ? reason
            : reason + "; other than in " + than + ": " + StageKey.text(changes),
        changes,
        inputs.answer(),
        inputs.key(),
        Optional.empty());
  }

  private static String asAsked(RunState state, StageSpec stage) {
    int earlier = state.attemptsOf().getOrDefault(stage.id(), 0);
    return earlier == 0
        ? "first attempt"
        : "asked for again, after " + earlier + (earlier == 1 ? " attempt" : " attempts");
  }

  private static String unpublished(Standing run, StageSpec stage) {
    String foretold = run.voided().get(stage.id());
    return Optional.ofNullable(foretold)
        .or(() ->
            run.records().reversed().stream()
                .map(JournalRecord::body)
                .filter(event ->
                    event instanceof RunEvent.StageRetired(String of, _, _)
                        && of.equals(stage.id()))
                .findFirst()
                .map(event -> ((RunEvent.StageRetired) event).reason()))
        .map(reason -> "void: " + reason)
        .orElse("first attempt");
  }

  private StageChoice keep(StageSpec stage, Standing run, StageEntry published) throws IOException {
    Optional<String> damage = PublishedFiles.damage(run.directory(), published, digests);
    return damage.isPresent()
        ? reuseElseRun(
            inputs(stage, run),
            "what attempt " + published.attempt() + " published " + damage.get())
        : new StageChoice.Keep(published, "published already by attempt " + published.attempt());
  }

  /** A retry needs a reason: a cause outside the stage, or something that has changed since. */
  private StageChoice retry(StageSpec stage, Standing run, StageEntry failure) throws IOException {
    Inputs inputs = inputs(stage, run);
    String of = "retry of attempt " + failure.attempt();
    String cause =
        failure.errors().isEmpty() ? failure.status().name() : failure.errors().getFirst();
    if (FailureCause.of(failure) == FailureCause.INFRASTRUCTURE) {
      return reuseElseRun(inputs, of + ", whose cause was infrastructure: " + cause);
    }
    List<StageKey.Change> changes =
        run.keyOf(failure).map(before -> before.changesTo(inputs.key())).orElse(List.of());
    List<String> changed =
        ChangedSince.of(
            inputs.run(),
            failure,
            inputs.answer(),
            inputs.key(),
            changes,
            plan.pipeline().sha256());
    if (changed.isEmpty()) {
      return new StageChoice.Hold(
          "nothing has changed since attempt "
              + failure.attempt()
              + " ended "
              + failure.status()
              + " ("
              + cause
              + "); change its code, parameters or inputs, or insist with --from "
              + stage.number());
    }
    StageChoice choice =
        reuseElseRun(inputs, of + "; changed since: " + String.join(", ", changed));
    return choice instanceof StageChoice.Run runs
        ? new StageChoice.Run(
            of + "; changed since: " + String.join(", ", changed),
            changes,
            runs.inputs(),
            runs.key(),
            runs.damaged())
        : choice;
  }
}
