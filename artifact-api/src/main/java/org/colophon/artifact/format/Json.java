package org.colophon.artifact.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One JSON document; its description is the document itself. */
record Json(Limits limits) implements ArtifactFormat {
  @Override
  public String id() {
    return "json";
  }

  @Override
  public Description describe(Path file, RowVisitor rows) throws IOException {
    return SourceFile.describe(
        file,
        limits.jsonBytes(),
        () -> new Description(new StrictJson(limits).parse(Files.readAllBytes(file)), List.of()));
  }
}
