package org.colophon.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.colophon.artifact.ArtifactFile;
import org.colophon.conformance.Evidence.Cause;
import org.colophon.conformance.Evidence.OfInput;
import org.colophon.conformance.Evidence.OfOutput;
import org.colophon.conformance.Evidence.Spoiled;
import org.colophon.contract.PipelineException.MissingInput;
import org.colophon.contract.RunManifest.InputEntry;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.executor.Executor;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.StageSpec;
import org.colophon.run.ExperimentName;
import org.colophon.run.FilePatterns;
import org.colophon.run.Installation;
import org.colophon.run.Interruption;
import org.colophon.run.OutputCheck;
import org.colophon.run.PipelineRunner;
import org.colophon.run.ReadRun;
import org.colophon.run.RunDirectory;
import org.colophon.run.RunListener;
import org.colophon.run.RunPlan;
import org.colophon.run.RunRequest;
import org.colophon.run.SandboxChoice;
import org.colophon.run.StageFolder;
import org.colophon.run.Verification;

/**
 * Tries a stage on the real program, well and badly fed, in a folder of its own, and gathers what
 * is seen.
 */
public final class StageCheck {
  private static final String FIRST = "check_one";
  private static final String SECOND = "check_two";

  private final RunPlan plan;
  private final StageSpec stage;
  private final Installation installation;
  private final SandboxChoice sandbox;
  private final Interruption interruption;
  private final PipelineRunner gated;
  private final PipelineRunner ungated;
  private final Path scratch;

  /**
   * @param plan says pipeline, config and inputs from outside; its run is not touched
   * @param installation whose folder of runs is an empty one, for the trials
   */
  public StageCheck(
      RunPlan plan,
      StageSpec stage,
      Installation installation,
      Executor executor,
      SandboxChoice sandbox,
      Interruption interruption,
      RunListener listener) {
    this.plan = plan;
    this.stage = stage;
    this.installation = installation;
    this.sandbox = sandbox;
    this.interruption = interruption;
    this.gated = new PipelineRunner(installation, executor, sandbox, interruption, listener);
    this.ungated = gated.withOpenGate();
    this.scratch = installation.runsDir();
  }

  /**
   * Tries the stage and judges what was seen.
   *
   * @throws MissingInput if its inputs cannot be had
   */
  public Conformance run() throws IOException {
    Trial first = first();
    Map<String, Path> copies = copies(first);
    Trial second = trial(gated, scratch, SECOND, copies);
    List<OfInput> inputs = new ArrayList<>();
    for (Map.Entry<String, StageSpec.Input> input : stage.inputs().entrySet()) {
      inputs.add(ofInput(input.getKey(), input.getValue(), copies));
    }
    Path copy = copied(first.folder().root(), scratch.resolve("outputs"));
    List<OfOutput> outputs = new ArrayList<>();
    for (OutputEntry output : first.entry().outputs()) {
      outputs.add(ofOutput(first, output, new StageFolder(copy)));
    }
    Evidence evidence =
        new Evidence(
            stage,
            sandbox.sandbox().kind().label(),
            sandbox.sandbox().promises(),
            first,
            second,
            cause(first, second, copies),
            inputs,
            outputs,
            strayFileRefused(new StageFolder(copy)),
            missingRecords(first.folder()),
            Verification.of(first.run(), installation.home()));
    return EightPoints.judge(evidence, plan.pipeline().name());
  }

  /** With the stages before it that make what it reads. */
  private Trial first() throws IOException {
    List<StageSpec> stages = new ArrayList<>(makers());
    stages.add(stage);
    RunDirectory run = play(gated, scratch, FIRST, stages, plan.given());
    List<StageEntry> entries = entries(run);
    for (StageEntry entry : entries) {
      if (!entry.stage().equals(stage.id()) && !entry.status().goesOn()) {
        throw new MissingInput(
            entry.stage()
                + " makes what "
                + stage.id()
                + " reads, and ended "
                + entry.status()
                + ": "
                + String.join("; ", entry.errors())
                + "; mend it, or give the inputs with --experiment or --input");
      }
    }
    Trial first = Trial.of(FIRST, run, entries.getLast());
    if (!first.started() && first.failedWith("missing_artifact", "invalid_artifact")) {
      throw new MissingInput(
          stage.id()
              + " cannot be tried without its inputs: "
              + String.join("; ", first.entry().errors()));
    }
    return first;
  }

