package org.colophon.run;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.colophon.artifact.Artifact;
import org.colophon.artifact.ArtifactCheck;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Reading;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.Severity;
import org.colophon.artifact.Violation;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.ResolvedFrom;
import org.colophon.contract.StageStatus;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.StageSpec;
import org.colophon.reuse.FileDigests;

/**
 * The check between stages: a stage is given an input only if it is there, has a type that the
 * stage accepts, and is byte for byte what its maker left, or passes its schema if it comes from
 * outside.
 */
public final class ArtifactGate {
  private static final LinkOption[] NO_LINKS = {LinkOption.NOFOLLOW_LINKS};

  private final Pipeline pipeline;
  private final SchemaCatalog catalog;

  private final FileDigests digests;

  public ArtifactGate(Pipeline pipeline, SchemaCatalog catalog) {
    this(pipeline, catalog, FileDigests.withoutMemory());
  }

  /** One that shares what others have hashed in this invocation. */
  ArtifactGate(Pipeline pipeline, SchemaCatalog catalog, FileDigests digests) {
    this.pipeline = pipeline;
    this.catalog = catalog;
    this.digests = digests;
  }

  /** What the gate says of one stage. */
  sealed interface Answer {
    /** Every required input is there and good. */
    record Admitted(List<AdmittedInput> inputs) implements Answer {
      public Admitted {
        inputs = List.copyOf(inputs);
      }
    }

    /** One line for each input that is not. */
    record Refused(List<String> reasons) implements Answer {
      public Refused {
        reasons = List.copyOf(reasons);
      }
    }
  }

  /** How an input from outside would be recorded: the files that a stage would be given of it. */
  public RunManifest.InputEntry entryOf(String alias, StageSpec.Input wanted, Path path)
      throws IOException {
    return outside(alias, wanted, path).input().entry();
  }

  /** All that was found of a stage's inputs, and what is wrong with it. */
  private record Findings(List<AdmittedInput> found, List<String> reasons) {}

  /** Judges all inputs of a stage, so that every reason is named at once. */
  Answer judge(StageSpec stage, InputResolver resolver) throws IOException {
    Findings findings = look(stage, resolver);
    return findings.reasons().isEmpty()
        ? new Answer.Admitted(findings.found())
        : new Answer.Refused(findings.reasons());
  }

  /** What is there, whatever is wrong with it: for a stage that is tried on bad inputs. */
  Answer.Admitted admitUnchecked(StageSpec stage, InputResolver resolver) throws IOException {
    return new Answer.Admitted(look(stage, resolver).found());
  }

  private Findings look(StageSpec stage, InputResolver resolver) throws IOException {
    List<AdmittedInput> admitted = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (Map.Entry<String, StageSpec.Input> input : stage.inputs().entrySet()) {
      String alias = input.getKey();
      Optional<InputResolver.Resolved> found = resolver.resolve(alias);
      if (found.isPresent()) {
        Candidate candidate = candidate(alias, input.getValue(), found.get(), resolver);
        reasons.addAll(candidate.problems());
        admitted.add(candidate.input());
      } else if (!input.getValue().optional() || resolver.given().containsKey(alias)) {
        reasons.add(missing(stage, alias, input.getValue().type(), resolver));
      }
    }
    return new Findings(admitted, reasons);
  }

  private record Candidate(AdmittedInput input, List<String> problems) {}

  private Candidate candidate(
      String alias, StageSpec.Input wanted, InputResolver.Resolved resolved, InputResolver resolver)
      throws IOException {
    if (resolved.entry().isPresent()) {
      return published(alias, wanted, resolved, resolved.entry().get());
    }
    Candidate outside = outside(alias, wanted, resolved.folder());
    return resolver
        .imported(alias, resolved.folder())
        .map(found -> imported(outside, found))
        .orElse(outside);
  }

  /** An input that an import found; it must still be what it was then. */
  private static Candidate imported(Candidate outside, RunManifest.InputEntry found) {
    List<String> problems = new ArrayList<>(outside.problems());
    AdmittedInput input = outside.input();
    if (!input.entry().sha256().equals(found.sha256())) {
      problems.add(
          "invalid_artifact: "
              + found.alias()
              + " ("
              + found.type()
              + "): "
              + found.path()
              + " was changed after it was imported; import it anew, or give a copy of what it was"
              + " with --input "
              + found.alias()
              + "=PATH");
    }
    return new Candidate(
        new AdmittedInput(
            asLegacy(input.entry()), input.folder(), input.readable(), input.taintedBy()),
        problems);
  }

