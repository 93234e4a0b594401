package org.colophon.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;

/**
 * What can happen to a run. The journal of these is the commit record: everything else in the run
 * folder that core writes is derived from it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(RunEvent.Created.class),
  @JsonSubTypes.Type(RunEvent.Started.class),
  @JsonSubTypes.Type(RunEvent.Imported.class),
  @JsonSubTypes.Type(RunEvent.StageStarted.class),
  @JsonSubTypes.Type(RunEvent.StagePublished.class),
  @JsonSubTypes.Type(RunEvent.StageFailed.class),
  @JsonSubTypes.Type(RunEvent.StageRetired.class),
  @JsonSubTypes.Type(RunEvent.Recovered.class),
  @JsonSubTypes.Type(RunEvent.LockForced.class),
  @JsonSubTypes.Type(RunEvent.Collected.class),
  @JsonSubTypes.Type(RunEvent.Finished.class)
})
public sealed interface RunEvent {

  /**
   * The run exists.
   *
   * @param configSha256 of the text of {@code config.resolved.json}
   * @param aliases how aliases are kept here: symbolic links, or copies where there are none
   */
  @JsonTypeName("run_created")
  record Created(
      String experiment,
      String pipeline,
      @JsonProperty("config_sha256") String configSha256,
      long seed,
      RunManifest.AliasKind aliases)
      implements RunEvent {
    public Created {
      Objects.requireNonNull(experiment, "experiment");
      Objects.requireNonNull(pipeline, "pipeline");
      Objects.requireNonNull(configSha256, "configSha256");
      Objects.requireNonNull(aliases, "aliases");
    }
  }

  /**
   * An invocation of {@code run} began.
   *
   * @param inputs from outside the run, by alias
   * @param pipelineFile where the pipeline file was, on the machine of this invocation
   */
  @JsonTypeName("run_started")
  record Started(
      List<String> arguments,
      List<String> stages,
      Map<String, Path> inputs,
      RunManifest.PipelineRef pipeline,
      String pipelineFile,
      RunManifest.Git git,
      String actor)
      implements RunEvent {
    public Started {
      arguments = List.copyOf(arguments);
      stages = List.copyOf(stages);
      inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
      Objects.requireNonNull(pipeline, "pipeline");
      Objects.requireNonNull(pipelineFile, "pipelineFile");
      Objects.requireNonNull(git, "git");
      Objects.requireNonNull(actor, "actor");
    }
  }

  /**
   * The stages published next were not run here: they hold what an older folder held.
   *
   * @param folder that was read, on the machine of this invocation
   * @param reportSha256 of {@code import_report.json}
   * @param inputs that were found in it and that no stage makes, as they were; none in runs that
   *     are older than this field
   */
  @JsonTypeName("run_imported")
  record Imported(
      String folder,
      @JsonProperty("report_sha256") String reportSha256,
      List<RunManifest.InputEntry> inputs)
      implements RunEvent {
    public Imported {
      Objects.requireNonNull(folder, "folder");
      Objects.requireNonNull(reportSha256, "report_sha256");
      inputs = List.copyOf(Objects.requireNonNullElse(inputs, List.of()));
    }
  }

  /**
   * An attempt began.
   *
   * @param reason why the stage ran; empty in runs that are older than this field
   */
  @JsonTypeName("stage_started")
  record StageStarted(String stage, String attempt, String reason) implements RunEvent {
    public StageStarted {
      requireName(stage, "stage");
      requireName(attempt, "attempt");
      reason = Objects.requireNonNullElse(reason, "");
    }
  }

  /** The outputs of an attempt count from here on. */
  @JsonTypeName("stage_published")
  record StagePublished(StageEntry entry) implements RunEvent {
    public StagePublished {
      requireNames(entry);
    }
  }

  /** An attempt ended without publishing; what was published before stays. */
  @JsonTypeName("stage_failed")
  record StageFailed(StageEntry entry) implements RunEvent {
    public StageFailed {
      requireNames(entry);
    }
  }

  /** A published stage is void, since what it read was made anew; it is kept in the history. */
  @JsonTypeName("stage_retired")
  record StageRetired(String stage, String attempt, String reason) implements RunEvent {
    public StageRetired {
      requireName(stage, "stage");
      requireName(attempt, "attempt");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** An earlier invocation was cut off; what was done about it. */
  @JsonTypeName("recovered")
  record Recovered(List<String> actions) implements RunEvent {
    public Recovered {
      actions = List.copyOf(actions);
    }
  }

  /**
   * A person vouched that an owner on another system, which cannot be seen from here, is gone.
   *
   * @param owner whose lock was taken
   */
  @JsonTypeName("lock_forced")
  record LockForced(String owner, String actor) implements RunEvent {
    public LockForced {
      Objects.requireNonNull(owner, "owner");
      Objects.requireNonNull(actor, "actor");
    }
  }

  /**
   * A person had folders removed that nothing needs any more.
   *
   * @param paths relative to the run folder
   */
  @JsonTypeName("collected")
  record Collected(List<String> paths, long bytes, String actor) implements RunEvent {
    public Collected {
      paths = List.copyOf(paths);
      Objects.requireNonNull(actor, "actor");
      paths.forEach(path -> requirePath(path, "paths"));
    }
  }

  @JsonTypeName("run_finished")
  record Finished(StageStatus status, int exitCode, boolean interrupted) implements RunEvent {
    public Finished {
      Objects.requireNonNull(status, "status");
    }
  }

  /** The stage that the event is about, if it is about one. */
  default Optional<String> aboutStage() {
    return switch (this) {
      case StageStarted started -> Optional.of(started.stage());
      case StagePublished published -> Optional.of(published.entry().stage());
      case StageFailed failed -> Optional.of(failed.entry().stage());
      case StageRetired retired -> Optional.of(retired.stage());
      case Created _, Started _, Imported _, Recovered _, LockForced _, Collected _, Finished _ ->
          Optional.empty();
    };
  }

  /** A journal from elsewhere must not make us touch what lies outside of its run. */
  private static void requireNames(StageEntry entry) {
    Objects.requireNonNull(entry, "entry");
    requireName(entry.stage(), "stage");
    requireName(entry.attempt(), "attempt");
    for (RunManifest.OutputEntry output : entry.outputs()) {
      requireName(output.alias(), "alias");
      requirePath(output.path(), "path");
      output.files().forEach(file -> requirePath(file.path(), "files"));
    }
    entry.records().forEach(file -> requirePath(file.path(), "records"));
    Instant.parse(Objects.requireNonNull(entry.startedAt(), "started_at"));
    Instant.parse(Objects.requireNonNull(entry.endedAt(), "ended_at"));
  }

  /** Relative, and down only. */
  private static void requirePath(String path, String key) {
    Objects.requireNonNull(path, key);
    for (String name : path.split("/", -1)) {
      requireName(name, key);
    }
  }

  private static void requireName(String name, String key) {
    Objects.requireNonNull(name, key);
    boolean climbs = name.isEmpty() || name.equals(".") || name.equals("..") || name.contains("/");
    if (climbs || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          key + " is not the name of anything in a run folder: \"" + name + "\"");
    }
  }
}
