package org.colophon.legacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.artifact.ArtifactCheck;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Reading;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.Severity;
import org.colophon.artifact.Sha256;
import org.colophon.legacy.Recognition.Candidate;
import org.colophon.run.FilePatterns;
import org.colophon.run.FolderContents;

/** Whether a file from before the schema may be used: as it is, converted, or not. */
sealed interface FileCheck {
  Candidate file();

  /** It fits the schema as it is. */
  record AsItIs(Candidate file, ArtifactFile found) implements FileCheck {}

  /**
   * It fits after a declared conversion.
   *
   * @param path the new file
   */
  record Converted(
      Candidate file,
      ArtifactFile found,
      String mapping,
      Path path,
      String sha256,
      List<String> changes,
      List<Fact> facts)
      implements FileCheck {}

  /**
   * It may not be used.
   *
   * @param reasons each begins with a reason code
   */
  record Unusable(Candidate file, List<String> reasons) implements FileCheck {}

  /**
   * Judges one file.
   *
   * @param scratch folder for what conversions write
   */
  static FileCheck of(Candidate file, FilePatterns patterns, SchemaCatalog catalog, Path scratch) {
    if (!FolderContents.isPlain(file.target())) {
      return new Unusable(
          file, List.of("name_not_plain: its name holds a control character or a backslash"));
    }
    Optional<ArtifactType> type = patterns.typeOf(file.target());
    if (type.isEmpty()) {
      return new Unusable(
          file, List.of("no_pattern: the pipeline file has no pattern for " + file.target()));
    }
    try {
      return judged(file, type.get(), catalog, scratch);
    } catch (IOException e) {
      return new Unusable(file, List.of("unreadable: " + e.getMessage()));
    }
  }

  private static FileCheck judged(
      Candidate file, ArtifactType type, SchemaCatalog catalog, Path scratch) throws IOException {
    ArtifactFile found =
        new ArtifactFile(file.name(), Files.size(file.real()), Sha256.of(file.real()));
    List<String> reasons = reasons(catalog.check(type, file.real(), Reading.STRICT));
    if (reasons.isEmpty()) {
      Optional<Mapping> embedding = SidecarMeta.embedding(file.real());
      return embedding.isEmpty()
          ? new AsItIs(file, found)
          : converted(file, found, embedding.get(), type, catalog, scratch, reasons);
    }
    if (file.mapping().isEmpty()) {
      return new Unusable(file, reasons);
    }
    return converted(file, found, file.mapping().get(), type, catalog, scratch, reasons);
  }

  private static FileCheck converted(
      Candidate file,
      ArtifactFile found,
      Mapping mapping,
      ArtifactType type,
      SchemaCatalog catalog,
      Path scratch,
      List<String> asItIs)
      throws IOException {
    Path target = scratch.resolve(file.target());
    Files.createDirectories(target.resolveSibling(""));
    try {
      Mapping.Done done = mapping.convert(file.real(), file.name(), target);
      List<String> reasons = reasons(catalog.check(type, target, Reading.STRICT));
      if (reasons.isEmpty()) {
        return new Converted(
            file, found, mapping.id(), target, Sha256.of(target), done.changes(), done.facts());
      }
      return new Unusable(file, both(asItIs, "converted by " + mapping.id() + ": ", reasons));
    } catch (Mapping.CannotConvert e) {
      return new Unusable(
          file, both(asItIs, mapping.id() + ": ", List.of(String.valueOf(e.getMessage()))));
    }
  }

  private static List<String> both(List<String> asItIs, String prefix, List<String> converted) {
    List<String> reasons = new ArrayList<>(asItIs);
    converted.forEach(reason -> reasons.add(prefix + reason));
    return List.copyOf(reasons);
  }

  /** A pickled member is no fault for the schema, but who reads the file may open it. */
  private static List<String> reasons(ArtifactCheck check) {
    return check.violations().stream()
        .filter(violation ->
            violation.severity() == Severity.INVALID
                || violation.code().equals("object_dtype_skipped"))
        .map(violation -> violation.code() + ": " + violation.message())
        .toList();
  }
}