  /** The stages whose outputs it reads, those whose outputs they read, and so on. */
  private List<StageSpec> makers() {
    Pipeline pipeline = plan.pipeline();
    Set<String> needed = new HashSet<>(stage.inputs().keySet());
    List<StageSpec> makers = new ArrayList<>();
    for (StageSpec earlier : pipeline.stages().reversed()) {
      Set<String> made = new HashSet<>(earlier.outputs().keySet());
      made.removeAll(plan.given().keySet());
      if (made.removeAll(needed) && !earlier.id().equals(stage.id())) {
        makers.addFirst(earlier);
        needed.addAll(earlier.inputs().keySet());
      }
    }
    return makers;
  }

  private Trial trial(PipelineRunner runner, Path runs, String name, Map<String, Path> given)
      throws IOException {
    RunDirectory run = play(runner, runs, name, List.of(stage), given);
    return Trial.of(name, run, entries(run).getLast());
  }

  private RunDirectory play(
      PipelineRunner runner,
      Path runs,
      String name,
      List<StageSpec> stages,
      Map<String, Path> given)
      throws IOException {
    ExperimentName experiment = new ExperimentName(name);
    RunRequest asked = plan.request();
    RunRequest request =
        new RunRequest(
            experiment,
            asked.config(),
            asked.pipeline(),
            Optional.empty(),
            Optional.of(stage.id()),
            asked.sets(),
            given,
            OptionalLong.empty(),
            asked.profile(),
            false,
            false,
            Optional.empty(),
            asked.arguments());
    RunDirectory run = RunDirectory.of(runs, experiment);
    runner.run(
        new RunPlan(
            request,
            run,
            plan.pipeline(),
            plan.config(),
            plan.profile(),
            plan.catalog(),
            stages,
            given));
    if (interruption.requested()) {
      throw new MissingInput("the check was interrupted");
    }
    return run;
  }

  private static List<StageEntry> entries(RunDirectory run) throws IOException {
    return ReadRun.of(run).manifest().stages();
  }

  /** Copies of everything that it was given, by alias, in a place of their own. */
  private Map<String, Path> copies(Trial first) throws IOException {
    Map<String, Path> copies = new LinkedHashMap<>();
    for (InputEntry input : first.entry().inputs()) {
      Path from = place(first, input);
      Path to = scratch.resolve("inputs").resolve(input.alias());
      if (Files.isRegularFile(from)) {
        copies.put(input.alias(), copied(from, to.resolve(input.files().getFirst().path())));
      } else {
        for (ArtifactFile file : input.files()) {
          copyFile(from.resolve(file.path()), to.resolve(file.path()));
        }
        copies.put(input.alias(), to);
      }
    }
    return copies;
  }

  /** The folder of an input, or the one file that was given. */
  private static Path place(Trial trial, InputEntry input) {
    return switch (input.resolvedFrom()) {
      case MANIFEST -> trial.run().root().resolve(input.path());
      case CLI, LEGACY -> Path.of(input.path());
    };
  }

  /** Tells by what two different outcomes differ: chance, name or place. */
  private Optional<Cause> cause(Trial first, Trial second, Map<String, Path> copies)
      throws IOException {
    boolean both = first.goesOn() && second.goesOn();
    if (!both || first.digests().equals(second.digests())) {
      return Optional.empty();
    }
    Path again = scratch.resolve("again");
    Trial sameAgain = trial(gated, again, SECOND, copies);
    if (!sameAgain.digests().equals(second.digests())) {
      return Optional.of(Cause.CHANCE);
    }
    Trial otherName = trial(gated, again, FIRST, copies);
    if (otherName.digests().equals(first.digests())) {
      return Optional.of(Cause.NAME);
    }
    return Optional.of(
        otherName.digests().equals(second.digests()) ? Cause.PLACE : Cause.NAME_AND_PLACE);
  }

