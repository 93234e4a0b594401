package org.colophon.scaffold;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.BadRequest;

/** A pipeline of two stages that runs as it is, to be changed into another. */
public final class NewPipeline {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  private NewPipeline() {}

  /**
   * The files of a new pipeline.
   *
   * @param folder of the pipeline; its own name is the pipeline's
   * @param config of its first experiment
   * @throws BadRequest if the name cannot be a pipeline's
   */
  public static NewFiles of(Path folder, Path config, Language language) throws IOException {
    String name = String.valueOf(folder.getFileName());
    if (!NAME.matcher(name).matches()) {
      throw new BadRequest(
          "a pipeline's name is lower-case letters, digits and -, a letter first; was " + name);
    }
    NewFiles files =
        new NewFiles()
            .add(folder.resolve("pipeline.yaml"), pipeline(name, language))
            .add(folder.resolve("README.md"), readme(name))
            .add(folder.resolve("schemas/Numbers/0.1.schema.json"), SCHEMA)
            .add(folder.resolve("schemas/Numbers/0.1.example.json"), EXAMPLE)
            .add(folder.resolve("params/make.schema.json"), PARAMS)
            .add(config, config(folder, config));
    language.addTo(files, folder.resolve("01_make"), "make");
    language.addTo(files, folder.resolve("02_sum"), "sum");
    return files;
  }

  private static String pipeline(String name, Language language) {
    return """
    schema: pipeline/1.1
    pipeline: %s
    stages:
      - id: 01_make
        about: Make numbers.
        run: %s
        params: [make]
        outputs:
          numbers: { type: Numbers@0.1, files: "*.json" }
      - id: 02_sum
        about: Sum them.
        run: %s
        inputs: { numbers: Numbers@0.1 }
        outputs:
          total: { type: Numbers@0.1, files: total.json }
    """
        .formatted(name, language.run(), language.run());
  }

  private static String config(Path folder, Path config) {
    Path from = config.toAbsolutePath().normalize().resolveSibling("");
    Path file = folder.toAbsolutePath().normalize().resolve("pipeline.yaml");
    return """
    schema: config/1.0
    about: What the pipeline is tried on.
    pipeline: %s
    seed: 7
    params:
      make: { count: 3 }
    """
        // a string of JSON is one of YAML, whatever the folders are called
        .formatted(Json.line(from.relativize(file).toString()));
  }

  private static String readme(String name) {
    return """
    # %s

    What it does, what it does not show, and where its numbers come from.

    | stage | does | reads | makes |
    |---|---|---|---|
    | 01_make | makes numbers | | `numbers` |
    | 02_sum | sums them | `numbers` | `total` |
    """
        .formatted(name);
  }

  private static final String SCHEMA =
      """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Numbers 0.1",
        "description": "Whole numbers, without a unit.",
        "x-format": "json",
        "type": "object",
        "required": ["schema_name", "schema_version", "numbers"],
        "properties": {
          "schema_name": { "const": "Numbers" },
          "schema_version": { "const": "0.1" },
          "numbers": { "type": "array", "items": { "type": "integer" } }
        }
      }
      """;

  private static final String EXAMPLE =
      """
      { "schema_name": "Numbers", "schema_version": "0.1", "numbers": [1, 2, 3] }
      """;

  private static final String PARAMS =
      """
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "count": { "description": "How many numbers.", "type": "integer", "minimum": 1, "default": 3 }
        }
      }
      """;
}
