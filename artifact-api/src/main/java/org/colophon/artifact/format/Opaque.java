package org.colophon.artifact.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** Any regular file: {@code {"bytes": 12, "utf8": true}}. */
record Opaque(Limits limits) implements ArtifactFormat {
  @Override
  public String id() {
    return "opaque";
  }

  @Override
  public Description describe(Path file, RowVisitor rows) throws IOException {
    return SourceFile.describe(
        file,
        Long.MAX_VALUE,
        () ->
            new Description(
                JsonNodeFactory.instance
                    .objectNode()
                    .put("bytes", Files.size(file))
                    .put("utf8", isUtf8(file)),
                List.of()));
  }

  private static boolean isUtf8(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        Reader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder())) {
      char[] buffer = new char[8192];
      int read = text.read(buffer);
      while (read >= 0) {
        read = text.read(buffer);
      }
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
