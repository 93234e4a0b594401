package org.colophon.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.colophon.artifact.ArtifactSchema;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.run.FilePatterns;
import org.colophon.run.RunPlan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as far as a control looks at it.
 *
 * @param documents published files as their format describes them, by alias and name: for JSON the
 *     document itself; the rows of a table stand under {@code table}
 */
public record FinishedRun(RunManifest manifest, Map<String, JsonNode> documents) {
  public FinishedRun {
    documents = Map.copyOf(documents);
  }

  /** Reads those of {@code files} that the run has published. */
  static FinishedRun read(RunPlan plan, RunManifest manifest, Set<String> files)
      throws IOException {
    Map<String, JsonNode> documents = new TreeMap<>();
    for (String file : files) {
      Optional<JsonNode> document = document(plan, manifest, file);
      document.ifPresent(json -> documents.put(file, json));
    }
    return new FinishedRun(manifest, documents);
  }

  public Optional<StageEntry> stage(String id) {
    return manifest.stages().stream().filter(entry -> entry.stage().equals(id)).findFirst();
  }

  public Optional<JsonNode> document(String file) {
    return Optional.ofNullable(documents.get(file));
  }

  private static Optional<JsonNode> document(RunPlan plan, RunManifest manifest, String file)
      throws IOException {
    String alias = aliasOf(file);
    String name = file.substring(alias.length() + 1);
    RunManifest.Published published = manifest.published().get(alias);
    Optional<ArtifactSchema> schema =
        plan.pipeline()
            .maker(alias)
            .flatMap(output -> FilePatterns.of(output).typeOf(name))
            .flatMap(plan.catalog()::find);
    if (published == null || schema.isEmpty()) {
      return Optional.empty();
    }
    Path path = plan.directory().root().resolve(published.output().path()).resolve(name);
    return Files.isRegularFile(path)
        ? Optional.of(described(path, schema.get().format()))
        : Optional.empty();
  }

  private static JsonNode described(Path path, ArtifactFormat format) throws IOException {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    JsonNode description = format.describe(path, (_, row) -> rows.add(row)).json();
    if (!rows.isEmpty() && description instanceof ObjectNode table) {
      table.set("table", rows);
    }
    return description;
  }

  /** The alias of {@code alias/name}. */
  static String aliasOf(String file) {
    return file.substring(0, file.indexOf('/'));
  }
}
