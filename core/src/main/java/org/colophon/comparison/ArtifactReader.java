package org.colophon.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.artifact.ArtifactSchema;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.format.FileValues;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.PipelineFile;
import org.colophon.run.FilePatterns;
import tools.jackson.databind.JsonNode;

/**
 * Knows the type and format of the files of artifacts from the pipeline that makes them. Without a
 * pipeline it knows none, and files are compared by their bytes.
 */
public final class ArtifactReader {
  private final Optional<Pipeline> pipeline;
  private final SchemaCatalog catalog;
  private final Tolerances tolerances;

  private ArtifactReader(
      Optional<Pipeline> pipeline, SchemaCatalog catalog, Tolerances tolerances) {
    this.pipeline = pipeline;
    this.catalog = catalog;
    this.tolerances = tolerances;
  }

  /** Reads with the schemas and tolerances of a pipeline. */
  public static ArtifactReader of(Pipeline pipeline) throws IOException {
    List<Path> schemas =
        Files.isDirectory(pipeline.schemas()) ? List.of(pipeline.schemas()) : List.of();
    return new ArtifactReader(
        Optional.of(pipeline), SchemaCatalog.open(schemas), Tolerances.of(pipeline));
  }

  /** Reads nothing: every file is its bytes. */
  public static ArtifactReader ofBytes() throws IOException {
    return new ArtifactReader(Optional.empty(), SchemaCatalog.open(List.of()), Tolerances.NONE);
  }

  /** Reads with the pipeline of a run, if its file is here. */
  public static ArtifactReader of(RecordedRun run, Path home) throws IOException {
    Optional<Path> file = run.pipelineFile(home);
    return file.isPresent() ? of(PipelineFile.read(file.get())) : ofBytes();
  }

  /** Whether it can name values, or only compare bytes. */
  public boolean knowsTypes() {
    return pipeline.isPresent();
  }

  Tolerances tolerances() {
    return tolerances;
  }

  /** The type of a file of an artifact: its own or that of a companion. */
  String typeOf(OutputEntry artifact, String file) {
    return pipeline
        .flatMap(found -> found.maker(artifact.alias()))
        .flatMap(made -> FilePatterns.of(made).typeOf(file))
        .map(ArtifactType::toString)
        .orElse(artifact.type());
  }

  /** The values of a file of that type; empty if it has none that can be named. */
  Optional<JsonNode> values(String type, Path file) throws IOException {
    Optional<ArtifactSchema> schema = catalog.find(ArtifactType.parse(type));
    return schema.isPresent() ? FileValues.of(schema.get().format(), file) : Optional.empty();
  }
}
