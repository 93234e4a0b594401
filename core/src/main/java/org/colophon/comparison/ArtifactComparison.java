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
import org.colophon.artifact.Sha256;
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
        Pair pair = new Pair(before.file(one, a), after.file(other, b), a, b);
        pair.differences(reader.typeOf(one, path), reader).stream()
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

  private record Pair(Path before, Path after, ArtifactFile one, ArtifactFile other) {
    List<FieldDifference> differences(String type, ArtifactReader reader) throws IOException {
      List<FieldDifference> tampered = new ArrayList<>(changed(before, one));
      tampered.addAll(changed(after, other));
      if (!tampered.isEmpty() || one.sha256().equals(other.sha256())) {
        return tampered;
      }
      Optional<JsonNode> left = values(type, before, reader);
      Optional<JsonNode> right = values(type, after, reader);
      if (left.isPresent() && right.isPresent()) {
        return ValueComparison.of(type, reader.tolerances(), left.get(), right.get());
      }
      return ValueComparison.of(
          type, reader.tolerances(), bytes(one.sha256()), bytes(other.sha256()));
    }

    /** A file that is not what its stage left says nothing of the run. */
    private static List<FieldDifference> changed(Path path, ArtifactFile file) throws IOException {
      boolean asRecorded = !Files.exists(path) || Sha256.of(path).equals(file.sha256());
      return asRecorded
          ? List.of()
          : List.of(
              FieldDifference.beyond(BYTES, file.sha256(), path + " was changed after its stage"));
    }

    private static Optional<JsonNode> values(String type, Path file, ArtifactReader reader)
        throws IOException {
      return Files.isRegularFile(file) ? reader.values(type, file) : Optional.empty();
    }

    private static JsonNode bytes(String sha256) {
      return JsonNodeFactory.instance.objectNode().put(BYTES, sha256);
    }
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
