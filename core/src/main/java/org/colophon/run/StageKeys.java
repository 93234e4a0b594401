package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.artifact.ArtifactSchema;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.Sha256;
import org.colophon.config.RunConfig;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.contract.RunManifest.InputEntry;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.StageProgramRef;
import org.colophon.pipeline.StageSpec;
import org.colophon.provenance.Machine;
import org.colophon.reuse.CodeDigests;
import org.colophon.reuse.FileDigests;
import org.colophon.reuse.StageKey;

/**
 * What the outputs of each stage of a run depend on. The name of the experiment, places, times,
 * limits, processors and sandbox are no part of it, but for the image of a container: they are not
 * to change a stage's answer.
 */
final class StageKeys {
  private static final String ABSENT = "absent";

  private final Pipeline pipeline;
  private final RunConfig config;
  private final Installation installation;
  private final ToolVersions tools;
  private final SchemaCatalog catalog;
  private final FileDigests digests;
  private final CodeDigests code;
  private final Optional<String> image;

  StageKeys(RunPlan plan, Installation installation, ToolVersions tools, FileDigests digests) {
    this.pipeline = plan.pipeline();
    this.config = plan.config();
    this.catalog = plan.catalog();
    this.installation = installation;
    this.tools = tools;
    this.digests = digests;
    this.image = plan.profile().image();
    this.code = new CodeDigests(pipeline.folder(), digests);
  }

  /**
   * Refuses stages whose code is declared and not there: their key would say nothing.
   *
   * @throws InvalidDocument naming stage and path
   */
  static void requireCode(List<StageSpec> stages, Path pipelineFile) {
    for (StageSpec stage : stages) {
      for (Path path : stage.code()) {
        if (!Files.exists(path)) {
          throw new InvalidDocument(
              pipelineFile
                  + ": the code of "
                  + stage.id()
                  + " is not there: "
                  + path
                  + "; correct `code`");
        }
      }
    }
  }

  StageKey of(StageSpec stage, List<InputEntry> inputs) throws IOException {
    Map<String, String> parts = new TreeMap<>();
    parts.put("pipeline", pipeline.name());
    parts.put("stage", stage.id());
    parts.put("seed", Long.toString(config.seed()));
    parts.put("summary", stage.summary().name().toLowerCase(Locale.ROOT));
    parts.put("network", stage.network().text());
    // by name: a value, or anything made from it, could be guessed from the key
    stage.secrets().forEach(name -> parts.put("secret " + name, "declared"));
    parts.put("environment arch", installation.machine().arch());
    parts.put("environment os", family(installation.machine()));
    image.ifPresent(it -> parts.put("image", it));
    stage.foreach().ifPresent(each -> parts.put("foreach", each.text()));
    program(stage, parts);
    code.of(code(stage)).forEach((name, sha256) -> parts.put("code " + name, sha256));
    for (Path path : stage.reads()) {
      parts.put("reads " + code.name(path), Files.exists(path) ? code.whole(path) : ABSENT);
    }
    config.values(stage.params()).forEach((name, value) -> parts.put("param " + name, value));
    inputs.forEach(
        input -> parts.put("input " + input.alias(), input.type() + " " + input.sha256()));
    for (Map.Entry<String, StageSpec.Output> output : stage.outputs().entrySet()) {
      parts.put("output " + output.getKey(), declared(output.getValue()));
      for (ArtifactType type : FilePatterns.of(output.getValue()).types().values()) {
        parts.put("schema " + type, schema(type));
      }
    }
    return new StageKey(parts);
  }

  private void program(StageSpec stage, Map<String, String> parts) throws IOException {
    switch (stage.program()) {
      case StageProgramRef.JavaMain(String mainClass) -> {
        parts.put("command", Json.line(List.of("java", mainClass)));
        parts.put("tool java", installation.machine().java());
        tools.of(stage, "java").forEach((name, version) -> parts.put("tool " + name, version));
      }
      case StageProgramRef.Program(List<String> argv) -> {
        parts.put("command", Json.line(argv));
        String named =
            argv.getFirst().replace("{code}", pipeline.folder().resolve(stage.id()).toString());
        Optional<Path> found = ProgramPath.resolve(named, installation.pathFolders());
        parts.put("program", found.isPresent() ? digests.of(found.get()) : ABSENT);
        tools
            .of(stage, found.map(Path::toString).orElse(named))
            .forEach((name, version) -> parts.put("tool " + name, version));
      }
    }
  }

  /** What is declared, else the stage's own folder, or for a Java stage the jar. */
  private List<Path> code(StageSpec stage) {
    if (!stage.code().isEmpty()) {
      return stage.code();
    }
    return switch (stage.program()) {
      case StageProgramRef.JavaMain _ -> List.of(pipeline.java().orElseThrow().jar());
      case StageProgramRef.Program _ ->
          Optional.of(pipeline.folder().resolve(stage.id())).filter(Files::exists).stream()
              .toList();
    };
  }

  /** What the outputs were found good by; one that is still being written changes. */
  private String schema(ArtifactType type) throws IOException {
    Optional<ArtifactSchema> schema = catalog.find(type);
    return schema.isPresent() ? Sha256.of(Json.line(schema.get().json())) : ABSENT;
  }

  private static String declared(StageSpec.Output output) {
    List<String> also = new ArrayList<>();
    for (Map.Entry<String, ArtifactType> companion : output.also().entrySet()) {
      also.add(companion.getKey() + " " + companion.getValue());
    }
    return output.type()
        + " "
        + output.files()
        + (also.isEmpty() ? "" : ", also " + String.join(", ", also))
        + (output.optional() ? ", optional" : "");
  }

  private static String family(Machine machine) {
    return machine.kernel().split(" ", 2)[0];
  }
}
