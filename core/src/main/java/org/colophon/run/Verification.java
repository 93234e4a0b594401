package org.colophon.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Reading;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.Severity;
import org.colophon.artifact.Sha256;
import org.colophon.contract.BoundedFile;
import org.colophon.contract.PipelineException.RunIsDamaged;
import org.colophon.contract.PipelineException.RunIsHeld;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.InputEntry;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.PipelineFile;
import org.jspecify.annotations.Nullable;

/**
 * Holds every byte that a run claims against the bytes that are there: journal chain, derived
 * files, records, outputs, aliases, history, and files that nobody declared. Changes nothing.
 */
public final class Verification {
  private final RunDirectory directory;
  private final List<Difference> differences = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int files;

  private Verification(RunDirectory directory) {
    this.directory = directory;
  }

  /**
   * One thing that is not as the run says.
   *
   * @param path relative to the run folder
   * @param stage that the path belongs to; null if it is the run's own
   * @param affects aliases of the artifacts that were made from what that stage made
   */
  public record Difference(String path, String what, @Nullable String stage, List<String> affects) {
    public Difference {
      affects = List.copyOf(affects);
    }

    Difference(String path, String what) {
      this(path, what, null, List.of());
    }

    Difference of(String owner, List<String> affected) {
      return new Difference(path, what, owner, affected);
    }
  }

  /**
   * What was found.
   *
   * @param files how many files were held against their digest
   * @param notes what could not be checked, and why
   * @param wayOut the commands that set right what can be
   */
  public record Result(
      int files, List<Difference> differences, List<String> notes, List<String> wayOut) {
    public Result {
      differences = List.copyOf(differences);
      notes = List.copyOf(notes);
      wayOut = List.copyOf(wayOut);
    }
  }

  /**
   * Verifies a run.
   *
   * @param home of the program, for the pipeline whose schemas judge the outputs again; without it
   *     only digests are checked
   */
  public static Result of(RunDirectory directory, Path home) throws IOException {
    Verification verification = new Verification(directory);
    List<String> wayOut = List.of();
    try {
      ReadRun run = ReadRun.of(directory);
      if (run.activity() == ReadRun.Activity.RUNNING) {
        throw new RunIsHeld("the run " + directory.root() + " is being written; verify it after");
      }
      verification.check(run, run.pipelineFile(home));
      verification.attribute(new Downstream(run.manifest()));
      wayOut = WayOut.of(run, verification.differences);
    } catch (RunIsDamaged e) {
      verification.differ(directory.journal(), String.valueOf(e.getMessage()));
    }
    return new Result(verification.files, verification.differences, verification.notes, wayOut);
  }

  private void check(ReadRun run, Optional<Path> pipelineFile) throws IOException {
    derivedFiles(run);
    patches(run);
    importReport(run);
    for (StageEntry entry : endedAttempts(run)) {
      attempt(run.state(), entry);
    }
    aliases(run.manifest());
    undeclared(run);
    for (StageEntry entry : run.manifest().stages()) {
      entry.inputs().forEach(this::outsideInput);
    }
    run.state().imported().values().stream()
        .filter(
            input -> run.manifest().stages().stream().noneMatch(e -> e.inputs().contains(input)))
        .forEach(this::outsideInput);
    if (pipelineFile.isPresent()) {
      schemas(run.manifest(), PipelineFile.read(pipelineFile.get()));
    } else {
      notes.add("schemas were not checked: the pipeline file of this run is not here");
    }
  }

  private void attribute(Downstream downstream) {
    differences.replaceAll(difference ->
        downstream
            .stageOf(difference.path())
            .map(stage -> difference.of(stage, downstream.artifactsFrom(stage)))
            .orElse(difference));
  }

  private void derivedFiles(ReadRun run) throws IOException {
    Journal.Contents journal = run.journal();
    if (journal.tornBytes() > 0) {
      differ(directory.journal(), "its last line is torn; the next run cuts it off");
    }
    equalTo(directory.manifest(), run.projection().manifestText());
    equalTo(directory.runSummary(), run.projection().runSummaryText());
    equalTo(directory.metaLog(), MetaLog.text(journal.records()));
    digest(directory.config(), run.state().created().orElseThrow().configSha256());
  }

