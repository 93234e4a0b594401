package org.colophon.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.colophon.artifact.ArtifactFile;
import org.jspecify.annotations.Nullable;

/**
 * {@code run_manifest.json}: what a run is made of, the source of truth for anyone who reads it. It
 * is derived from the journal and never edited.
 *
 * @param status the worst of the stages; INCOMPLETE while an invocation is under way
 * @param runDigest equal for two runs of the same config, inputs and seed
 * @param journal how long the journal was, and its last digest, when this was written
 */
public record RunManifest(
    String schemaName,
    String schemaVersion,
    String experiment,
    StageStatus status,
    int exitCode,
    String runDigest,
    PipelineRef pipeline,
    @JsonProperty("config_sha256") String configSha256,
    long seed,
    Git git,
    AliasKind aliases,
    JournalRef journal,
    List<StageEntry> stages) {

  public static final String SCHEMA_NAME = "RunManifest";
  public static final String SCHEMA_VERSION = "1.0";

  public record PipelineRef(String name, String sha256) {}

  /**
   * @param sha commit, or {@code unknown} outside a repository
   * @param patchSha256 digest of the uncommitted change kept in the run; null when clean
   */
  public record Git(
      String sha, boolean dirty, @JsonProperty("patch_sha256") @Nullable String patchSha256) {}

  /** How the aliases of a run are kept: symbolic links, or copies where there are none. */
  public enum AliasKind {
    @JsonProperty("link")
    LINK,
    @JsonProperty("copy")
    COPY
  }

  public record JournalRef(long records, String head) {}

  /** How the outputs of a stage came to be. */
  public enum Disposition {
    @JsonProperty("executed")
    EXECUTED,
    @JsonProperty("reused")
    REUSED,
    @JsonProperty("imported")
    IMPORTED
  }

  /** Where an input came from, in the order of preference. */
  public enum ResolvedFrom {
    @JsonProperty("cli")
    CLI,
    @JsonProperty("manifest")
    MANIFEST,
    @JsonProperty("legacy")
    LEGACY
  }

  /**
   * One stage, as its last attempt that counts left it.
   *
   * @param command as the pipeline file gives it, resolved
   * @param taintedBy stages upstream that ended with WARNING
   * @param errors empty for a stage that may be used
   * @param records the files that describe the attempt (summary, logs, …), relative to the stage
   *     folder
   * @param failedAttempt a later attempt that failed; null if none did
   */
  public record StageEntry(
      String stage,
      String attempt,
      StageStatus status,
      int exitCode,
      Disposition disposition,
      List<String> command,
      String executor,
      String sandbox,
      @JsonProperty("env_sha256") String envSha256,
      long seed,
      String startedAt,
      String endedAt,
      String cacheKey,
      List<String> taintedBy,
      List<InputEntry> inputs,
      List<OutputEntry> outputs,
      List<String> warnings,
      List<String> errors,
      List<ArtifactFile> records,
      @Nullable FailedAttempt failedAttempt) {

    public StageEntry {
      Objects.requireNonNull(stage, "stage");
      Objects.requireNonNull(attempt, "attempt");
      Objects.requireNonNull(status, "status");
      Objects.requireNonNull(disposition, "disposition");
      command = List.copyOf(command);
      taintedBy = List.copyOf(taintedBy);
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
      warnings = List.copyOf(warnings);
      errors = List.copyOf(errors);
      records = List.copyOf(records);
    }

    /** Whether its outputs were imported, or made from what was. */
    public boolean fromLegacy() {
      return disposition == Disposition.IMPORTED
          || inputs.stream().anyMatch(InputEntry::resolvedFromLegacy);
    }

    /** The same, where what it was made by is not what its key says. */
    public StageEntry withoutKey() {
      return with("", failedAttempt);
    }

    public StageEntry withFailedAttempt(FailedAttempt failure) {
      return with(cacheKey, failure);
    }

    private StageEntry with(String key, @Nullable FailedAttempt failure) {
      return new StageEntry(
          stage,
          attempt,
          status,
          exitCode,
          disposition,
          command,
          executor,
          sandbox,
          envSha256,
          seed,
          startedAt,
          endedAt,
          key,
          taintedBy,
          inputs,
          outputs,
          warnings,
          errors,
          records,
          failure);
    }
  }

  /**
   * @param path relative to the run folder; absolute for an input from the command line
   */
  public record InputEntry(
      String alias,
      String type,
      String path,
      long bytes,
      String sha256,
      ResolvedFrom resolvedFrom,
      boolean resolvedFromLegacy,
      List<ArtifactFile> files) {
    public InputEntry {
      files = List.copyOf(files);
    }
  }

  /**
   * @param path relative to the run folder
   */
  public record OutputEntry(
      String alias, String type, String path, long bytes, String sha256, List<ArtifactFile> files) {
    public OutputEntry {
      Objects.requireNonNull(alias, "alias");
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(path, "path");
      files = List.copyOf(files);
    }
  }

  /**
   * @param path folder that keeps its logs and outputs, relative to the run folder
   */
  public record FailedAttempt(
      String attempt, StageStatus status, List<String> errors, String path) {
    public FailedAttempt {
      errors = List.copyOf(errors);
    }
  }

  public RunManifest {
    stages = List.copyOf(stages);
  }

  /** Published outputs by alias, with the stage that made them. */
  public Map<String, Published> published() {
    Map<String, Published> byAlias = new LinkedHashMap<>();
    for (StageEntry entry : stages) {
      for (OutputEntry output : entry.outputs()) {
        byAlias.put(output.alias(), new Published(entry, output));
      }
    }
    return byAlias;
  }

  /** An output and the stage entry it belongs to. */
  public record Published(StageEntry stage, OutputEntry output) {}
}