  private static RunManifest.InputEntry asLegacy(RunManifest.InputEntry entry) {
    return new RunManifest.InputEntry(
        entry.alias(),
        entry.type(),
        entry.path(),
        entry.bytes(),
        entry.sha256(),
        ResolvedFrom.LEGACY,
        true,
        entry.files());
  }

  /** How an input that an import found would be recorded. */
  public RunManifest.InputEntry importedEntryOf(String alias, StageSpec.Input wanted, Path path)
      throws IOException {
    return asLegacy(entryOf(alias, wanted, path));
  }

  /** An output of this run: its maker's check stands as long as no byte changed since. */
  private Candidate published(
      String alias,
      StageSpec.Input wanted,
      InputResolver.Resolved resolved,
      RunManifest.Published made)
      throws IOException {
    List<String> problems = new ArrayList<>();
    RunManifest.OutputEntry output = made.output();
    wrongVersion(alias, wanted.type(), ArtifactType.parse(output.type())).ifPresent(problems::add);
    if (!resolved.foretold()) {
      for (ArtifactFile file : output.files()) {
        changed(made.stage(), resolved.folder(), file)
            .ifPresent(how ->
                problems.add(
                    how.formatted(alias, output.type(), output.path() + "/" + file.path())));
      }
    }
    RunManifest.InputEntry entry =
        new RunManifest.InputEntry(
            alias,
            output.type(),
            output.path(),
            output.bytes(),
            output.sha256(),
            ResolvedFrom.MANIFEST,
            made.stage().fromLegacy(),
            output.files());
    return new Candidate(
        new AdmittedInput(entry, resolved.folder(), readable(made, resolved.folder()), taint(made)),
        problems);
  }

  /** An input from outside the run: every file is validated before anything reads it. */
  private Candidate outside(String alias, StageSpec.Input wanted, Path path) throws IOException {
    FilePatterns patterns =
        pipeline
            .maker(alias)
            .map(FilePatterns::of)
            .orElseGet(() -> FilePatterns.all(wanted.type()));
    boolean single = Files.isRegularFile(path);
    Path folder = single ? path.resolveSibling("") : path;
    List<String> problems = new ArrayList<>();
    List<String> names =
        single
            ? List.of(String.valueOf(path.getFileName()))
            : visibleFiles(folder, why -> problems.add(unreadable(alias, wanted.type(), why)));
    List<ArtifactFile> files = new ArrayList<>();
    TreeSet<Path> readable = new TreeSet<>(List.of(path));
    for (String name : names) {
      Optional<ArtifactType> type = single ? Optional.of(wanted.type()) : patterns.typeOf(name);
      if (type.isPresent()) {
        try {
          Path file = folder.resolve(name).toRealPath();
          problems.addAll(violations(alias, type.get(), file));
          files.add(new ArtifactFile(name, Files.size(file), digests.of(file)));
          readable.add(file);
        } catch (IOException e) {
          problems.add(unreadable(alias, type.get(), e.toString()));
        }
      }
    }
    if (files.isEmpty() && problems.isEmpty()) {
      problems.add(
          "missing_artifact: "
              + alias
              + " ("
              + wanted.type()
              + "): no file in "
              + path
              + " matches "
              + String.join(", ", patterns.types().keySet()));
    }
    wrongVersion(alias, wanted.type(), patterns.own()).ifPresent(problems::add);
    Optional<OtherRun> other = OtherRun.of(path);
    other.ifPresent(run ->
        run.changed(files, !single)
            .forEach(file ->
                problems.add(
                    "invalid_artifact: "
                        + alias
                        + " ("
                        + wanted.type()
                        + "): "
                        + file
                        + " was changed after its stage; take it from a copy that verifies")));
    Artifact artifact = Artifact.of(alias, patterns.own(), path.toString(), files);
    RunManifest.InputEntry entry =
        new RunManifest.InputEntry(
            alias,
            artifact.type().toString(),
            artifact.path(),
            artifact.bytes(),
            artifact.sha256(),
            ResolvedFrom.CLI,
            other.map(run -> run.published().stage().fromLegacy()).orElse(false),
            artifact.files());
    List<String> tainted = other.map(run -> taint(run.published())).orElse(List.of());
    return new Candidate(
        new AdmittedInput(entry, folder, List.copyOf(readable), tainted), problems);
  }

