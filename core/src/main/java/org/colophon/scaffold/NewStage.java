package org.colophon.scaffold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.colophon.artifact.ArtifactType;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.contract.WholeFile;
import org.colophon.document.BackedUpFile;
import org.colophon.document.NearestName;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.PipelineFile;
import org.colophon.pipeline.StageSpec;

/**
 * A stage at the end of a pipeline.
 *
 * @param id such as {@code 03_plot}
 * @param inputs aliases that earlier stages make
 * @param outputs types by alias
 */
public record NewStage(
    String id, Language language, List<String> inputs, Map<String, ArtifactType> outputs) {
  private static final Pattern ID = Pattern.compile("[0-9]{2}_[a-z0-9_]{1,60}");

  public NewStage {
    inputs = List.copyOf(inputs);
    outputs = Map.copyOf(outputs);
    if (!ID.matcher(id).matches()) {
      throw new BadRequest(
          "a stage's id is two digits, _ and lower-case letters, such as 03_plot; was " + id);
    }
  }

  /**
   * What was done.
   *
   * @param backup the pipeline file as it was
   */
  public record Added(List<Path> files, Path backup) {
    public Added {
      files = List.copyOf(files);
    }
  }

  /**
   * Makes the stage's program and adds its entry to the pipeline file, whose other text stays as it
   * is.
   *
   * @throws BadRequest if the stage cannot stand at the end of this pipeline; nothing was changed
   */
  public Added addTo(Path pipelineFile, Instant now) throws IOException {
    Pipeline pipeline = PipelineFile.read(pipelineFile);
    String last = pipeline.stages().getLast().id();
    if (id.compareTo(last) <= 0) {
      throw new BadRequest(
          "stages are in order, and the last is " + last + "; take a later number");
    }
    NewFiles files = new NewFiles();
    language.addTo(files, pipeline.folder().resolve(id), "stage");
    String before = Files.readString(pipelineFile);
    String after = (before.endsWith("\n") ? before : before + "\n") + entry(pipeline);
    check(pipelineFile, after);
    files.write();
    return new Added(files.paths(), BackedUpFile.replace(pipelineFile, after, now));
  }

  private String entry(Pipeline pipeline) {
    StringBuilder entry =
        new StringBuilder("  - id: " + id + "\n    run: " + language.run() + "\n");
    if (!inputs.isEmpty()) {
      entry.append("    inputs:\n");
      inputs.forEach(
          alias -> entry.append("      " + alias + ": " + typeOf(alias, pipeline) + "\n"));
    }
    if (!outputs.isEmpty()) {
      entry.append("    outputs:\n");
      new TreeMap<>(outputs)
          .forEach((alias, type) ->
              entry.append("      " + alias + ": { type: " + type + ", files: \"*\" }\n"));
    }
    return entry.toString();
  }

  private static ArtifactType typeOf(String alias, Pipeline pipeline) {
    Map<String, ArtifactType> made = new TreeMap<>();
    for (StageSpec stage : pipeline.stages()) {
      stage.outputs().forEach((name, output) -> made.put(name, output.type()));
    }
    ArtifactType type = made.get(alias);
    if (type == null) {
      throw new BadRequest("no stage makes " + alias + NearestName.hint(alias, made.keySet()));
    }
    return type;
  }

  /** The new text is read as a pipeline, beside the old one, before anything is changed. */
  private void check(Path pipelineFile, String text) throws IOException {
    Path trial = pipelineFile.resolveSibling("." + pipelineFile.getFileName() + ".new.yaml");
    try {
      WholeFile.write(trial, text);
      PipelineFile.read(trial);
    } catch (InvalidDocument e) {
      throw new BadRequest(
          "the stage cannot be added at the end of "
              + pipelineFile
              + "; add it by hand:\n"
              + entry(PipelineFile.read(pipelineFile))
              + e.getMessage());
    } finally {
      Files.deleteIfExists(trial);
    }
  }
}
