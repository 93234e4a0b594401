package org.colophon.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.colophon.artifact.ArtifactFile;
import org.colophon.contract.RunManifest.OutputEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One artifact of two runs, file by file. A file must be what its run recorded. Equal digests are
 * then equal files; else their values are compared, or their bytes where they have none. Fields are
 * named {@code <file>#<field>}.
 */
public record ArtifactComparison(String alias, String type, Answer answer) {
  /** The field that stands for the bytes of a whole file. */
  private static final String BYTES = "bytes";

  static ArtifactComparison of(
      RecordedRun before,
      RecordedRun after,
      OutputEntry one,
      OutputEntry other,
      ArtifactReader reader)
      throws IOException {
    Map<String, ArtifactFile> left = byPath(one);
    Map<String, ArtifactFile> right = byPath(other);
    TreeSet<String> paths = new TreeSet<>(left.keySet());
    paths.addAll(right.keySet());
    List<FieldDifference> differences = new ArrayList<>();
    if (!one.type().equals(other.type())) {
      differences.add(FieldDifference.beyond("type", one.type(), other.type()));
    }
    for (String path : paths) {
      ArtifactFile a = left.get(path);
      ArtifactFile b = right.get(path);
      if (a == null || b == null) {
        differences.add(FieldDifference.beyond(path, presence(a != null), presence(b != null)));
      } else {
        differences(new Kept(before, one, a), new Kept(after, other, b), reader).stream()
            .map(difference -> difference.inside(path + "#"))
            .forEach(differences::add);
      }
    }
    return new ArtifactComparison(one.alias(), one.type(), Answer.of(differences));
  }

  /** An artifact that only one of the runs has. */
  static ArtifactComparison lone(OutputEntry artifact, boolean before) {
    FieldDifference difference =
        FieldDifference.beyond("artifact", presence(before), presence(!before));
    return new ArtifactComparison(
        artifact.alias(), artifact.type(), Answer.of(List.of(difference)));
  }

  /** A file of one of the runs. */
  private record Kept(RecordedRun run, OutputEntry artifact, ArtifactFile file) {
    /** A file that is not what its stage left says nothing of the run. */
    private List<FieldDifference> faults() throws IOException {
      return run.fault(artifact, file).stream()
          .map(fault -> FieldDifference.beyond(BYTES, file.sha256(), fault))
          .toList();
    }

    private Optional<JsonNode> values(String type, ArtifactReader reader) throws IOException {
      Path path = run.file(artifact, file);
      return Files.isRegularFile(path) ? reader.values(type, path) : Optional.empty();
    }

    private JsonNode bytes() {
      return JsonNodeFactory.instance.objectNode().put(BYTES, file.sha256());
    }
  }

  private static List<FieldDifference> differences(Kept before, Kept after, ArtifactReader reader)
      throws IOException {
    List<FieldDifference> faults = new ArrayList<>(before.faults());
    faults.addAll(after.faults());
    if (!faults.isEmpty() || before.file().sha256().equals(after.file().sha256())) {
      return faults;
    }
    String type = reader.typeOf(before.artifact(), before.file().path());
    Optional<JsonNode> left = before.values(type, reader);
    Optional<JsonNode> right = after.values(type, reader);
    if (left.isPresent() && right.isPresent()) {
      return ValueComparison.of(type, reader.tolerances(), left.get(), right.get());
    }
    return ValueComparison.of(type, reader.tolerances(), before.bytes(), after.bytes());
  }

  private static Map<String, ArtifactFile> byPath(OutputEntry artifact) {
    Map<String, ArtifactFile> files = new TreeMap<>();
    artifact.files().forEach(file -> files.put(file.path(), file));
    return files;
  }

  private static String presence(boolean there) {
    return there ? "present" : FieldDifference.ABSENT;
  }
}
