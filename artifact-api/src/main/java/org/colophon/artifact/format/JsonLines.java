package org.colophon.artifact.format;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One JSON value a line: {@code {"rows": 3}}. Blank lines do not count. */
record JsonLines(Limits limits) implements ArtifactFormat {
  @Override
  public String id() {
    return "jsonl";
  }

  @Override
  public Description describe(Path file, RowVisitor rows) throws IOException {
    return SourceFile.describe(file, limits.fileBytes(), () -> read(file, rows));
  }

  private Description read(Path file, RowVisitor rows) throws IOException, DamagedContent {
    StrictJson json = new StrictJson(limits);
    long number = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0 || line.size() > 0; b = in.read()) {
        if (b >= 0 && b != '\n') {
          line.write(b);
          if (line.size() > limits.jsonBytes()) {
            throw new DamagedContent("json_limit row " + (number + 1), "the line is too long");
          }
          continue;
        }
        byte[] text = line.toByteArray();
        line.reset();
        if (!new String(text, java.nio.charset.StandardCharsets.ISO_8859_1).isBlank()) {
          number++;
          rows.row(number, record(json, text, number));
        }
      }
    }
    return new Description(JsonNodeFactory.instance.objectNode().put("rows", number), List.of());
  }

  private static JsonNode record(StrictJson json, byte[] text, long number) throws DamagedContent {
    try {
      return json.parse(text);
    } catch (DamagedContent damage) {
      Finding finding = damage.finding();
      throw new DamagedContent(
          finding.code() + " row " + number, "record " + number + ": " + finding.message());
    }
  }
}
