package org.colophon.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.contract.RunManifest;

/**
 * What a run will do, stage by stage: a value that can be written, read, and held against what is
 * so by then.
 *
 * @param request what was asked for
 * @param given inputs from outside the run, by alias
 */
public record WorkPlan(
    String schemaName,
    String schemaVersion,
    RunRequest request,
    RunManifest.PipelineRef pipeline,
    @JsonProperty("config_sha256") String configSha256,
    long seed,
    Map<String, Path> given,
    List<PlannedStage> stages) {
  private static final String SCHEMA_NAME = "WorkPlan";
  private static final String SCHEMA_VERSION = "1.0";

  public WorkPlan {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(pipeline, "pipeline");
    Objects.requireNonNull(configSha256, "config_sha256");
    Objects.requireNonNull(given, "given");
    stages = List.copyOf(stages);
  }

  /**
   * Plans. Reads and hashes, changes nothing.
   *
   * @param request that {@code plan} was made from
   */
  public static WorkPlan of(RunRequest request, RunPlan plan, Installation installation)
      throws IOException {
    return new WorkPlan(
        SCHEMA_NAME,
        SCHEMA_VERSION,
        request.absolute(),
        new RunManifest.PipelineRef(plan.pipeline().name(), plan.pipeline().sha256()),
        plan.config().sha256(),
        plan.config().seed(),
        new TreeMap<>(plan.given()),
        new Planning(plan, installation).stages());
  }

  /**
   * Reads a plan that was written.
   *
   * @throws InvalidDocument if it is none
   */
  public static WorkPlan read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new BadRequest("no such plan: " + file);
    }
    try {
      WorkPlan plan = Json.read(file, WorkPlan.class);
      if (SCHEMA_NAME.equals(plan.schemaName()) && SCHEMA_VERSION.equals(plan.schemaVersion())) {
        return plan;
      }
      throw new InvalidDocument(
          "it calls itself " + plan.schemaName() + " " + plan.schemaVersion());
    } catch (IOException | RuntimeException e) {
      throw new InvalidDocument(
          file
              + " is not a plan; write one with: run_pipeline plan --json\n  "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  /** What was planned for a stage. */
  Optional<PlannedStage> stage(String id) {
    return stages.stream().filter(stage -> stage.stage().equals(id)).findFirst();
  }

  /** Whether a stage cannot be reached. */
  @JsonIgnore
  public boolean isBlocked() {
    return stages.stream().anyMatch(stage -> stage.verdict() == PlannedStage.Verdict.BLOCKED);
  }

  /**
   * Refuses to go on if anything is not as planned.
   *
   * @param now the same request, planned again
   * @throws BadRequest with what has changed
   */
  public void requireSame(WorkPlan now) {
    List<String> differences = new ArrayList<>();
    differ("the pipeline file", pipeline.sha256(), now.pipeline.sha256(), differences);
    differ("the config", configSha256, now.configSha256, differences);
    differ("the seed", seed, now.seed, differences);
    differ("inputs from outside", given, now.given, differences);
    differ("the stages", ids(stages), ids(now.stages), differences);
    for (PlannedStage stage : stages) {
      now.stage(stage.stage()).ifPresent(other -> differences.addAll(stage.differencesTo(other)));
    }
    if (!differences.isEmpty()) {
      throw new BadRequest(
          "the plan does not hold any more; make it anew with run_pipeline plan:\n  "
              + String.join("\n  ", differences));
    }
  }

  private static List<String> ids(List<PlannedStage> stages) {
    return stages.stream().map(PlannedStage::stage).toList();
  }

  private static void differ(String what, Object before, Object now, List<String> differences) {
    if (!before.equals(now)) {
      differences.add(what + ": " + before + " → " + now);
    }
  }
}
