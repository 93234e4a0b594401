package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.colophon.artifact.Sha256;
import org.colophon.config.RunConfig;
import org.colophon.contract.Json;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.StageProgramRef;
import org.colophon.pipeline.StageSpec;

/**
 * The digest of everything that a stage's outputs may depend on: what it runs, its code, its
 * parameters, its inputs and the seed. Two attempts with the same key should give the same bytes.
 */
final class CacheKey {
  private CacheKey() {}

  static String of(Pipeline pipeline, StageSpec stage, RunConfig config, List<AdmittedInput> inputs)
      throws IOException {
    List<Object> parts = new ArrayList<>();
    parts.add("cache-key/1");
    parts.add(stage.id());
    parts.add(stage.program());
    parts.add(codeDigest(pipeline, stage));
    parts.add(config.sections(stage.params()));
    parts.add(config.seed());
    inputs.forEach(input ->
        parts.add(List.of(input.entry().alias(), input.entry().type(), input.entry().sha256())));
    stage.outputs().forEach((alias, output) -> parts.add(List.of(alias, output)));
    return Sha256.of(Json.line(parts));
  }

  /** The jar of a Java stage, or every file in the stage's own folder. */
  private static String codeDigest(Pipeline pipeline, StageSpec stage) throws IOException {
    return switch (stage.program()) {
      case StageProgramRef.JavaMain _ -> Sha256.of(pipeline.java().orElseThrow().jar());
      case StageProgramRef.Program _ -> folderDigest(pipeline.folder().resolve(stage.id()));
    };
  }

  private static String folderDigest(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return "none";
    }
    StringBuilder listing = new StringBuilder();
    for (String file : FolderContents.of(folder).files()) {
      listing.append(Sha256.of(folder.resolve(file))).append("  ").append(file).append('\n');
    }
    return Sha256.of(listing.toString());
  }
}
