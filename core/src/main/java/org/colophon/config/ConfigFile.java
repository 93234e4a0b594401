package org.colophon.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.document.Document;
import org.colophon.document.DocumentSchema;
import tools.jackson.databind.JsonNode;

/** The config file of one experiment, as the user wrote it (YAML or JSON). */
public record ConfigFile(Path path, Document document) {
  static final String FORMAT = "config/1.0";
  static final DocumentSchema SCHEMA = DocumentSchema.builtIn("config-1.0.schema.json");

  /**
   * Reads the file; its keys are checked when it is resolved, together with {@code --set}.
   *
   * @throws InvalidDocument if it cannot be parsed or names no pipeline
   */
  public static ConfigFile read(Path path) throws IOException {
    Document document = Document.read(path);
    if (!document.root().path("pipeline").isString()) {
      SCHEMA.require(document);
    }
    return new ConfigFile(path, document);
  }

  /**
   * The pipeline file that it names: {@code <home>/stages/<name>/pipeline.yaml}, or a path relative
   * to this file if it ends in {@code .yaml}.
   */
  public Path pipelineFile(Path home) {
    String name = document.root().get("pipeline").asString();
    return name.endsWith(".yaml")
        ? beside("/pipeline", name)
        : home.resolve("stages").resolve(document.path("/pipeline", name)).resolve("pipeline.yaml");
  }

  /** Inputs from outside the run, by alias; relative paths are relative to this file. */
  public Map<String, Path> inputs() {
    Map<String, Path> inputs = new LinkedHashMap<>();
    document
        .root()
        .path("inputs")
        .properties()
        .forEach(input ->
            inputs.put(
                input.getKey(),
                input("/inputs/" + input.getKey(), input.getValue()).toAbsolutePath().normalize()));
    return inputs;
  }

  private Path input(String pointer, JsonNode path) {
    if (!path.isString()) {
      throw new InvalidDocument(
          document.place(pointer) + ": an input is the path of a file or folder");
    }
    return beside(pointer, path.asString());
  }

  private Path beside(String pointer, String name) {
    return path.resolveSibling(document.path(pointer, name));
  }
}
