package org.colophon.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.colophon.config.ConfigFile;
import org.colophon.config.RunConfig;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.PipelineException.MissingInput;
import org.colophon.document.Document;
import org.colophon.document.DocumentSchema;
import org.colophon.document.NearestName;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.PipelineFile;
import org.colophon.pipeline.StageSpec;
import org.colophon.run.ExperimentName;
import org.colophon.run.Installation;
import org.colophon.run.RunPlan;
import org.colophon.run.RunRequest;
import tools.jackson.databind.JsonNode;

/**
 * A run that is kept to be made again: a folder with {@code golden.yaml}, a config, and under
 * {@code run/} what the run left, normalised.
 *
 * @param folder named after the golden run, absolute
 * @param stages by number or id, in order
 */
public record Golden(Path folder, String about, Path config, List<String> stages) {
  private static final String FILE = "golden.yaml";
  private static final DocumentSchema SCHEMA = DocumentSchema.builtIn("golden-1.0.schema.json");

  public Golden {
    stages = List.copyOf(stages);
  }

  /**
   * Reads a {@code golden.yaml}; its folder is the golden run.
   *
   * @throws org.colophon.contract.PipelineException.InvalidDocument if its file is none
   */
  public static Golden read(Path file) throws IOException {
    Document document = Document.read(file);
    SCHEMA.require(document);
    JsonNode root = document.root();
    List<String> stages = new ArrayList<>();
    root.get("stages").forEach(stage -> stages.add(stage.asString()));
    Path absolute = file.toAbsolutePath().resolveSibling("").normalize();
    return new Golden(
        absolute,
        root.get("about").asString(),
        absolute.resolve(document.path("/config", root.get("config").asString())).normalize(),
        stages);
  }

  /**
   * The golden runs of those names in a folder of them, all if no name is given.
   *
   * @throws BadRequest if there is none, or none of a name
   */
  public static List<Golden> in(Path folder, List<String> names) throws IOException {
    List<String> there = names(folder);
    if (there.isEmpty()) {
      throw new BadRequest(
          "there is no golden run in " + folder + "; each is a folder with a " + FILE);
    }
    List<Golden> found = new ArrayList<>();
    for (String name : names.isEmpty() ? there : names) {
      if (!there.contains(name)) {
        throw new BadRequest(
            "no golden run "
                + name
                + NearestName.hint(name, there)
                + "; there are "
                + String.join(", ", there));
      }
      found.add(read(folder.resolve(name).resolve(FILE)));
    }
    return found;
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.isRegularFile(entry.resolve(FILE)))
          .map(entry -> String.valueOf(entry.getFileName()))
          .sorted()
          .toList();
    }
  }

  public String name() {
    return String.valueOf(folder.getFileName());
  }

  /** Where the normalised run is kept. */
  public Path kept() {
    return folder.resolve("run");
  }

  public boolean isRecorded() {
    return Files.isDirectory(kept());
  }

  /**
   * The run as it is kept.
   *
   * @throws MissingInput if it was never recorded
   */
  public RecordedRun recorded() throws IOException {
    if (!isRecorded()) {
      throw new MissingInput(
          "golden run " + name() + " was never recorded; run: golden update " + name());
    }
    return RecordedRun.read(kept());
  }

  /** The pipeline that its config names. */
  public Pipeline pipeline(Path home) throws IOException {
    return PipelineFile.read(ConfigFile.read(config).pipelineFile(home));
  }

  /** How it is made again in the runs folder of {@code installation}. */
  public RunPlan plan(Installation installation, String profile) throws IOException {
    ConfigFile file = ConfigFile.read(config);
    Pipeline pipeline = pipeline(installation.home());
    List<StageSpec> selected = stages.stream().map(pipeline::stage).toList();
    RunRequest request =
        RunRequest.ofCommand(new ExperimentName(name()), profile, List.of("golden", name()));
    return RunPlan.exactly(
        request,
        pipeline,
        RunConfig.resolve(file, List.of(), OptionalLong.empty(), pipeline),
        selected,
        file.inputs(),
        installation);
  }
}
