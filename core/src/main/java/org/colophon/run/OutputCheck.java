package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.artifact.Artifact;
import org.colophon.artifact.ArtifactCheck;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Reading;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.Sha256;
import org.colophon.pipeline.StageSpec;

/**
 * What a stage left in its folder, held against what it declared: existence, schema, digest, and
 * nothing undeclared.
 *
 * @param outputs what may be published
 * @param problems one line for each thing that is wrong
 */
public record OutputCheck(List<Artifact> outputs, List<String> problems) {
  public OutputCheck {
    outputs = List.copyOf(outputs);
    problems = List.copyOf(problems);
  }

  /** Checks what lies in {@code folder} now; changes nothing. */
  public static OutputCheck of(StageSpec stage, StageFolder folder, SchemaCatalog catalog)
      throws IOException {
    List<Artifact> outputs = new ArrayList<>();
    List<String> problems = new ArrayList<>(undeclared(stage, folder));
    for (Map.Entry<String, StageSpec.Output> output : stage.outputs().entrySet()) {
      AliasCheck check = new AliasCheck(stage, output.getKey(), output.getValue(), folder, catalog);
      check.artifact(problems).ifPresent(outputs::add);
    }
    return new OutputCheck(outputs, problems);
  }

  static List<String> undeclared(StageSpec stage, StageFolder folder) throws IOException {
    List<String> names = new ArrayList<>(names(folder.root()));
    names.removeIf(StageFolder.RESERVED::contains);
    if (stage.foreach().isPresent()) {
      names.removeIf(StageFolder.OF_ITEMS::contains);
    }
    names.removeIf(stage.outputs()::containsKey);
    if (Files.isDirectory(folder.logs(), LinkOption.NOFOLLOW_LINKS)) {
      String logs = folder.logs().getFileName() + "/";
      names(folder.logs()).stream().map(logs::concat).forEach(names::add);
      names.removeIf(StageFolder.RECORDS::contains);
    }
    return names.stream().sorted().map(name -> undeclared(stage, name)).toList();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
    }
  }

  private static String undeclared(StageSpec stage, String path) {
    return "undeclared_output: "
        + stage.id()
        + "/"
        + path
        + "; declare it in the pipeline file or do not write it";
  }

  /** One declared output. */
  private record AliasCheck(
      StageSpec stage,
      String alias,
      StageSpec.Output output,
      StageFolder folder,
      SchemaCatalog catalog) {

    Optional<Artifact> artifact(List<String> problems) throws IOException {
      Path root = folder.output(alias);
      if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
          problems.add("invalid_output: " + alias + " is not a folder");
        }
        missing(problems);
        return Optional.empty();
      }
      FolderContents contents = FolderContents.of(root);
      contents.others().forEach(name -> problems.add(OutputProblems.notAFile(alias, name)));
      List<ArtifactFile> files = new ArrayList<>();
      boolean own = false;
      for (String name : contents.files()) {
        Optional<ArtifactType> type = FilePatterns.of(output).typeOf(name);
        if (type.isPresent()) {
          own |= type.get().equals(output.type());
          files.add(checked(root.resolve(name), name, type.get(), problems));
        } else {
          problems.add(undeclared(stage, alias + "/" + name));
        }
      }
      if (!own) {
        files.forEach(file -> problems.add(alone(file)));
        missing(problems);
        return Optional.empty();
      }
      return Optional.of(Artifact.of(alias, output.type(), stage.id() + "/" + alias, files));
    }

    private ArtifactFile checked(Path file, String name, ArtifactType type, List<String> problems)
        throws IOException {
      ArtifactCheck check = catalog.check(type, file, Reading.STRICT);
      problems.addAll(OutputProblems.invalid(alias, name, check));
      return new ArtifactFile(name, Files.size(file), Sha256.of(file));
    }

    private void missing(List<String> problems) {
      problems.addAll(OutputProblems.missing(alias, output, output.files()));
    }

    private String alone(ArtifactFile file) {
      return "invalid_output: "
          + alias
          + "/"
          + file.path()
          + " goes with no file "
          + output.files();
    }
  }
}
