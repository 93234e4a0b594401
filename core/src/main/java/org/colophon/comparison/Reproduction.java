package org.colophon.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.Sha256;
import org.colophon.config.RunConfig;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.RunManifest.Disposition;
import org.colophon.contract.RunManifest.InputEntry;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.Published;
import org.colophon.contract.RunManifest.ResolvedFrom;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.document.NearestName;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.PipelineFile;
import org.colophon.pipeline.StageSpec;
import org.colophon.run.ArtifactGate;
import org.colophon.run.ExperimentName;
import org.colophon.run.FreshRun;
import org.colophon.run.Installation;
import org.colophon.run.ReadRun;
import org.colophon.run.RunDirectory;
import org.colophon.run.RunPlan;
import org.colophon.run.RunRequest;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A run made again from what its own folder says, wherever that folder came from. Reads the
 * original and never writes to it.
 */
public final class Reproduction {
  private final ReadRun original;
  private final RecordedRun recorded;
  private final Pipeline pipeline;
  private final Request request;
  private final Installation installation;
  private final List<String> obstacles = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private Reproduction(
      ReadRun original, Pipeline pipeline, Request request, Installation installation) {
    this.original = original;
    this.recorded = new RecordedRun(original.manifest(), original.directory());
    this.pipeline = pipeline;
    this.request = request;
    this.installation = installation;
  }

