package org.colophon.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.colophon.artifact.Artifact;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.PipelineException.RunIsHeld;
import org.colophon.contract.RunManifest;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageStatus;
import org.colophon.pipeline.StageSpec;
import org.colophon.process.Command;
import org.colophon.provenance.MetaEnv;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Writes a run whose stages were not run here. It is made in a hidden folder beside the runs and
 * renamed when it is whole: a crash leaves no run, and the next import clears what it left.
 */
public final class RunImport {
  /** The type of files as they were found, before any schema. */
  public static final ArtifactType FOUND = new ArtifactType("LegacyFiles", "1.0");

  private static final String ATTEMPT = "0001";
  private static final String NONE = "none";

  private final Installation installation;
  private final DurableFiles disk;

  public RunImport(Installation installation) {
    this(installation, installation.disk());
  }

  /** With its own way to change files, so that a test can stop it between any two changes. */
  RunImport(Installation installation, DurableFiles disk) {
    this.installation = installation;
    this.disk = disk;
  }

  /**
   * One stage to publish.
   *
   * @param warnings at least one: nothing imported is as good as run
   */
  public record Stage(StageSpec spec, List<Output> outputs, List<String> warnings) {
    public Stage {
      outputs = List.copyOf(outputs);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * One output.
   *
   * @param folder where its files were found; absolute
   */
  public record Output(String alias, ArtifactType type, Path folder, List<File> files) {
    public Output {
      files = List.copyOf(files);
    }
  }

  /**
   * One file of an output.
   *
   * @param name in the artifact
   * @param source the file whose bytes it has; absolute, no link
   * @param sha256 of {@code source}, when it was checked
   * @param found the file as it was found, relative to the folder of the output
   */
  public record File(
      String name, Path source, String sha256, Placing placing, ArtifactFile found) {}

  /** How a file comes into the run. */
  public enum Placing {
    LINK,
    COPY
  }

  /**
   * Writes the run.
   *
   * @param folder that was searched
   * @param inputs that no stage makes, and that the plan gives
   * @param report text of {@code import_report.json}
   * @throws BadRequest if the experiment exists
   * @throws RunIsHeld if another process is importing it
   */
  public RunManifest write(
      RunPlan plan,
      Path folder,
      List<Stage> stages,
      List<RunManifest.InputEntry> inputs,
      String report)
      throws IOException {
    refuseExisting(plan.directory());
    disk.makeFolder(installation.runsDir());
    discardLeftovers(plan.directory());
    RunDirectory draft = draft(plan.directory(), ProcessHandle.current().pid());
    RunPlan imported = withStages(plan, stages);
    try (OpenRun run =
        OpenRun.open(
            draft,
            PipelineRunner.owner(plan.request(), installation),
            disk,
            installation.clock())) {
      PipelineRunner.begin(imported, run, installation, RunSecrets.NONE);
      disk.write(draft.importReport(), report);
      run.append(new RunEvent.Imported(folder.toString(), Sha256.of(report), inputs));
      for (Stage stage : stages) {
        publish(imported, run, stage);
      }
      StageStatus status = run.state().settledStatus(false);
      run.append(new RunEvent.Finished(status, status.exitCode(), false));
      run.writeProjections();
      disk.move(draft.root(), plan.directory().root());
      return run.manifest();
    }
  }

  /**
   * An import makes a new run, never adds to one.
   *
   * @throws BadRequest if the experiment exists
   */
  public static void refuseExisting(RunDirectory directory) {
    if (Files.exists(directory.root(), LinkOption.NOFOLLOW_LINKS)) {
      throw new BadRequest(
          directory.root()
              + " exists already; an import makes a new run: take another --experiment");
    }
  }

  private static RunPlan withStages(RunPlan plan, List<Stage> stages) {
    return new RunPlan(
        plan.request(),
        plan.directory(),
        plan.pipeline(),
        plan.config(),
        plan.profile(),
        plan.catalog(),
        stages.stream().map(Stage::spec).toList(),
        plan.given());
  }

  private static String draftName(RunDirectory directory) {
    return ".importing-" + directory.root().getFileName() + "-";
  }

  private static RunDirectory draft(RunDirectory directory, long pid) {
    return new RunDirectory(directory.root().resolveSibling(draftName(directory) + pid));
  }

  /** Drafts of this experiment whose maker is gone hold links and copies that we made. */
  private void discardLeftovers(RunDirectory directory) throws IOException {
    List<Path> drafts = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(installation.runsDir(), draftName(directory) + "*")) {
      found.forEach(drafts::add);
    }
    drafts.removeIf(path -> !isDraftOf(directory, path));
    for (Path draft : drafts) {
      if (RunLock.holder(new RunDirectory(draft).lock(), installation.host()).isPresent()) {
        throw new RunIsHeld("another process is importing " + directory.root() + "; wait for it");
      }
      disk.discard(draft);
    }
  }

  /** The name of another experiment may begin with the name of this one. */
  private static boolean isDraftOf(RunDirectory directory, Path path) {
    String rest = String.valueOf(path.getFileName()).substring(draftName(directory).length());
    return rest.chars().allMatch(Character::isDigit);
  }

