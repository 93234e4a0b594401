package org.colophon.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.contract.PipelineException.MissingInput;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * A YAML or JSON file, read with the line of every value, so that a message can point at it.
 *
 * @param name the file as the user knows it, for messages
 * @param lines line numbers from 1, by JSON pointer
 */
public record Document(String name, ObjectNode root, Map<String, Integer> lines) {
  private static final long MAX_BYTES = 4L << 20;
  private static final ObjectMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  public Document {
    lines = Map.copyOf(lines);
  }

  /**
   * Reads {@code file} as JSON when its name ends so, else as YAML.
   *
   * @throws MissingInput if there is no such file
   * @throws InvalidDocument if it cannot be parsed, is not a mapping, or is over 4 MiB; the message
   *     gives the line
   */
  public static Document read(Path file) throws IOException {
    return read(file, MAX_BYTES);
  }

  /**
   * The same for a file of at most {@code maxBytes} bytes, which a program may have written.
   *
   * @throws MissingInput if there is no such file
   * @throws InvalidDocument if it cannot be parsed, is not a mapping, or is larger
   */
  public static Document read(Path file, long maxBytes) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new MissingInput("no such file: " + file);
    }
    if (Files.size(file) > maxBytes) {
      throw new InvalidDocument(
          file + " is over " + (maxBytes >> 20) + " MiB, too large to be read whole");
    }
    boolean json = file.toString().endsWith(".json");
    return parse(file.toString(), Files.readAllBytes(file), json ? Json.mapper() : YAML);
  }

  /** Parses YAML text; {@code name} stands for it in messages. */
  public static JsonNode value(String name, String yaml) {
    try {
      JsonNode value = YAML.readTree(yaml);
      return value.isMissingNode() ? NODES.stringNode("") : value;
    } catch (JacksonException e) {
      throw new InvalidDocument(name + ": " + firstLine(e.getOriginalMessage()));
    }
  }

  /** The place of a value for a message: {@code file:line}. */
  public String place(String pointer) {
    String at = pointer;
    Optional<Integer> line = Optional.ofNullable(lines.get(at));
    while (line.isEmpty() && !at.isEmpty()) {
      at = at.substring(0, at.lastIndexOf('/'));
      line = Optional.ofNullable(lines.get(at));
    }
    return name + ":" + line.orElse(1);
  }

  private static Document parse(String name, byte[] bytes, ObjectMapper mapper) {
    Map<String, Integer> lines = new HashMap<>();
    try (JsonParser parser = mapper.createParser(bytes)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw new InvalidDocument(name + ": expected a mapping of keys to values at the top");
      }
      ObjectNode root = object(parser, "", lines, name);
      if (parser.nextToken() != null) {
        throw new InvalidDocument(
            name + ":" + parser.currentTokenLocation().getLineNr() + ": more than one document");
      }
      return new Document(name, root, lines);
    } catch (StreamReadException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new InvalidDocument(name + ":" + line + ": " + firstLine(e.getOriginalMessage()));
    } catch (JacksonException e) {
      throw new InvalidDocument(name + ": " + firstLine(e.getOriginalMessage()));
    }
  }

  private static ObjectNode object(
      JsonParser parser, String pointer, Map<String, Integer> lines, String name) {
    ObjectNode node = NODES.objectNode();
    lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      String at = pointer + "/" + escape(key);
      lines.put(at, parser.currentTokenLocation().getLineNr());
      parser.nextToken();
      node.set(key, value(parser, at, lines, name));
    }
    return node;
  }

  private static ArrayNode array(
      JsonParser parser, String pointer, Map<String, Integer> lines, String name) {
    ArrayNode node = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String at = pointer + "/" + node.size();
      lines.put(at, parser.currentTokenLocation().getLineNr());
      node.add(value(parser, at, lines, name));
    }
    return node;
  }

  private static JsonNode value(
      JsonParser parser, String pointer, Map<String, Integer> lines, String name) {
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw new InvalidDocument(
          name
              + ":"
              + parser.currentTokenLocation().getLineNr()
              + ": YAML aliases (*name) are not supported; write the value out");
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return object(parser, pointer, lines, name);
    }
    if (token == JsonToken.START_ARRAY) {
      return array(parser, pointer, lines, name);
    }
    return parser.readValueAsTree();
  }

  private static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse(message).replaceFirst(" \\(start marker at .*", "");
  }
}
