package org.colophon.artifact.format;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
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
  private final JsonMapper mapper;

  StrictJson(Limits limits) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(limits.depth()).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    this.mapper =
        JsonMapper.builder(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  }

  JsonNode parse(byte[] utf8) throws DamagedContent {
    return parse(StrictText.of(utf8));
  }

  JsonNode parse(String text) throws DamagedContent {
    JsonNode value;
    try {
      value = mapper.readTree(text);
    } catch (StreamConstraintsException e) {
      throw new DamagedContent("json_limit", place(e) + e.getOriginalMessage());
    } catch (JacksonException e) {
      throw new DamagedContent(codeOf(e), place(e) + e.getOriginalMessage());
    }
    if (value.isMissingNode()) {
      throw new DamagedContent("not_json", "the text is empty; a JSON value is expected");
    }
    refuseNonFinite(value, "");
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
  private static void refuseNonFinite(JsonNode value, String path) throws DamagedContent {
    if (value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue())) {
      throw new DamagedContent(
          "non_finite:" + Printable.of(path), "the number is too large for a double");
    }
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> property : value.properties()) {
        refuseNonFinite(
            property.getValue(),
            path.isEmpty() ? property.getKey() : path + "." + property.getKey());
      }
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        refuseNonFinite(value.get(i), path + "[" + i + "]");
      }
    }
  }
}
