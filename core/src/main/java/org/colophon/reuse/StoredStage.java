package org.colophon.reuse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.colophon.artifact.ArtifactFile;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;

/**
 * What a stage made under a key: the entry of the run that made it, word for word.
 *
 * @param experiment that ran it
 * @param key its parts
 */
public record StoredStage(
    String schemaName,
    String schemaVersion,
    String pipeline,
    String experiment,
    Map<String, String> key,
    StageEntry entry) {

  /** What the attempt was given: another attempt is given the same from other places. */
  private static final String OF_ONE_ATTEMPT = "stage_inputs.json";

  public StoredStage {
    Objects.requireNonNull(pipeline, "pipeline");
    Objects.requireNonNull(experiment, "experiment");
    key = Map.copyOf(key);
    Objects.requireNonNull(entry, "entry");
    // a store may be shared, and what it names is written into a run
    entry.outputs().forEach(output -> requireDown(output.alias()));
    entry.outputs().forEach(output -> output.files().forEach(StoredStage::requireFile));
    entry.records().forEach(StoredStage::requireFile);
  }

  public static StoredStage of(String pipeline, String experiment, StageKey key, StageEntry entry) {
    return new StoredStage("StoredStage", "1.0", pipeline, experiment, key.parts(), entry);
  }

  /** The key that it is kept under. */
  StageKey stageKey() {
    return new StageKey(key);
  }

  /** Every file of its folder: those of the outputs, and those that describe the attempt. */
  @JsonIgnore
  public List<ArtifactFile> files() {
    return files(records(), entry);
  }

  /** Every file that was recorded of an attempt, likewise. */
  public static List<ArtifactFile> filesOf(StageEntry entry) {
    return files(entry.records(), entry);
  }

  private static List<ArtifactFile> files(List<ArtifactFile> records, StageEntry entry) {
    List<ArtifactFile> files = new ArrayList<>(records);
    for (OutputEntry output : entry.outputs()) {
      for (ArtifactFile file : output.files()) {
        files.add(
            new ArtifactFile(output.alias() + "/" + file.path(), file.bytes(), file.sha256()));
      }
    }
    return files;
  }

  /** The files that describe the attempt. */
  @JsonIgnore
  public List<ArtifactFile> records() {
    return entry.records().stream().filter(file -> !file.path().equals(OF_ONE_ATTEMPT)).toList();
  }

  /** Bytes of all its outputs. */
  @JsonIgnore
  public long bytes() {
    return entry.outputs().stream().mapToLong(OutputEntry::bytes).sum();
  }

  /** Which attempt of which experiment made it, for people. */
  public String origin() {
    return experiment + ", attempt " + entry.attempt();
  }

  private static void requireFile(ArtifactFile file) {
    requireDown(file.path());
    if (!file.sha256().matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256: \"" + file.sha256() + "\"");
    }
  }

  private static void requireDown(String path) {
    for (String name : path.split("/", -1)) {
      boolean climbs = name.isEmpty() || name.equals(".") || name.equals("..");
      if (climbs || name.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("not a path below a stage folder: \"" + path + "\"");
      }
    }
  }
}
