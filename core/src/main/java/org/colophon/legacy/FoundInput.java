package org.colophon.legacy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.contract.RunManifest.InputEntry;
import org.colophon.pipeline.StageSpec;
import org.colophon.run.ArtifactGate;
import org.colophon.run.FilePatterns;

/**
 * An input that no stage makes, found in an older folder. It stays where it is: what a run is given
 * from outside is never in the run.
 *
 * @param stage the first that reads it
 * @param unusable why it cannot be given, by file or folder; empty if it can
 */
record FoundInput(
    StageSpec stage,
    String alias,
    Recognition.Place place,
    List<ArtifactFile> files,
    List<ImportReport.UnusableFile> unusable) {
  FoundInput {
    files = List.copyOf(files);
    unusable = List.copyOf(unusable);
  }

  static FoundInput of(
      StageSpec stage,
      String alias,
      Recognition.Place place,
      LegacyFolder folder,
      SchemaCatalog catalog,
      Path scratch) {
    FilePatterns patterns = FilePatterns.all(declared(stage, alias).type());
    List<ArtifactFile> files = new ArrayList<>();
    List<ImportReport.UnusableFile> unusable = new ArrayList<>();
    for (Recognition.Candidate file : place.files()) {
      switch (FileCheck.of(file, patterns, catalog, scratch)) {
        case FileCheck.AsItIs(_, ArtifactFile found) -> files.add(found);
        // its metadata stay beside it, since it stays where it is
        case FileCheck.Converted converted -> files.add(converted.found());
        case FileCheck.Unusable(_, List<String> reasons) ->
            unusable.add(new ImportReport.UnusableFile(file.path(), reasons));
      }
    }
    long there =
        folder.files().stream()
            .filter(found -> folder.root().resolve(found.path()).startsWith(place.folder()))
            .count();
    if (place.files().size() > 1 && there > place.files().size()) {
      unusable.add(
          new ImportReport.UnusableFile(
              place.folder().toString(),
              List.of(
                  "other_files: a folder is given as a whole, and other files lie in it; give --input "
                      + alias
                      + "=PATH of one without them when the run goes on")));
    }
    return new FoundInput(stage, alias, place, files, unusable);
  }

  boolean usable() {
    return unusable.isEmpty();
  }

  /** What the run is given: the one file, or the folder. */
  Path path() {
    return place.files().size() == 1 ? place.files().getFirst().real() : place.folder();
  }

  InputEntry entry(ArtifactGate gate) throws IOException {
    return gate.importedEntryOf(alias, declared(stage, alias), path());
  }

  ImportReport.Taken line() {
    List<ImportReport.TakenFile> given = new ArrayList<>();
    for (ArtifactFile file : usable() ? files : List.<ArtifactFile>of()) {
      given.add(
          new ImportReport.TakenFile(
              place.folder().resolve(file.path()).toString(),
              file.path(),
              file.bytes(),
              file.sha256(),
              "given",
              Optional.empty(),
              List.of(),
              List.of()));
    }
    return new ImportReport.Taken(
        stage.id(),
        alias,
        declared(stage, alias).type().toString(),
        place.folder().toString(),
        place.why(),
        given,
        unusable);
  }

  private static StageSpec.Input declared(StageSpec stage, String alias) {
    return Objects.requireNonNull(stage.inputs().get(alias));
  }
}