  private void equalTo(Path file, String wanted) throws IOException {
    files++;
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      differ(file, "is missing");
    } else if (!Arrays.equals(BoundedFile.read(file), wanted.getBytes(StandardCharsets.UTF_8))) {
      differ(file, "is not what events.jsonl says it should be");
    }
  }

  private void digest(Path file, String sha256) throws IOException {
    files++;
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      differ(file, "is missing");
    } else if (!Sha256.of(file).equals(sha256)) {
      differ(file, "has changed: its SHA-256 is not " + sha256);
    }
  }

  private void patches(ReadRun run) throws IOException {
    for (JournalRecord record : run.journal().records()) {
      if (record.body() instanceof RunEvent.Started started
          && started.git().patchSha256() != null) {
        digest(directory.patch(started.git().patchSha256()), started.git().patchSha256());
      }
    }
  }

  private void importReport(ReadRun run) throws IOException {
    for (JournalRecord record : run.journal().records()) {
      if (record.body() instanceof RunEvent.Imported imported) {
        digest(directory.importReport(), imported.reportSha256());
      }
    }
  }

  private static List<StageEntry> endedAttempts(ReadRun run) {
    List<StageEntry> ended = new ArrayList<>();
    for (JournalRecord record : run.journal().records()) {
      switch (record.body()) {
        case RunEvent.StagePublished(StageEntry entry) -> ended.add(entry);
        case RunEvent.StageFailed(StageEntry entry) -> ended.add(entry);
        case RunEvent.Created _,
            RunEvent.Started _,
            RunEvent.Imported _,
            RunEvent.StageStarted _,
            RunEvent.StageRetired _,
            RunEvent.Recovered _,
            RunEvent.LockForced _,
            RunEvent.Collected _,
            RunEvent.Finished _ -> {}
      }
    }
    return ended;
  }

  /** Every attempt that ended is somewhere: at its stage's place or in the history. */
  private void attempt(RunState state, StageEntry entry) throws IOException {
    boolean placed =
        state.placed(entry.stage()).map(StageEntry::attempt).equals(Optional.of(entry.attempt()));
    StageFolder folder =
        placed ? directory.stage(entry.stage()) : directory.history(entry.stage(), entry.attempt());
    if (state.collected().contains(directory.relative(folder.root()))) {
      return;
    }
    if (!Files.isDirectory(folder.root(), LinkOption.NOFOLLOW_LINKS)) {
      differ(folder.root(), "attempt " + entry.attempt() + " is missing");
      return;
    }
    for (ArtifactFile record : entry.records()) {
      digest(folder.root().resolve(record.path()), record.sha256());
    }
    Set<String> declared = new HashSet<>();
    entry.records().forEach(record -> declared.add(record.path()));
    for (OutputEntry output : entry.outputs()) {
      for (ArtifactFile file : output.files()) {
        Path path = folder.output(output.alias()).resolve(file.path());
        if (entry.disposition() == RunManifest.Disposition.IMPORTED && Files.isSymbolicLink(path)) {
          linked(path, file.sha256());
        } else {
          digest(path, file.sha256());
        }
        declared.add(output.alias() + "/" + file.path());
      }
    }
    if (!entry.outputs().isEmpty()) {
      undeclaredIn(folder, declared);
    }
    for (String difference : ItemsVerification.differences(folder, entry)) {
      differ(folder.items(), difference);
    }
  }

  /** A file that was imported as a link to where it was found. */
  private void linked(Path link, String sha256) throws IOException {
    files++;
    if (!Files.isRegularFile(link)) {
      differ(link, "was imported from " + Files.readSymbolicLink(link) + ", which is gone");
    } else if (!Sha256.of(link).equals(sha256)) {
      differ(
          link, "was imported from " + Files.readSymbolicLink(link) + ", which has changed since");
    }
  }

  private void undeclaredIn(StageFolder folder, Set<String> declared) throws IOException {
    FolderContents contents = FolderContents.of(folder.root());
    Stream.concat(contents.files().stream(), contents.others().stream())
        .filter(name -> !declared.contains(name))
        .forEach(name -> differ(folder.root().resolve(name), "is not declared by the run"));
  }

  private void aliases(RunManifest manifest) throws IOException {
    for (RunManifest.Published published : manifest.published().values()) {
      OutputEntry output = published.output();
      Path alias = directory.alias(output.alias());
      if (Files.isSymbolicLink(alias)) {
        Path target = Files.readSymbolicLink(alias);
        if (!target.equals(Path.of(output.path()))) {
          differ(alias, "points to " + target + " instead of " + output.path());
        }
      } else if (Files.isDirectory(alias, LinkOption.NOFOLLOW_LINKS)) {
        for (ArtifactFile file : output.files()) {
          digest(alias.resolve(file.path()), file.sha256());
        }
      } else {
        differ(alias, "the alias is missing");
      }
    }
  }

  /** Anything at the top of the run folder that is neither core's, nor a stage, nor an alias. */
  private void undeclared(ReadRun run) throws IOException {
    Set<Path> known =
        new HashSet<>(
            List.of(
                directory.manifest(),
                directory.config(),
                directory.runSummary(),
                directory.metaLog(),
                directory.journal(),
                directory.lock(),
                directory.attempts(),
                directory.history(),
                directory.patch("0").resolveSibling("").normalize()));
    run.journal().records().stream()
        .filter(record -> record.body() instanceof RunEvent.Imported)
        .forEach(_ -> known.add(directory.importReport()));
    run.state().attemptsOf().keySet().forEach(stage -> known.add(directory.stage(stage).root()));
    run.manifest().published().keySet().forEach(alias -> known.add(directory.alias(alias)));
    try (Stream<Path> entries = Files.list(directory.root())) {
      entries
          .filter(entry -> !known.contains(entry))
          .sorted()
          .forEach(entry -> differ(entry, "is not declared by the run"));
    }
  }

  private void outsideInput(InputEntry input) {
    if (input.resolvedFrom() == RunManifest.ResolvedFrom.MANIFEST) {
      return;
    }
    Path path = Path.of(input.path());
    Path folder = Files.isRegularFile(path) ? path.resolveSibling("") : path;
    for (ArtifactFile file : input.files()) {
      try {
        outsideFile(input, folder.resolve(file.path()), file);
      } catch (IOException e) {
        notes.add("input " + input.alias() + " could not be read: " + e.getMessage());
      }
    }
  }

  private void outsideFile(InputEntry input, Path file, ArtifactFile recorded) throws IOException {
    if (!Files.isRegularFile(file)) {
      notes.add("input " + input.alias() + " is not on this machine: " + file);
    } else if (!Sha256.of(file).equals(recorded.sha256())) {
      differences.add(
          new Difference(
              file.toString(), "input " + input.alias() + " has changed since the run read it"));
    }
    files++;
  }

  private void schemas(RunManifest manifest, Pipeline pipeline) throws IOException {
    SchemaCatalog catalog = PipelineRunner.catalog(pipeline.schemas());
    for (RunManifest.Published published : manifest.published().values()) {
      OutputEntry output = published.output();
      Optional<FilePatterns> patterns = pipeline.maker(output.alias()).map(FilePatterns::of);
      for (ArtifactFile file : output.files()) {
        Path named = directory.root().resolve(output.path()).resolve(file.path());
        boolean imported = published.stage().disposition() == RunManifest.Disposition.IMPORTED;
        Path path = imported && Files.exists(named) ? named.toRealPath() : named;
        Optional<ArtifactType> type = patterns.flatMap(found -> found.typeOf(file.path()));
        if (type.isPresent() && catalog.find(type.get()).isPresent() && Files.exists(path)) {
          catalog.check(type.get(), path, Reading.STRICT).violations().stream()
              .filter(violation -> violation.severity() == Severity.INVALID)
              .forEach(violation -> differ(path, violation.code() + ": " + violation.message()));
        }
      }
    }
  }

  private void differ(Path path, String what) {
    differences.add(new Difference(directory.relative(path), what));
  }
}
