package org.colophon.artifact.format;

import java.io.IOException;
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
    try (ByteLines lines = ByteLines.of(file, limits.jsonBytes())) {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        if (!ByteLines.isBlank(line.get())) {
          number++;
          if (!rows.passes(line.get())) {
            rows.row(number, record(json, line.get(), number));
          }
        }
      }
    } catch (ByteLines.TooLong e) {
      throw new DamagedContent("json_limit row " + (number + 1), String.valueOf(e.getMessage()));
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
