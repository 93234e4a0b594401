package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.colophon.config.Profile;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.contract.PipelineException.MissingInput;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.StageSpec;
import org.colophon.secret.Redaction;
import org.colophon.secret.Secret;
import org.colophon.vault.Vault;

/**
 * The secrets of one invocation, found before anything starts. A stage gets those that it declares;
 * what any stage prints or writes is held against all of them, since one may hand them to another.
 */
final class RunSecrets {
  static final RunSecrets NONE = new RunSecrets(Map.of(), Redaction.NONE);

  private final Map<String, Secret> secrets;
  private final Redaction redaction;

  private RunSecrets(Map<String, Secret> secrets, Redaction redaction) {
    this.secrets = secrets;
    this.redaction = redaction;
  }

  /**
   * The secrets of a plan's stages.
   *
   * @throws MissingInput if one has no value
   * @throws InvalidDocument if a value stands where the run would write it down, or where a stage
   *     could read those of others
   */
  static RunSecrets of(RunPlan plan, Installation installation) throws IOException {
    RunSecrets secrets =
        of(
            plan.pipeline(),
            plan.stages(),
            configFile(plan.request().config(), plan.directory()),
            plan.profile(),
            installation);
    if (secrets == NONE) {
      return NONE;
    }
    secrets.refuseWrittenDown("the config", plan.config().text());
    secrets.refuseWrittenDown(
        "the command line", String.join("\n", plan.request().arguments()) + plan.given());
    secrets.refuseWrittenDown("the path of the run", plan.directory().root().toString());
    for (StageSpec stage : plan.stages()) {
      secrets.refuseWrittenDown("stage " + stage.id() + " of the pipeline file", stage.toString());
    }
    return secrets;
  }

  /** The secrets of one stage of an existing run. */
  static RunSecrets of(
      RunDirectory run,
      Pipeline pipeline,
      StageSpec stage,
      Profile profile,
      Installation installation)
      throws IOException {
    return of(pipeline, List.of(stage), configFile(Optional.empty(), run), profile, installation);
  }

  private static RunSecrets of(
      Pipeline pipeline,
      List<StageSpec> stages,
      Optional<Path> config,
      Profile profile,
      Installation installation)
      throws IOException {
    if (stages.stream().allMatch(stage -> stage.secrets().isEmpty())) {
      return NONE;
    }
    Vault vault =
        Vault.open(
            profile.secrets(),
            config.map(file -> file.toAbsolutePath().resolveSibling(".env")),
            installation.environment());
    refuseReadable(vault.file(), pipeline, stages);
    Map<String, Secret> secrets = new LinkedHashMap<>();
    for (StageSpec stage : stages) {
      for (String name : stage.secrets()) {
        if (!secrets.containsKey(name)) {
          secrets.put(name, vault.secret(name, stage.id()));
        }
      }
    }
    return new RunSecrets(secrets, Redaction.of(new ArrayList<>(secrets.values())));
  }

  /** What takes all of them out. */
  Redaction redaction() {
    return redaction;
  }

  /** Those that a stage declares, as variables. */
  Map<String, String> of(StageSpec stage) {
    Map<String, String> variables = new TreeMap<>();
    for (String name : stage.secrets()) {
      variables.put(name, Objects.requireNonNull(secrets.get(name)).value());
    }
    return variables;
  }

  /** The config file that is given, or that the run was last begun with. */
  private static Optional<Path> configFile(Optional<Path> given, RunDirectory run)
      throws IOException {
    if (given.isPresent()) {
      return given;
    }
    Optional<ReadRun> before = ReadRun.find(run);
    List<String> arguments = before.map(ReadRun::arguments).orElse(List.of());
    int option = arguments.indexOf("--config");
    return option >= 0 && option + 1 < arguments.size()
        ? Optional.of(Path.of(arguments.get(option + 1))).filter(Files::isRegularFile)
        : Optional.empty();
  }

  private void refuseWrittenDown(String where, String text) {
    Set<String> names = redaction.namesIn(text);
    if (!names.isEmpty()) {
      throw new InvalidDocument(
          "the value of secret "
              + String.join(", ", names)
              + " stands in "
              + where
              + ", which a run writes down; remove it there");
    }
  }

  private static void refuseReadable(
      Optional<Path> file, Pipeline pipeline, List<StageSpec> stages) {
    if (file.isEmpty()) {
      return;
    }
    Path secrets = file.get().normalize();
    for (StageSpec stage : stages) {
      List<Path> readable = new ArrayList<>(stage.reads());
      readable.add(pipeline.folder().resolve(stage.id()));
      for (Path folder : readable) {
        if (secrets.startsWith(folder)) {
          throw new InvalidDocument(
              secrets + " lies in " + folder + ", which " + stage.id() + " may read; move it");
        }
      }
    }
  }
}
