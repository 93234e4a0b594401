package org.colophon.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.InputEntry;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.run.ReadRun;
import org.colophon.run.RunDirectory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as a comparison sees it: what its manifest says, and the folder that the paths in it are
 * relative to, wherever that folder is now.
 *
 * @param byDigest the files that are not there on purpose, because only their digest is kept
 */
public record RecordedRun(RunManifest manifest, RunDirectory directory, FilesByDigest byDigest) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  RecordedRun(RunManifest manifest, RunDirectory directory) {
    this(manifest, directory, FilesByDigest.NONE);
  }

  /**
   * Reads a run from its journal, or one that was kept without a journal from its manifest.
   *
   * @throws BadRequest if there is neither
   */
  public static RecordedRun read(Path folder) throws IOException {
    RunDirectory directory = new RunDirectory(folder);
    if (!Files.exists(directory.journal()) && Files.isRegularFile(directory.manifest())) {
      return new RecordedRun(
          Json.read(directory.manifest(), RunManifest.class), directory, FilesByDigest.of(folder));
    }
    return new RecordedRun(ReadRun.of(directory).manifest(), directory);
  }

  /**
   * The pipeline file of this installation, else where the run had it; empty if neither is here.
   */
  public Optional<Path> pipelineFile(Path home) throws IOException {
    Path ours = home.resolve("stages").resolve(manifest.pipeline().name()).resolve("pipeline.yaml");
    if (Files.isRegularFile(ours)) {
      return Optional.of(ours);
    }
    return Files.exists(directory.journal())
        ? ReadRun.of(directory).pipelineFile(home)
        : Optional.empty();
  }

  /** Where a file of an artifact lies. */
  Path file(OutputEntry artifact, ArtifactFile file) {
    return directory.root().resolve(artifact.path()).resolve(file.path());
  }

  /**
   * How a file is not what its stage left; empty if it is, or if only its digest is kept.
   *
   * @throws IOException if it is there and cannot be read
   */
  Optional<String> fault(OutputEntry artifact, ArtifactFile file) throws IOException {
    Path path = file(artifact, file);
    if (Files.exists(path)) {
      return Sha256.of(path).equals(file.sha256())
          ? Optional.empty()
          : Optional.of(path + " was changed after its stage");
    }
    return byDigest.has(artifact, file)
        ? Optional.empty()
        : Optional.of(path + " is missing, which " + makerOf(artifact) + " left");
  }

  private String makerOf(OutputEntry artifact) {
    return manifest.stages().stream()
        .filter(entry -> entry.outputs().contains(artifact))
        .map(StageEntry::stage)
        .findFirst()
        .orElse("its stage");
  }

  /** The stages by id, in order. */
  Map<String, StageEntry> stages() {
    Map<String, StageEntry> stages = new TreeMap<>();
    manifest.stages().forEach(entry -> stages.put(entry.stage(), entry));
    return stages;
  }

  /** {@code config.resolved.json}; an empty object if it is not there. */
  JsonNode config() throws IOException {
    return Files.isRegularFile(directory.config())
        ? Json.read(directory.config())
        : NODES.objectNode();
  }

  /** Commit, uncommitted changes, pipeline file. */
  JsonNode code() {
    ObjectNode code = NODES.objectNode();
    code.set("git", Json.mapper().valueToTree(manifest.git()));
    code.set("pipeline", Json.mapper().valueToTree(manifest.pipeline()));
    return code;
  }

  /** {@code meta_env.json} of a stage; an empty object if it is not there. */
  JsonNode environment(String stage) throws IOException {
    Path file = directory.stage(stage).environment();
    return Files.isRegularFile(file) ? Json.read(file) : NODES.objectNode();
  }

  /** The inputs that came from outside the run: digest of each file, by stage and alias. */
  JsonNode inputs() {
    ObjectNode inputs = NODES.objectNode();
    for (StageEntry entry : stages().values()) {
      for (InputEntry input : entry.inputs()) {
        if (input.resolvedFrom() != RunManifest.ResolvedFrom.MANIFEST) {
          ObjectNode files = inputs.withObjectProperty(entry.stage()).putObject(input.alias());
          input.files().forEach(file -> files.put(file.path(), file.sha256()));
        }
      }
    }
    return inputs;
  }

  /**
   * What a stage says of itself, without times and paths: status, counts, messages, metrics. An
   * empty object if the stage has no summary.
   */
  JsonNode summary(String stage) throws IOException {
    Path file = directory.stage(stage).summary();
    ObjectNode told = NODES.objectNode();
    if (Files.isRegularFile(file)) {
      JsonNode summary = Json.read(file);
      for (String key : SummaryKeys.COMPARED) {
        if (summary.has(key)) {
          told.set(key, withoutPlaces(stage, summary.get(key)));
        }
      }
    }
    return told;
  }

  /** Messages name files; where the run and its inputs lie is not part of what they say. */
  private JsonNode withoutPlaces(String stage, JsonNode node) {
    if (node.isArray()) {
      ArrayNode items = NODES.arrayNode();
      node.forEach(item -> items.add(withoutPlaces(stage, item)));
      return items;
    }
    return node.isString() ? NODES.stringNode(withoutPlaces(stage, node.asString())) : node;
  }

  /** A message of a stage without the places where the run and the stage's inputs lie. */
  String withoutPlaces(String stage, String message) {
    String text = message.replace(directory.root().toString(), "{run}");
    StageEntry entry = stages().get(stage);
    for (InputEntry input : entry == null ? List.<InputEntry>of() : entry.inputs()) {
      if (Path.of(input.path()).isAbsolute()) {
        text = text.replace(input.path(), "{" + input.alias() + "}");
      }
    }
    return text;
  }
}
