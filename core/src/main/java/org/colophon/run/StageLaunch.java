package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.colophon.config.RunConfig;
import org.colophon.contract.StageContext;
import org.colophon.items.Item;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.StageProgramRef;
import org.colophon.pipeline.StageSpec;
import org.colophon.process.Command;
import org.colophon.sandbox.SandboxPolicy;
import org.colophon.sandbox.Variables;
import tools.jackson.databind.JsonNode;

/**
 * Everything that is decided about one attempt before anything of it runs: context, command and
 * policy. Builds values only.
 */
final class StageLaunch {
  /** 1980-01-01, the first date that a zip archive can hold: files made from it are the same. */
  private static final String SOURCE_DATE_EPOCH = "315532800";

  private static final String GPUS = "CUDA_VISIBLE_DEVICES";

  private final Pipeline pipeline;
  private final StageSpec stage;
  private final RunDirectory run;
  private final StageFolder attempt;
  private final List<AdmittedInput> inputs;
  private final Installation installation;
  private final StageLimits limits;
  private final Optional<Item> item;

  StageLaunch(
      Pipeline pipeline,
      StageSpec stage,
      RunDirectory run,
      StageFolder attempt,
      List<AdmittedInput> inputs,
      Installation installation,
      StageLimits limits) {
    this(pipeline, stage, run, attempt, inputs, installation, limits, Optional.empty());
  }

  /**
   * Of one item of the stage.
   *
   * @param attempt the item's own folder
   * @param inputs all of the stage's; the item is shown itself alone of the one that has it
   */
  StageLaunch(
      Pipeline pipeline,
      StageSpec stage,
      RunDirectory run,
      StageFolder attempt,
      List<AdmittedInput> inputs,
      Installation installation,
      StageLimits limits,
      Optional<Item> item) {
    String ofItems = item.isPresent() ? stage.foreach().orElseThrow().input() : "";
    this.pipeline = pipeline;
    this.stage = stage;
    this.run = run;
    this.attempt = attempt;
    this.inputs = inputs.stream().filter(input -> !input.entry().alias().equals(ofItems)).toList();
    this.installation = installation;
    this.limits = limits;
    this.item = item;
  }

  /** What the stage is given to read as {@code STAGE_CONTEXT}. */
  StageContext context(String experiment, String attemptId, RunConfig config, String gitSha) {
    Map<String, StageContext.Input> given = new LinkedHashMap<>();
    for (AdmittedInput input : inputs) {
      given.put(
          input.entry().alias(),
          new StageContext.Input(
              input.entry().type(),
              input.folder(),
              input.entry().sha256(),
              input.entry().files().stream().map(file -> file.path()).toList()));
    }
    Map<String, StageContext.Output> wanted = new LinkedHashMap<>();
    stage
        .outputs()
        .forEach((alias, output) ->
            wanted.put(
                alias, new StageContext.Output(output.type().toString(), attempt.output(alias))));
    return new StageContext(
        StageContext.SCHEMA_NAME,
        StageContext.SCHEMA_VERSION,
        stage.id(),
        experiment,
        pipeline.name(),
        attemptId,
        config.seed(),
        gitSha,
        config.sections(stage.params()),
        given,
        wanted,
        new StageContext.Limits(stage.limits().wallTime().toSeconds()),
        item.map(StageLaunch::given).orElse(null));
  }

  private static StageContext.Item given(Item item) {
    return switch (item.content()) {
      case Item.Content.Row(JsonNode value) -> new StageContext.Item(item.key(), value, null);
      case Item.Content.OneFile file -> new StageContext.Item(item.key(), null, file.path());
    };
  }

  /**
   * The stage's own command, not yet confined.
   *
   * @param gpus that it may use; empty where the profile knows of none
   */
  Command command(String experiment, long seed, Optional<List<String>> gpus) {
    Map<String, String> environment = environment(experiment, seed);
    gpus.ifPresent(ids -> environment.put(GPUS, String.join(",", ids)));
    return new Command(argv(experiment), attempt.root(), environment).markedBy("STAGE_DIR");
  }