  /**
   * What is to be made again.
   *
   * @param run folder of the original
   * @param as name of the new experiment; it must not exist
   * @param inputs where inputs from outside lie now, by alias
   * @param pipeline file to use instead of the one of this installation
   */
  public record Request(
      Path run,
      ExperimentName as,
      Map<String, Path> inputs,
      Optional<Path> pipeline,
      String profile,
      List<String> arguments) {
    public Request {
      inputs = Map.copyOf(inputs);
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * What can be done.
   *
   * @param obstacles why it cannot be made again; if there is one, there are no plans
   * @param remarks what will not be as it was, and what was taken over instead of made
   * @param plans one for each invocation that is needed
   * @param taken stages whose outputs are taken as they are
   */
  public record Plan(
      List<String> obstacles, List<String> remarks, List<RunPlan> plans, Set<String> taken) {
    public Plan {
      obstacles = List.copyOf(obstacles);
      remarks = List.copyOf(remarks);
      plans = List.copyOf(plans);
      taken = Set.copyOf(taken);
    }
  }

  /**
   * How it came out.
   *
   * @param sameRunDigest whether every recorded byte and digest is the same
   * @param notReproduced what is not as it was, and why
   */
  public record Outcome(
      String original,
      String experiment,
      boolean sameVerdict,
      boolean sameRunDigest,
      List<String> notReproduced,
      RunComparison comparison) {
    public Outcome {
      notReproduced = List.copyOf(notReproduced);
    }
  }

  /**
   * Opens a run for reproduction.
   *
   * @throws BadRequest if there is no run, its pipeline is not here, the new name is taken, or an
   *     input is given that the run did not have from outside
   */
  public static Reproduction of(Request request, Installation installation) throws IOException {
    ReadRun original = ReadRun.of(new RunDirectory(request.run()));
    RunDirectory fresh = RunDirectory.of(installation.runsDir(), request.as());
    if (Files.exists(fresh.root())) {
      throw new BadRequest(fresh.root() + " exists; take another name with --as");
    }
    if (fresh.root().startsWith(original.directory().root())) {
      throw new BadRequest(fresh.root() + " would lie in the run itself; take another --runs-dir");
    }
    Reproduction reproduction =
        new Reproduction(
            original, pipeline(original, request, installation), request, installation);
    reproduction.refuseUnknownInputs();
    return reproduction;
  }

  private void refuseUnknownInputs() {
    TreeSet<String> known = new TreeSet<>();
    for (StageEntry entry : recorded.stages().values()) {
      if (entry.disposition() == Disposition.IMPORTED) {
        entry.outputs().forEach(output -> known.add(output.alias()));
      } else {
        known.addAll(original.givenTo(entry.stage()).keySet());
        entry.inputs().stream()
            .filter(input -> input.resolvedFrom() != ResolvedFrom.MANIFEST)
            .forEach(input -> known.add(input.alias()));
      }
    }
    for (String alias : new TreeSet<>(request.inputs().keySet())) {
      if (!known.contains(alias)) {
        throw new BadRequest(
            "--input "
                + alias
                + ": "
                + recorded.directory().root()
                + " had no such input from outside"
                + NearestName.hint(alias, known)
                + (known.isEmpty()
                    ? "; it had none"
                    : "; from outside it has " + String.join(", ", known)));
      }
    }
  }

  /** The one named, else this installation's, else the one where the run had it. */
  private static Pipeline pipeline(ReadRun original, Request request, Installation installation)
      throws IOException {
    if (request.pipeline().isPresent()) {
      return PipelineFile.read(request.pipeline().get());
    }
    Optional<Path> file =
        new RecordedRun(original.manifest(), original.directory())
            .pipelineFile(installation.home());
    if (file.isEmpty()) {
      throw new BadRequest(
          "pipeline "
              + original.manifest().pipeline().name()
              + " of "
              + original.directory().root()
              + " is neither in this installation nor where the run had it; give --pipeline FILE");
    }
    return PipelineFile.read(file.get());
  }

  /** Says what would be done; reads and hashes, writes nothing. */
  public Plan plan() throws IOException {
    obstacles.clear();
    remarks.clear();
    RunConfig config = config();
    List<StageEntry> executed = new ArrayList<>();
    Set<String> taken = new TreeSet<>();
    for (StageEntry entry : recorded.stages().values()) {
      if (entry.disposition() == Disposition.IMPORTED) {
        taken.add(entry.stage());
        remarks.add(
            entry.stage() + " was imported, not executed; its outputs are taken as they are");
      } else if (pipeline.stages().stream().noneMatch(stage -> stage.id().equals(entry.stage()))) {
        obstacles.add(
            "unknown_stage: pipeline "
                + pipeline.name()
                + " in "
                + pipeline.file()
                + " has no stage "
                + entry.stage()
                + "; give --pipeline FILE");
      } else {
        executed.add(entry);
      }
    }
    if (executed.isEmpty()) {
      obstacles.add(
          "nothing to make again: no stage of " + recorded.directory().root() + " was run");
    }
    Map<String, Path> imported = imported(taken);
    checkInputs(executed);
    remarkOnCode();
    List<RunPlan> plans = new ArrayList<>();
    if (obstacles.isEmpty()) {
      for (Invocation invocation : invocations(executed, imported)) {
        plans.add(runPlan(invocation, config));
      }
    }
    return new Plan(obstacles, remarks, plans, taken);
  }

  /** Makes the run again and compares it. */
  public Outcome run(Plan plan, FreshRun runner) throws IOException {
    for (RunPlan invocation : plan.plans()) {
      boolean interrupted = runner.run(invocation).interrupted();
      if (interrupted) {
        break;
      }
    }
    RecordedRun fresh =
        RecordedRun.read(RunDirectory.of(installation.runsDir(), request.as()).root());
    RunComparison comparison =
        RunComparison.of(recorded, fresh, ArtifactReader.of(pipeline)).without(plan.taken());
    List<String> notReproduced = new ArrayList<>(plan.remarks());
    comparison.code().forEach(found -> notReproduced.add("code: " + found.text()));
    comparison.environment().forEach(found -> notReproduced.add("environment: " + found.text()));
    comparison.config().forEach(found -> notReproduced.add("config: " + found.text()));
    notReproduced.addAll(new InputRemarks(recorded, plan.taken()).of(comparison.inputs()));
    return new Outcome(
        recorded.directory().root().toString(),
        request.as().value(),
        comparison.sameVerdict(),
        recorded.manifest().runDigest().equals(fresh.manifest().runDigest()),
        notReproduced,
        comparison);
  }

  private RunConfig config() throws IOException {
    Path file = recorded.directory().config();
    if (!Files.isRegularFile(file)) {
      obstacles.add("missing_config: " + file + " is gone, and with it the parameters");
    }
    RunConfig config =
        Files.isRegularFile(file)
            ? RunConfig.read(file)
            : new RunConfig(
                RunConfig.SCHEMA_NAME,
                RunConfig.SCHEMA_VERSION,
                pipeline.name(),
                0,
                JsonNodeFactory.instance.objectNode());
    if (Files.isRegularFile(file) && !config.sha256().equals(recorded.manifest().configSha256())) {
      obstacles.add(
          "changed_config: " + file + " is not what the run began with; restore it from a copy");
    }
    return config;
  }

  private Map<String, Path> imported(Set<String> taken) throws IOException {
    Map<String, Path> imported = new TreeMap<>();
    for (Published published : recorded.manifest().published().values()) {
      if (taken.contains(published.stage().stage())) {
        OutputEntry output = published.output();
        Path folder =
            request
                .inputs()
                .getOrDefault(output.alias(), recorded.directory().root().resolve(output.path()));
        String wayOut = "; give --input " + output.alias() + "=PATH";
        for (ArtifactFile file : output.files()) {
          Path path = folder.resolve(file.path());
          if (!Files.isRegularFile(path)) {
            obstacles.add("missing_input: " + output.alias() + ": " + path + " is gone" + wayOut);
          } else if (!Sha256.of(path).equals(file.sha256())) {
            obstacles.add(
                "changed_input: "
                    + output.alias()
                    + ": "
                    + path
                    + " was changed after its stage"
                    + wayOut);
          }
        }
        imported.put(output.alias(), folder);
      }
    }
    return imported;
  }

  /** Every input from outside must be there, with the digest that was recorded. */
  private void checkInputs(List<StageEntry> executed) throws IOException {
    ArtifactGate gate = new ArtifactGate(pipeline, catalog());
    Set<String> seen = new HashSet<>();
    for (StageEntry entry : executed) {
      StageSpec stage = pipeline.stage(entry.stage());
      for (InputEntry input : entry.inputs()) {
        StageSpec.Input wanted = stage.inputs().get(input.alias());
        if (input.resolvedFrom() != ResolvedFrom.MANIFEST
            && wanted != null
            && seen.add(input.alias() + " " + input.path() + " " + input.sha256())) {
          checkInput(gate, entry, input, wanted);
        }
      }
    }
  }

  private SchemaCatalog catalog() throws IOException {
    return SchemaCatalog.open(
        Files.isDirectory(pipeline.schemas()) ? List.of(pipeline.schemas()) : List.of());
  }

  private void checkInput(
      ArtifactGate gate, StageEntry entry, InputEntry input, StageSpec.Input wanted)
      throws IOException {
    Path path = place(input);
    String wayOut = "; give --input " + input.alias() + "=PATH";
    if (!Files.exists(path)) {
      obstacles.add(
          "missing_input: "
              + input.alias()
              + " ("
              + input.type()
              + "), read by "
              + entry.stage()
              + " with SHA-256 "
              + input.sha256()
              + ", is not at "
              + path
              + wayOut);
      return;
    }
    InputEntry found = gate.entryOf(input.alias(), wanted, path);
    if (!found.sha256().equals(input.sha256())) {
      obstacles.add(
          "changed_input: "
              + input.alias()
              + " ("
              + input.type()
              + ") at "
              + path
              + " is not what "
              + entry.stage()
              + " read: "
              + String.join(", ", changes(input.files(), found.files()))
              + wayOut);
    }
  }

  private Path place(InputEntry input) {
    return Optional.ofNullable(request.inputs().get(input.alias()))
        .orElseGet(() -> recorded.directory().root().resolve(input.path()));
  }

  private static List<String> changes(List<ArtifactFile> before, List<ArtifactFile> after) {
    Map<String, String> left = new TreeMap<>();
    before.forEach(file -> left.put(file.path(), file.sha256()));
    Map<String, String> right = new TreeMap<>();
    after.forEach(file -> right.put(file.path(), file.sha256()));
    Set<String> names = new TreeSet<>(left.keySet());
    names.addAll(right.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(left.get(name), right.get(name)))
        .map(name ->
            name
                + (left.containsKey(name)
                    ? (right.containsKey(name) ? " has changed" : " is gone")
                    : " was not there"))
        .limit(5)
        .toList();
  }

  private void remarkOnCode() {
    if (recorded.manifest().git().dirty()) {
      String sha = recorded.manifest().git().sha();
      String patch = String.valueOf(recorded.manifest().git().patchSha256());
      remarks.add(
          "code: the run was made with uncommitted changes on top of "
              + sha
              + "; they are kept in "
              + recorded.directory().patch(patch));
    }
    if (!recorded.manifest().pipeline().sha256().equals(pipeline.sha256())) {
      remarks.add("pipeline: " + pipeline.file() + " is not the file that the run was made with");
    }
  }

  /**
   * Stages that one invocation can run: alike in the inputs given, and none but the last stops it.
   */
  private record Invocation(List<StageSpec> stages, Map<String, Path> given) {}

  private List<Invocation> invocations(List<StageEntry> executed, Map<String, Path> imported) {
    List<Invocation> invocations = new ArrayList<>();
    boolean open = false;
    for (StageEntry entry : executed) {
      StageSpec stage = pipeline.stage(entry.stage());
      Map<String, Path> given = given(entry, stage, imported);
      if (open && invocations.getLast().given().equals(given)) {
        invocations.getLast().stages().add(stage);
      } else {
        invocations.add(new Invocation(new ArrayList<>(List.of(stage)), given));
      }
      open = entry.status().goesOn();
    }
    return invocations;
  }

  /** What the stage was given, where it lies now. An input that it never got is given as it was. */
  private Map<String, Path> given(StageEntry entry, StageSpec stage, Map<String, Path> imported) {
    Map<String, Path> given = new LinkedHashMap<>(imported);
    original
        .givenTo(entry.stage())
        .forEach((alias, path) -> {
          if (pipeline.stages().stream().anyMatch(known -> known.inputs().containsKey(alias))) {
            given.put(alias, request.inputs().getOrDefault(alias, path));
          }
        });
    for (InputEntry input : entry.inputs()) {
      if (input.resolvedFrom() != ResolvedFrom.MANIFEST) {
        given.put(input.alias(), place(input));
      }
    }
    given.keySet().removeAll(stage.outputs().keySet());
    return given;
  }

  private RunPlan runPlan(Invocation invocation, RunConfig config) throws IOException {
    return RunPlan.exactly(
        RunRequest.ofCommand(request.as(), request.profile(), request.arguments()),
        pipeline,
        config,
        invocation.stages(),
        invocation.given(),
        installation);
  }
}
