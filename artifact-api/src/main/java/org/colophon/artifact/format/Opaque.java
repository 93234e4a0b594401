package org.colophon.artifact.format;

import java.io.IOException;
import java.nio.file.Path;

/** Any regular file. */
record Opaque() implements ArtifactFormat {
  @Override
  public String id() {
    return "opaque";
  }

  @Override
  public Description describe(Path file, RowVisitor rows) throws IOException {
    throw new IOException("follows: " + file);
  }
}
