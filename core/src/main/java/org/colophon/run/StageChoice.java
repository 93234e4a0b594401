package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.Sha256;
import org.colophon.contract.RunManifest.Disposition;
import org.colophon.contract.RunManifest.InputEntry;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.pipeline.StageSpec;

/** What is to be done with one stage of an invocation, and why. Changes nothing. */
sealed interface StageChoice {

  /** Why, in words for people; the journal keeps them. */
  String reason();

  /** The stage runs. */
  record Run(String reason) implements StageChoice {}

  /** What the stage has published stands. */
  record Keep(StageEntry published, String reason) implements StageChoice {}

  /** The stage failed, and would fail again in the same way. */
  record Hold(String reason) implements StageChoice {}

  /** The stage reads what a stage that failed was to make. */
  record Block(String reason) implements StageChoice {}

  /**
   * Chooses.
   *
   * @param lost stages of this invocation that failed, were held or blocked
   */
  static StageChoice of(RunPlan plan, OpenRun run, StageSpec stage, Set<String> lost)
      throws IOException {
    Optional<String> blocker =
        stage.inputs().keySet().stream()
            .flatMap(alias -> plan.pipeline().producer(alias).stream())
            .map(StageSpec::id)
            .filter(lost::contains)
            .findFirst();
    if (blocker.isPresent()) {
      return new Block("it reads what " + blocker.get() + " was to make");
    }
    RunState state = run.state();
    StageEntry failure = state.failed().get(stage.id());
    StageEntry published = state.published().get(stage.id());
    if (!plan.request().resume()) {
      return new Run(asAsked(state, stage));
    }
    if (failure != null) {
      return retry(plan, run, stage, failure);
    }
    return published == null ? new Run(unpublished(run, stage)) : keep(run, published);
  }

  private static String asAsked(RunState state, StageSpec stage) {
    int earlier = state.attemptsOf().getOrDefault(stage.id(), 0);
    return earlier == 0
        ? "first attempt"
        : "asked for again, after " + earlier + (earlier == 1 ? " attempt" : " attempts");
  }

  private static String unpublished(OpenRun run, StageSpec stage) {
    return run.records().reversed().stream()
        .map(JournalRecord::body)
        .filter(event ->
            event instanceof RunEvent.StageRetired(String of, _, _) && of.equals(stage.id()))
        .findFirst()
        .map(event -> "void: " + ((RunEvent.StageRetired) event).reason())
        .orElse("first attempt");
  }

  private static StageChoice keep(OpenRun run, StageEntry published) throws IOException {
    Optional<String> damage = damage(run.directory(), published);
    return damage.isPresent()
        ? new Run("what attempt " + published.attempt() + " published " + damage.get())
        : new Keep(published, "published already by attempt " + published.attempt());
  }

  /** The first published file of a stage that is not as the stage left it. */
  private static Optional<String> damage(RunDirectory run, StageEntry published)
      throws IOException {
    // what was imported lies behind links
    LinkOption[] links =
        published.disposition() == Disposition.IMPORTED
            ? new LinkOption[0]
            : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    for (OutputEntry output : published.outputs()) {
      for (ArtifactFile file : output.files()) {
        Path path = run.root().resolve(output.path()).resolve(file.path());
        if (!Files.isRegularFile(path, links)) {
          return Optional.of("is gone: " + run.relative(path));
        }
        if (Files.size(path) != file.bytes() || !Sha256.of(path).equals(file.sha256())) {
          return Optional.of("has changed: " + run.relative(path));
        }
      }
    }
    return Optional.empty();
  }

  /** A retry needs a reason: a cause outside the stage, or something that has changed since. */
  private static StageChoice retry(RunPlan plan, OpenRun run, StageSpec stage, StageEntry failure)
      throws IOException {
    String of = "retry of attempt " + failure.attempt();
    String cause =
        failure.errors().isEmpty() ? failure.status().name() : failure.errors().getFirst();
    if (FailureCause.of(failure) == FailureCause.INFRASTRUCTURE) {
      return new Run(of + ", whose cause was infrastructure: " + cause);
    }
    List<String> changed = changedSince(plan, run, stage, failure);
    return changed.isEmpty()
        ? new Hold(
            "nothing has changed since attempt "
                + failure.attempt()
                + " ended "
                + failure.status()
                + " ("
                + cause
                + "); change its code, parameters or inputs, or insist with --from "
                + stage.number())
        : new Run(of + "; changed since: " + String.join(", ", changed));
  }

  private static List<String> changedSince(
      RunPlan plan, OpenRun run, StageSpec stage, StageEntry failure) throws IOException {
    InputResolver resolver =
        new InputResolver(run.directory(), plan.given(), run.manifest().published());
    ArtifactGate gate = new ArtifactGate(plan.pipeline(), plan.catalog());
    return switch (gate.judge(stage, resolver)) {
      // the gate will say what is missing; that starts nothing
      case ArtifactGate.Answer.Refused _ -> List.of("its inputs");
      case ArtifactGate.Answer.Admitted(List<AdmittedInput> inputs) ->
          changedSince(plan, run, stage, failure, inputs);
    };
  }

  private static List<String> changedSince(
      RunPlan plan, OpenRun run, StageSpec stage, StageEntry failure, List<AdmittedInput> inputs)
      throws IOException {
    List<InputEntry> now = inputs.stream().map(AdmittedInput::entry).toList();
    List<String> changed = new ArrayList<>(changedInputs(failure.inputs(), now));
    String key = CacheKey.of(plan.pipeline(), stage, plan.config(), inputs);
    if (changed.isEmpty() && !key.equals(failure.cacheKey())) {
      changed.add("its code, command or parameters");
    }
    if (changed.isEmpty() && !plan.pipeline().sha256().equals(pipelineOf(run, failure))) {
      changed.add("the pipeline file");
    }
    return changed;
  }

  private static List<String> changedInputs(List<InputEntry> before, List<InputEntry> now) {
    return now.stream()
        .filter(input -> before.stream().noneMatch(old -> same(old, input)))
        .map(input -> "its input " + input.alias())
        .toList();
  }

  private static boolean same(InputEntry before, InputEntry now) {
    return before.alias().equals(now.alias()) && before.sha256().equals(now.sha256());
  }

  /** Digest of the pipeline file of the invocation in which an attempt ended. */
  private static String pipelineOf(OpenRun run, StageEntry entry) {
    String sha256 = "";
    for (JournalRecord record : run.records()) {
      if (record.body() instanceof RunEvent.Started started) {
        sha256 = started.pipeline().sha256();
      }
      if (record.body() instanceof RunEvent.StageFailed(StageEntry failed)
          && failed.stage().equals(entry.stage())
          && failed.attempt().equals(entry.attempt())) {
        return sha256;
      }
    }
    return sha256;
  }
}
