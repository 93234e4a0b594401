package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.artifact.ArtifactSchema;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.document.NearestName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --pipeline}, of every command that looks types up. */
final class TypesOption {
  @Option(
      names = "--pipeline",
      paramLabel = "PIPELINE",
      description =
          "Where types are looked up: a folder under stages/, or a pipeline file"
              + " (default: all under stages/).")
  private @Nullable String pipeline;

  SchemaCatalog catalog(Surroundings surroundings) throws IOException {
    return SchemaCatalog.open(
        pipeline == null
            ? everywhere(surroundings.home().resolve("stages"))
            : List.of(Place.pipeline(pipeline, surroundings).schemas()));
  }

  /**
   * The type of that name; the newest version where none is given.
   *
   * @throws BadRequest if there is none
   */
  ArtifactSchema find(String name, Surroundings surroundings) throws IOException {
    List<ArtifactSchema> schemas = catalog(surroundings).schemas();
    return schemas.stream()
        .filter(
            schema -> schema.type().toString().equals(name) || schema.type().name().equals(name))
        .reduce((older, newer) -> newer)
        .orElseThrow(() -> {
          List<String> names = schemas.stream().map(schema -> schema.type().toString()).toList();
          return new BadRequest(
              "no artifact type "
                  + name
                  + NearestName.hint(name, names)
                  + (pipeline == null ? "; --pipeline FILE says where else to look" : ""));
        });
  }

  private static List<Path> everywhere(Path stages) throws IOException {
    if (!Files.isDirectory(stages)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(stages)) {
      return folders
          .map(folder -> folder.resolve("schemas"))
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    }
  }
}
