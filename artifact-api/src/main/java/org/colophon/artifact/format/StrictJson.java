package org.colophon.artifact.format;

import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as RFC 8259 has it, without its freedoms: one meaning for every text. Keys are unique,
 * numbers are finite as doubles, nesting is bounded, nothing follows the value.
 */
final class StrictJson {
  /** Brackets, keys and values of one text; each takes some 70 bytes of memory. */
  private static final long MOST_TOKENS = 4_000_000;

  /** A reader costs more than a text of so many bytes. */
  private static final int SHORT = 16 << 10;

  /** To make one costs more than to read a small file. */
  private static final Map<Limits, JsonMapper> MAPPERS = new ConcurrentHashMap<>();

  private final JsonMapper mapper;

  StrictJson(Limits limits) {
    this.mapper = MAPPERS.computeIfAbsent(limits, StrictJson::mapper);
  }

  private static JsonMapper mapper(Limits limits) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depth())
                    .maxTokenCount(MOST_TOKENS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  JsonNode parse(byte[] utf8) throws DamagedContent {
    return utf8.length <= SHORT ? parse(StrictText.of(utf8)) : parse(StrictText.reader(utf8));
  }

  JsonNode parse(String text) throws DamagedContent {
    return parse(new StringReader(text));
  }

  private JsonNode parse(Reader text) throws DamagedContent {
    JsonNode value;
    try {
      value = mapper.readTree(text);
    } catch (JacksonIOException e) {
      // nothing else can go wrong in reading what is in memory
      throw StrictText.notUtf8();
    } catch (StreamConstraintsException e) {
      throw new DamagedContent("json_limit", place(e) + e.getOriginalMessage());
    } catch (JacksonException e) {
      throw new DamagedContent(codeOf(e), place(e) + e.getOriginalMessage());
    }
    if (value.isMissingNode()) {
      throw new DamagedContent("not_json", "the text is empty; a JSON value is expected");
    }
    refuseNonFinite(value);
    return value;
  }

  private static String codeOf(JacksonException e) {
    return e.getOriginalMessage().startsWith("Duplicate Object property")
        ? "duplicate_key"
        : "not_json";
  }

  private static String place(JacksonException e) {
    return e.getLocation() == null
        ? ""
        : "line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ": ";
  }

  /** A number such as 1e999 has no double; JSON Schema could not compare it. */
  private static void refuseNonFinite(JsonNode value) throws DamagedContent {
    Deque<String> path = new ArrayDeque<>();
    if (findNonFinite(value, path)) {
      String place = String.join("", path);
      throw new DamagedContent(
          "non_finite:" + Printable.of(place.startsWith(".") ? place.substring(1) : place),
          "the number is too large for a double");
    }
  }

  /** The path is made on the way back: one for each value could take more than the file. */
  private static boolean findNonFinite(JsonNode value, Deque<String> path) {
    if (value.isFloatingPointNumber()) {
      return !Double.isFinite(value.doubleValue());
    }
    for (Map.Entry<String, JsonNode> property : value.properties()) {
      if (findNonFinite(property.getValue(), path)) {
        path.addFirst("." + property.getKey());
        return true;
      }
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      if (findNonFinite(value.get(i), path)) {
        path.addFirst("[" + i + "]");
        return true;
      }
    }
    return false;
  }
}