  private OfInput ofInput(String alias, StageSpec.Input declared, Map<String, Path> copies)
      throws IOException {
    Path good = copies.get(alias);
    Map<String, Path> nowhere = new LinkedHashMap<>(copies);
    nowhere.put(alias, scratch.resolve("nowhere").resolve(alias));
    Map<String, Path> without = new LinkedHashMap<>(copies);
    without.remove(alias);
    return new OfInput(
        alias,
        declared,
        good != null,
        trial(gated, scratch, "missing_" + alias, nowhere),
        trial(ungated, scratch, "without_" + alias, without),
        good == null ? Optional.empty() : spoiled(alias, declared, good, copies));
  }

  private Optional<Spoiled> spoiled(
      String alias, StageSpec.Input declared, Path good, Map<String, Path> copies)
      throws IOException {
    String name = String.valueOf(good.getFileName());
    Path bad = copied(good, scratch.resolve("spoiled").resolve(alias).resolve(name));
    FilePatterns patterns =
        plan.pipeline()
            .maker(alias)
            .map(FilePatterns::of)
            .orElseGet(() -> FilePatterns.all(declared.type()));
    Optional<Path> own = Files.isRegularFile(bad) ? Optional.of(bad) : ownFile(patterns, bad);
    Optional<Damage> damage =
        own.isPresent()
            ? Damage.spoil(own.get(), patterns.own(), plan.catalog())
            : Optional.empty();
    if (damage.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Path> given = new LinkedHashMap<>(copies);
    given.put(alias, bad);
    return Optional.of(
        new Spoiled(
            damage.get(),
            trial(gated, scratch, "spoiled_" + alias, given),
            trial(ungated, scratch, "ungated_" + alias, given)));
  }

  /** The first file of an artifact's own type. */
  private static Optional<Path> ownFile(FilePatterns patterns, Path folder) throws IOException {
    for (Path file : files(folder)) {
      String name = folder.relativize(file).toString();
      if (patterns.typeOf(name).equals(Optional.of(patterns.own()))) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private OfOutput ofOutput(Trial first, OutputEntry output, StageFolder copy) throws IOException {
    FilePatterns patterns = FilePatterns.of(plan.pipeline().maker(output.alias()).orElseThrow());
    Optional<Path> own = ownFile(patterns, copy.output(output.alias()));
    Optional<Damage> damage =
        own.isPresent()
            ? Damage.spoil(own.get(), patterns.own(), plan.catalog())
            : Optional.empty();
    String refusal = "invalid_output: " + output.alias() + "/";
    boolean refused =
        OutputCheck.of(stage, copy, plan.catalog()).problems().stream()
            .anyMatch(problem -> problem.startsWith(refusal));
    Path seen = first.run().alias(output.alias()).resolve(output.files().getFirst().path());
    return new OfOutput(
        output.alias(),
        output.type(),
        output.files().size(),
        output.path(),
        Files.isRegularFile(seen),
        damage,
        refused);
  }

  private boolean strayFileRefused(StageFolder copy) throws IOException {
    Files.writeString(copy.root().resolve("stray.txt"), "nobody declared me\n");
    return OutputCheck.of(stage, copy, plan.catalog()).problems().stream()
        .anyMatch(problem -> problem.startsWith("undeclared_output: " + stage.id() + "/stray.txt"));
  }

  private static List<String> missingRecords(StageFolder folder) {
    return Stream.of(
            folder.command(),
            folder.environment(),
            folder.inputs(),
            folder.stdout(),
            folder.stderr())
        .filter(record -> !Files.isRegularFile(record))
        .map(record -> folder.root().relativize(record).toString())
        .toList();
  }

  /** A copy of a file or a folder. */
  private static Path copied(Path from, Path to) throws IOException {
    if (Files.isRegularFile(from)) {
      copyFile(from, to);
      return to;
    }
    for (Path file : files(from)) {
      copyFile(file, to.resolve(from.relativize(file).toString()));
    }
    return to;
  }

  private static void copyFile(Path from, Path to) throws IOException {
    Files.createDirectories(to.resolveSibling(""));
    Files.copy(from, to);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