  /** The folders that the stage may touch; the context lies in the writable one. */
  SandboxPolicy policy(Command command) throws IOException {
    TreeSet<Path> readable = new TreeSet<>(stage.reads());
    inputs.forEach(input -> readable.addAll(input.readable()));
    readable.addAll(ofItem());
    readable.addAll(code());
    Path userHome = Path.of(installation.environment().getOrDefault("HOME", "/"));
    Optional<Path> program = ProgramPath.resolve(command.program(), installation.pathFolders());
    if (program.isPresent()) {
      readable.addAll(ProgramPath.installation(program.get(), userHome));
    }
    return new SandboxPolicy(
            List.copyOf(readable),
            List.of(attempt.root()),
            limits.network().network(),
            stage.programs().only().map(names -> programs(names, program)),
            stage.programs().written(),
            limits.bySandbox())
        .seeing(variables())
        .using(limits.deviceFiles(gpus(command)));
  }

  private List<Path> ofItem() throws IOException {
    if (item.isPresent() && item.get().content() instanceof Item.Content.OneFile file) {
      return List.of(file.path(), file.path().toRealPath());
    }
    return List.of();
  }

  /** The devices that the command was given, which it is told of by a variable. */
  private static List<String> gpus(Command command) {
    String ids = command.environment().getOrDefault(GPUS, "");
    return ids.isEmpty() ? List.of() : List.of(ids.split(",", -1));
  }

  /** Those that are not installed are left out, as everywhere on this machine. */
  private List<Path> programs(List<String> names, Optional<Path> own) {
    List<Path> files = new ArrayList<>(own.stream().toList());
    names.forEach(
        name -> ProgramPath.resolve(name, installation.pathFolders()).ifPresent(files::add));
    return files;
  }

  /** Files and folders that the stage's code consists of; they exist. */
  List<Path> code() {
    List<Path> code = new ArrayList<>(stage.code());
    switch (stage.program()) {
      case StageProgramRef.Program _ -> code.add(codeFolder());
      case StageProgramRef.JavaMain _ -> {
        code.add(installation.javaHome());
        code.add(pipeline.schemas());
        pipeline
            .java()
            .ifPresent(java -> {
              code.add(java.jar());
              code.add(java.jar().resolveSibling("lib"));
              java.aot().ifPresent(code::add);
            });
      }
    }
    return code.stream().filter(Files::exists).toList();
  }

  private List<String> argv(String experiment) {
    return switch (stage.program()) {
      case StageProgramRef.Program(List<String> words) -> program(words, experiment);
      case StageProgramRef.JavaMain(String mainClass) -> java(mainClass, experiment);
    };
  }

  /** The program is looked up here, so that the manifest names the very file that ran. */
  private List<String> program(List<String> words, String experiment) {
    List<String> argv = new ArrayList<>();
    for (String word : words) {
      argv.add(
          word.replace("{experiment}", experiment)
              .replace("{stage_dir}", attempt.root().toString())
              .replace("{code}", codeFolder().toString()));
    }
    String named = argv.getFirst();
    argv.set(
        0,
        ProgramPath.resolve(named, installation.pathFolders()).map(Path::toString).orElse(named));
    return argv;
  }

  private List<String> java(String mainClass, String experiment) {
    List<String> argv =
        new ArrayList<>(JavaLaunch.argv(pipeline.java().orElseThrow(), mainClass, installation));
    argv.addAll(List.of("--experiment", experiment));
    return argv;
  }

  private Path codeFolder() {
    return pipeline.folder().resolve(stage.id());
  }

  private Variables variables() {
    Set<String> plain = new TreeSet<>(environment("", 0).keySet());
    plain.add(GPUS);
    return new Variables(plain, Set.copyOf(stage.secrets()));
  }

  private Map<String, String> environment(String experiment, long seed) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", installation.path());
    environment.put("EXPERIMENT", experiment);
    environment.put("RUN_DIR", run.root().toString());
    environment.put("STAGE_DIR", attempt.root().toString());
    environment.put("STAGE_CONTEXT", attempt.inputs().toString());
    environment.put("SEED", Long.toString(seed));
    environment.put("PYTHONHASHSEED", Long.toString(seed % 4294967296L));
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    environment.put("PYTHONUNBUFFERED", "1");
    environment.put("TZ", "UTC");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("SOURCE_DATE_EPOCH", SOURCE_DATE_EPOCH);
    environment.put("HOME", "/tmp");
    item.ifPresent(it -> {
      environment.put("ITEM_KEY", it.key());
      if (it.content() instanceof Item.Content.OneFile file) {
        environment.put("ITEM_FILE", file.path().toString());
      }
    });
    return environment;
  }
}
