package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.config.ConfigFile;
import org.colophon.config.Profile;
import org.colophon.config.RunConfig;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.document.NearestName;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.PipelineFile;
import org.colophon.pipeline.StageSpec;

/**
 * A request made concrete: every file read and checked, nothing written.
 *
 * @param given inputs from outside the run, by alias
 */
public record RunPlan(
    RunRequest request,
    RunDirectory directory,
    Pipeline pipeline,
    RunConfig config,
    Profile profile,
    SchemaCatalog catalog,
    List<StageSpec> stages,
    Map<String, Path> given) {

  public RunPlan {
    stages = List.copyOf(stages);
    given = Map.copyOf(given);
  }

  /**
   * Reads all that the request names.
   *
   * @throws BadRequest if something named on the command line does not exist or fit
   * @throws InvalidDocument if a config, pipeline, profile or schema file is broken
   */
  public static RunPlan of(RunRequest request, Installation installation) throws IOException {
    RunDirectory existing = RunDirectory.of(installation.runsDir(), request.experiment());
    Optional<ConfigFile> file = Optional.empty();
    if (request.config().isPresent()) {
      file = Optional.of(ConfigFile.read(request.config().get()));
    }
    Path pipelineFile = pipelineFile(request, file, existing, installation);
    if (!Files.isRegularFile(pipelineFile)) {
      throw new BadRequest("no such pipeline: " + pipelineFile + knownPipelines(installation));
    }
    Pipeline pipeline = PipelineFile.read(pipelineFile);
    RunConfig config = config(request, file, existing, pipeline);
    List<StageSpec> stages = pipeline.select(request.from(), request.to());
    Map<String, Path> given = givenBefore(existing, stages);
    RunDirectory directory = existing;
    if (request.as().isPresent()) {
      directory = RunDirectory.of(installation.runsDir(), request.as().get());
      given.putAll(Offshoot.inputs(existing, pipeline, config, stages));
      given.putAll(givenBefore(directory, stages));
    }
    given.putAll(file.map(ConfigFile::inputs).orElse(Map.of()));
    given.putAll(request.inputs());
    refuseUnknownAliases(given, pipeline);
    StageKeys.requireCode(stages, pipelineFile);
    refuseForcedElsewhere(request, pipeline, stages);
    return new RunPlan(
        request.as().map(request::named).orElse(request),
        directory,
        pipeline,
        config,
        Profile.read(installation.profile(request.profile())),
        catalog(pipeline),
        stages,
        given);
  }

  /**
   * A plan of exactly these stages, with a config that is resolved already. What the request says
   * of config, pipeline, stages and inputs is only for the audit log.
   */
  public static RunPlan exactly(
      RunRequest request,
      Pipeline pipeline,
      RunConfig config,
      List<StageSpec> stages,
      Map<String, Path> given,
      Installation installation)
      throws IOException {
    refuseUnknownAliases(given, pipeline);
    return new RunPlan(
        request,
        RunDirectory.of(installation.runsDir(), request.experiment()),
        pipeline,
        config,
        Profile.read(installation.profile(request.profile())),
        catalog(pipeline),
        stages,
        given);
  }

  /** The same with other inputs from outside. */
  public RunPlan withGiven(Map<String, Path> other) {
    return new RunPlan(request, directory, pipeline, config, profile, catalog, stages, other);
  }

  /** A run goes on with the inputs that it was given, but for those that it now makes itself. */
  private static Map<String, Path> givenBefore(RunDirectory directory, List<StageSpec> stages)
      throws IOException {
    Map<String, Path> given =
        new HashMap<>(ReadRun.find(directory).map(ReadRun::given).orElse(Map.of()));
    stages.forEach(stage -> given.keySet().removeAll(stage.outputs().keySet()));
    return given;
  }

  /** Ids of the stages that run in any case. */
  Set<String> forced() {
    return request.reuse().forced().stream()
        .map(stage -> pipeline.stage(stage).id())
        .collect(Collectors.toSet());
  }

  private static void refuseForcedElsewhere(
      RunRequest request, Pipeline pipeline, List<StageSpec> stages) {
    for (String stage : request.reuse().forced()) {
      if (!stages.contains(pipeline.stage(stage))) {
        throw new BadRequest(
            "--force " + stage + " is not between --from and --to; widen them or drop it");
      }
    }
  }

  private static Path pipelineFile(
      RunRequest request,
      Optional<ConfigFile> file,
      RunDirectory directory,
      Installation installation)
      throws IOException {
    if (request.pipeline().isPresent()) {
      return request.pipeline().get();
    }
    if (file.isPresent()) {
      return file.get().pipelineFile(installation.home());
    }
    if (Files.isRegularFile(directory.journal())) {
      return ReadRun.of(directory)
          .pipelineFile(installation.home())
          .orElseThrow(
              () -> new BadRequest("the pipeline file of this run is gone; give --pipeline"));
    }
    throw new BadRequest(
        "experiment "
            + request.experiment()
            + " does not exist in "
            + installation.runsDir()
            + "; give --config to begin it");
  }

  private static RunConfig config(
      RunRequest request, Optional<ConfigFile> file, RunDirectory directory, Pipeline pipeline)
      throws IOException {
    if (file.isPresent()) {
      return RunConfig.resolve(file.get(), request.sets(), request.seed(), pipeline);
    }
    if (!Files.isRegularFile(directory.config())) {
      throw new BadRequest("give --config: a pipeline alone does not say the parameters");
    }
    if (request.as().isPresent()) {
      return RunConfig.changed(directory.config(), request.sets(), request.seed(), pipeline);
    }
    if (!request.sets().isEmpty() || request.seed().isPresent()) {
      throw new BadRequest(
          "--set and --seed change the config of a run, which is fixed; add --as NAME to take the"
              + " changed config to a new run");
    }
    return RunConfig.read(directory.config());
  }

  private static void refuseUnknownAliases(Map<String, Path> given, Pipeline pipeline) {
    TreeSet<String> known = new TreeSet<>();
    pipeline.stages().forEach(stage -> known.addAll(stage.inputs().keySet()));
    for (String alias : new TreeSet<>(given.keySet())) {
      if (!known.contains(alias)) {
        throw new BadRequest(
            "no stage of pipeline "
                + pipeline.name()
                + " has an input "
                + alias
                + NearestName.hint(alias, known)
                + "; its inputs are "
                + String.join(", ", known));
      }
    }
  }

  /** The pipeline's schemas; each type that a stage names must have one. */
  private static SchemaCatalog catalog(Pipeline pipeline) throws IOException {
    SchemaCatalog catalog = PipelineRunner.catalog(pipeline.schemas());
    TreeSet<String> missing = new TreeSet<>();
    for (StageSpec stage : pipeline.stages()) {
      stage.inputs().values().stream()
          .map(StageSpec.Input::type)
          .filter(type -> catalog.find(type).isEmpty())
          .forEach(type -> missing.add(type.toString()));
      stage.outputs().values().stream()
          .flatMap(output -> FilePatterns.of(output).types().values().stream())
          .filter(type -> catalog.find(type).isEmpty())
          .forEach(type -> missing.add(type.toString()));
    }
    if (!missing.isEmpty()) {
      throw new InvalidDocument(
          "no schema for "
              + String.join(", ", missing)
              + " in "
              + pipeline.schemas()
              + "; add <Name>/<version>.schema.json there");
    }
    return catalog;
  }

  private static String knownPipelines(Installation installation) throws IOException {
    Path stages = installation.home().resolve("stages");
    if (!Files.isDirectory(stages)) {
      return "";
    }
    try (Stream<Path> folders = Files.list(stages)) {
      return "; there is "
          + folders
              .filter(folder -> Files.isRegularFile(folder.resolve("pipeline.yaml")))
              .map(folder -> String.valueOf(folder.getFileName()))
              .sorted()
              .collect(Collectors.joining(", "));
    }
  }
}