  private void publish(RunPlan plan, OpenRun run, Stage stage) throws IOException {
    Instant startedAt = now();
    String id = stage.spec().id();
    StageFolder folder = run.directory().attempt(id, ATTEMPT);
    run.append(new RunEvent.StageStarted(id, ATTEMPT, "imported"));
    List<RunManifest.OutputEntry> outputs = new ArrayList<>();
    List<RunManifest.InputEntry> inputs = new ArrayList<>();
    for (Output output : stage.outputs()) {
      outputs.add(placed(output, id, folder));
      inputs.add(found(output));
    }
    MetaEnv environment = environment(plan);
    records(plan, run, stage, folder, environment);
    disk.syncTree(folder.root());
    run.append(
        new RunEvent.StagePublished(
            new RunManifest.StageEntry(
                id,
                ATTEMPT,
                StageStatus.WARNING,
                StageStatus.WARNING.exitCode(),
                RunManifest.Disposition.IMPORTED,
                plan.request().arguments(),
                NONE,
                NONE,
                environment.sha256(),
                plan.config().seed(),
                startedAt.toString(),
                now().toString(),
                "",
                List.of(),
                inputs,
                outputs,
                stage.warnings(),
                List.of(),
                StageRecords.of(folder),
                null)));
  }

  private RunManifest.OutputEntry placed(Output output, String stage, StageFolder folder)
      throws IOException {
    List<ArtifactFile> files = new ArrayList<>();
    for (File file : output.files()) {
      Path target = folder.output(output.alias()).resolve(file.name());
      disk.makeFolder(target.resolveSibling(""));
      switch (file.placing()) {
        case LINK -> disk.link(target, file.source());
        case COPY -> disk.copy(file.source(), target);
      }
      if (!Sha256.of(target).equals(file.sha256())) {
        throw new IOException(
            file.source() + " was changed while it was being imported; import it again");
      }
      files.add(new ArtifactFile(file.name(), Files.size(target), file.sha256()));
    }
    Artifact artifact =
        Artifact.of(output.alias(), output.type(), stage + "/" + output.alias(), files);
    return new RunManifest.OutputEntry(
        artifact.alias(),
        artifact.type().toString(),
        artifact.path(),
        artifact.bytes(),
        artifact.sha256(),
        artifact.files());
  }

  private static RunManifest.InputEntry found(Output output) {
    Artifact artifact =
        Artifact.of(
            output.alias(),
            FOUND,
            output.folder().toString(),
            output.files().stream().map(File::found).toList());
    return new RunManifest.InputEntry(
        artifact.alias(),
        artifact.type().toString(),
        artifact.path(),
        artifact.bytes(),
        artifact.sha256(),
        RunManifest.ResolvedFrom.LEGACY,
        true,
        artifact.files());
  }

  private MetaEnv environment(RunPlan plan) {
    return new MetaEnv(
        installation.machine(),
        Map.of(),
        NONE,
        "",
        "imported, not run",
        List.of(),
        plan.profile().name(),
        plan.profile().sha256(),
        installation.version(),
        List.of());
  }

  private void records(
      RunPlan plan, OpenRun run, Stage stage, StageFolder folder, MetaEnv environment)
      throws IOException {
    String gitSha = run.state().started().orElseThrow().git().sha();
    disk.write(folder.inputs(), Json.text(context(plan, stage, gitSha)));
    disk.write(folder.environment(), Json.text(environment));
    disk.write(
        folder.command(),
        new Command(plan.request().arguments(), installation.runsDir(), Map.of()).quoted() + "\n");
    CoreSummary summary =
        new CoreSummary(
            stage.spec().id(),
            plan.request().experiment().value(),
            StageStatus.WARNING,
            List.of(),
            stage.warnings(),
            ATTEMPT,
            plan.config().seed(),
            gitSha,
            now());
    disk.write(folder.summary(), Json.text(summary.json(JsonNodeFactory.instance.objectNode())));
  }

  /** What the importer was given for the stage, in place of what the stage would be given. */
  private static StageContext context(RunPlan plan, Stage stage, String gitSha) {
    Map<String, StageContext.Input> inputs = new LinkedHashMap<>();
    Map<String, StageContext.Output> outputs = new LinkedHashMap<>();
    for (Output output : stage.outputs()) {
      RunManifest.InputEntry found = found(output);
      inputs.put(
          output.alias(),
          new StageContext.Input(
              found.type(),
              output.folder(),
              found.sha256(),
              found.files().stream().map(ArtifactFile::path).toList()));
      outputs.put(
          output.alias(),
          new StageContext.Output(
              output.type().toString(),
              plan.directory().stage(stage.spec().id()).output(output.alias())));
    }
    return new StageContext(
        StageContext.SCHEMA_NAME,
        StageContext.SCHEMA_VERSION,
        stage.spec().id(),
        plan.request().experiment().value(),
        plan.pipeline().name(),
        ATTEMPT,
        plan.config().seed(),
        gitSha,
        JsonNodeFactory.instance.objectNode(),
        inputs,
        outputs,
        new StageContext.Limits(0));
  }

  private Instant now() {
    return installation.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