  /** Links are followed here, since the user named the folder; hidden files are left alone. */
  private static List<String> visibleFiles(Path folder, Consumer<String> problems)
      throws IOException {
    List<String> names = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
            return isHidden(visited) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = FolderContents.name(folder, file);
            if (isHidden(file)) {
              return FileVisitResult.CONTINUE;
            }
            if (attributes.isSymbolicLink()) {
              problems.accept(file + " is a link to nothing");
            } else if (!FolderContents.isPlain(name)) {
              problems.accept("the name of " + file + " is not plain UTF-8 text; rename it");
            } else if (attributes.isRegularFile()) {
              names.add(name);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            problems.accept(failure.toString());
            return FileVisitResult.CONTINUE;
          }

          private boolean isHidden(Path path) {
            return !path.equals(folder) && path.getFileName().toString().startsWith(".");
          }
        });
    Collections.sort(names);
    return names;
  }

  private static String unreadable(String alias, ArtifactType type, String why) {
    return "invalid_artifact: " + alias + " (" + type + ") cannot be read: " + why;
  }

  private List<String> violations(String alias, ArtifactType type, Path file) throws IOException {
    ArtifactCheck check = catalog.check(type, file, Reading.STRICT);
    return check.violations().stream()
        .filter(violation -> violation.severity() == Severity.INVALID)
        .map(violation -> invalid(alias, type, file, violation))
        .toList();
  }

  private static String invalid(String alias, ArtifactType type, Path file, Violation violation) {
    return "invalid_artifact: "
        + alias
        + " ("
        + type
        + ") "
        + file
        + ": "
        + violation.code()
        + ": "
        + violation.message();
  }

  private Optional<String> wrongVersion(String alias, ArtifactType wanted, ArtifactType given) {
    return catalog.accepts(wanted, given)
        ? Optional.empty()
        : Optional.of(
            "invalid_artifact: " + alias + ": " + wanted + " is wanted, " + given + " is given");
  }

  /** The files of an imported stage may be links to where they were found. */
  private static List<Path> readable(RunManifest.Published made, Path folder) throws IOException {
    TreeSet<Path> readable = new TreeSet<>(List.of(folder));
    if (made.stage().disposition() == RunManifest.Disposition.IMPORTED) {
      for (ArtifactFile file : made.output().files()) {
        Path path = folder.resolve(file.path());
        if (Files.exists(path)) {
          readable.add(path.toRealPath());
        }
      }
    }
    return List.copyOf(readable);
  }

  private Optional<String> changed(RunManifest.StageEntry stage, Path folder, ArtifactFile file)
      throws IOException {
    Path path = folder.resolve(file.path());
    boolean imported = stage.disposition() == RunManifest.Disposition.IMPORTED;
    String wayOut = imported ? "import it anew, or run its stage" : "run its stage again";
    if (!Files.isRegularFile(path, imported ? new LinkOption[0] : NO_LINKS)) {
      return Optional.of("missing_artifact: %s (%s): %s is gone; " + wayOut);
    }
    boolean same = Files.size(path) == file.bytes() && digests.of(path).equals(file.sha256());
    return same
        ? Optional.empty()
        : Optional.of(
            "invalid_artifact: %s (%s): %s was changed after "
                + (imported ? "it was imported; " : "its stage; ")
                + wayOut);
  }

  private static List<String> taint(RunManifest.Published made) {
    TreeSet<String> tainted = new TreeSet<>(made.stage().taintedBy());
    if (made.stage().status() == StageStatus.WARNING) {
      tainted.add(made.stage().stage());
    }
    return List.copyOf(tainted);
  }

  private String missing(StageSpec stage, String alias, ArtifactType type, InputResolver resolver) {
    String wayOut =
        Optional.ofNullable(resolver.given().get(alias))
            .map(path -> path + " does not exist")
            .orElseGet(() ->
                pipeline
                        .producer(alias)
                        .map(maker -> "run --from " + maker.number() + " or give ")
                        .orElse("give ")
                    + "--input "
                    + alias
                    + "=PATH");
    return "missing_artifact: "
        + alias
        + " ("
        + type
        + "), wanted by "
        + stage.id()
        + "; "
        + wayOut;
  }
}
