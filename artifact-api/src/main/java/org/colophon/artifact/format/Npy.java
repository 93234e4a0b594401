package org.colophon.artifact.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One NumPy array, described as an archive that holds only an array named {@code array}. */
record Npy(Limits limits) implements ArtifactFormat {
  private static final String NAME = "array";

  @Override
  public String id() {
    return "npy";
  }

  @Override
  public Description describe(Path file, RowVisitor rows) throws IOException {
    return SourceFile.describe(file, limits.entryBytes(), () -> read(file));
  }

  private static Description read(Path file) throws IOException, DamagedContent {
    NpyArray array = NpyArray.parse(NAME, Files.readAllBytes(file));
    ObjectNode description = JsonNodeFactory.instance.objectNode();
    array.describeIn(description.putObject("arrays").putObject(NAME));
    return new Description(
        description, NpzFile.noteOn(NAME, array).map(List::of).orElseGet(List::of));
  }
}
