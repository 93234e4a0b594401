package org.colophon.run;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.colophon.artifact.ArtifactType;
import org.colophon.pipeline.StageSpec;

/**
 * Which type each file of an artifact has, by the patterns of the output that declares it.
 *
 * @param types by glob pattern, the artifact's own files first
 */
public record FilePatterns(ArtifactType own, Map<String, ArtifactType> types) {

  public static FilePatterns of(StageSpec.Output output) {
    Map<String, ArtifactType> types = new LinkedHashMap<>();
    types.put(output.files(), output.type());
    types.putAll(output.also());
    return new FilePatterns(output.type(), types);
  }

  /** Every file is of one type: an input that no stage of the pipeline makes. */
  public static FilePatterns all(ArtifactType type) {
    return new FilePatterns(type, Map.of("**", type));
  }

  /** The type of a file, by its path in the artifact; empty if nothing declares it. */
  public Optional<ArtifactType> typeOf(String path) {
    Path relative = Path.of(path);
    return types.entrySet().stream()
        .filter(entry ->
            FileSystems.getDefault().getPathMatcher("glob:" + entry.getKey()).matches(relative))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
