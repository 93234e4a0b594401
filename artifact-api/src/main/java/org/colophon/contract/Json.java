package org.colophon.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * JSON as the project reads and writes it: UTF-8, two-space indent, {@code snake_case} keys in
 * declared order, a final newline; duplicate keys are refused.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPrettyPrinter(new StablePrinter())
          .addModule(
              new SimpleModule()
                  .addSerializer(Path.class, new ToStringSerializer(Path.class))
                  .addDeserializer(Path.class, new PathAsText()))
          .build();

  /** Paths are plain text; by default they would be URIs, which no other language expects. */
  private static final class PathAsText extends ValueDeserializer<Path> {
    @Override
    public Path deserialize(JsonParser parser, DeserializationContext context) {
      return Path.of(parser.getString());
    }
  }

  private static final ObjectWriter ON_ONE_LINE =
      MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  public static JsonMapper mapper() {
    return MAPPER;
  }

  /**
   * @throws IOException if the file cannot be read, is not JSON, or is over 256 MiB; the message
   *     names the file
   */
  public static JsonNode read(Path file) throws IOException {
    return read(file, JsonNode.class);
  }

  /**
   * @throws IOException if the file cannot be read or does not have the form of {@code type}
   */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    byte[] bytes = BoundedFile.read(file);
    try {
      T value = MAPPER.readValue(bytes, type);
      if (value == null) {
        throw new IOException(file + " holds null in place of a value");
      }
      return value;
    } catch (JacksonException e) {
      throw new IOException(file + " is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The text of {@code value}, indented, with a final newline. */
  public static String text(Object value) {
    return MAPPER.writeValueAsString(value) + "\n";
  }

  /** The text of {@code value} on one line, without a newline. */
  public static String line(Object value) {
    return ON_ONE_LINE.writeValueAsString(value);
  }

  public static void write(Path file, Object value) throws IOException {
    WholeFile.write(file, text(value).getBytes(StandardCharsets.UTF_8));
  }
}
