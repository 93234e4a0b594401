package org.colophon.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
 */
public record Document(String name, ObjectNode root, Lines lines) {
  private static final long MAX_BYTES = 4L << 20;
  private static final ObjectMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * Where a value stands, and what is in it. A tree, since one text for each value's place could
   * take the square of the file's size.
   *
   * @param line from 1
   */
  public record Lines(int line, Map<String, Lines> keys, List<Lines> items) {
    private static Lines leaf(int line) {
      return new Lines(line, Map.of(), List.of());
    }

    private Optional<Lines> child(String step) {
      if (!keys.isEmpty()) {
        return Optional.ofNullable(keys.get(step));
      }
      return step.matches("[0-9]{1,9}") && Integer.parseInt(step) < items.size()
          ? Optional.of(items.get(Integer.parseInt(step)))
          : Optional.empty();
    }
  }

  /** A value with the lines in it. */
  private record Found(JsonNode value, Lines lines) {}

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
    return name + ":" + line(pointer);
  }

  /**
   * A text of this document as a path; the only text that is none has a NUL in it.
   *
   * @throws InvalidDocument naming the place
   */
  public Path path(String pointer, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new InvalidDocument(place(pointer) + ": not a path: " + e.getReason());
    }
  }

  /** The line of a value, or of the nearest one around it that has a line; from 1. */
  public int line(String pointer) {
    Lines here = lines;
    for (String step : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
      Optional<Lines> next = here.child(step.replace("~1", "/").replace("~0", "~"));
      if (next.isEmpty()) {
        break;
      }
      here = next.get();
    }
    return here.line();
  }

  private static Document parse(String name, byte[] bytes, ObjectMapper mapper) {
    try (JsonParser parser = mapper.createParser(bytes)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw new InvalidDocument(name + ": expected a mapping of keys to values at the top");
      }
      Found root = object(parser, line(parser), name);
      if (parser.nextToken() != null) {
        throw new InvalidDocument(name + ":" + line(parser) + ": more than one document");
      }
      return new Document(name, root.value().asObject(), root.lines());
    } catch (StreamReadException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new InvalidDocument(name + ":" + line + ": " + firstLine(e.getOriginalMessage()));
    } catch (JacksonException e) {
      throw new InvalidDocument(name + ": " + firstLine(e.getOriginalMessage()));
    }
  }

  private static Found object(JsonParser parser, int line, String name) {
    ObjectNode node = NODES.objectNode();
    Map<String, Lines> keys = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int at = line(parser);
      parser.nextToken();
      Found value = value(parser, at, name);
      node.set(key, value.value());
      keys.put(key, value.lines());
    }
    return new Found(node, new Lines(line, keys, List.of()));
  }

  private static Found array(JsonParser parser, int line, String name) {
    ArrayNode node = NODES.arrayNode();
    List<Lines> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Found value = value(parser, line(parser), name);
      node.add(value.value());
      // a long list of plain values on one line shares one place
      boolean same = !items.isEmpty() && items.getLast().equals(value.lines());
      items.add(same ? items.getLast() : value.lines());
    }
    return new Found(node, new Lines(line, Map.of(), items));
  }

  private static Found value(JsonParser parser, int line, String name) {
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw new InvalidDocument(
          name
              + ":"
              + line(parser)
              + ": YAML aliases (*name) are not supported; write the value out");
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return object(parser, line, name);
    }
    if (token == JsonToken.START_ARRAY) {
      return array(parser, line, name);
    }
    return new Found(parser.readValueAsTree(), Lines.leaf(line));
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse(message).replaceFirst(" \\(start marker at .*", "");
  }
}
