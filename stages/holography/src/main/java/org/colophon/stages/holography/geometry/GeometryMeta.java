package org.colophon.stages.holography.geometry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.colophon.contract.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The {@code meta_json} of a geometry prediction. Only what identifies the system is required, so
 * that geometries from elsewhere can be read too.
 */
final class GeometryMeta {
  private static final String SCHEMA_NAME = "GeometryPrediction";

  private GeometryMeta() {}

  static String text(GeometryPrediction prediction) {
    Recovery recovery = prediction.recovery();
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("schema_name", SCHEMA_NAME);
    meta.put("schema_version", GeometryPredictionFile.SCHEMA_VERSION);
    meta.put("system_id", prediction.systemId());
    meta.put("family", prediction.family().id());
    meta.put("d", prediction.d());
    meta.put("z_h", prediction.zH());
    meta.put("z_h_sigma", prediction.zHSigma());
    meta.put("temperature", prediction.temperature());
    meta.put("p", recovery.p());
    meta.put("p_sigma", recovery.pSigma());
    meta.put("Delta_hat", recovery.deltaHat());
    meta.put("Delta_sigma", recovery.deltaSigma());
    meta.put("chi2_dof", recovery.chi2Dof());
    meta.put("delta_chi2", recovery.deltaChi2());
    meta.put("gauge", recovery.gauge());
    meta.put("learned", recovery.learned());
    meta.put("method", recovery.method());
    meta.put("probe", recovery.probe());
    meta.put("z_reach", recovery.zReach());
    meta.put("interpretation", recovery.interpretation());
    meta.put("source_stage", prediction.sourceStage());
    meta.put("git_sha", prediction.gitSha());
    return Json.line(meta);
  }

  /**
   * @throws IllegalArgumentException if {@code text} is no meta; the message starts with a reason
   *     code
   */
  static GeometryPrediction read(String text, GeometryTable table) {
    JsonNode meta = parse(text);
    if (!required(meta, "schema_name").asString().equals(SCHEMA_NAME)) {
      throw new IllegalArgumentException("schema_name: not a " + SCHEMA_NAME);
    }
    String version = required(meta, "schema_version").asString();
    if (!version.equals(GeometryPredictionFile.SCHEMA_VERSION)) {
      throw new IllegalArgumentException("schema_version: cannot read version " + version);
    }
    JsonNode d = required(meta, "d");
    if (!d.isInt()) {
      throw new IllegalArgumentException("meta_type:d: must be a whole number, was " + d);
    }
    return new GeometryPrediction(
        string(meta, "system_id"),
        d.intValue(),
        family(string(meta, "family")),
        table,
        number(meta, "z_h"),
        number(meta, "z_h_sigma"),
        number(meta, "temperature"),
        recovery(meta),
        optionalString(meta, "source_stage", "unstated"),
        optionalString(meta, "git_sha", "unknown"));
  }

  private static Recovery recovery(JsonNode meta) {
    Recovery unstated = Recovery.UNSTATED;
    return new Recovery(
        number(meta, "p"),
        number(meta, "p_sigma"),
        numbers(meta, "Delta_hat"),
        numbers(meta, "Delta_sigma"),
        number(meta, "chi2_dof"),
        number(meta, "delta_chi2"),
        optionalString(meta, "gauge", unstated.gauge()),
        strings(meta, "learned"),
        optionalString(meta, "method", unstated.method()),
        optionalString(meta, "probe", unstated.probe()),
        number(meta, "z_reach"),
        optionalString(meta, "interpretation", unstated.interpretation()));
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode meta = Json.mapper().readTree(text);
      if (meta.isObject()) {
        return meta;
      }
      throw new IllegalArgumentException("meta_not_json: meta_json must be an object");
    } catch (JacksonException e) {
      throw new IllegalArgumentException("meta_not_json: " + e.getOriginalMessage(), e);
    }
  }

  private static Family family(String id) {
    try {
      return Family.of(id);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("meta_range:family: no family is called " + id, e);
    }
  }

  private static JsonNode required(JsonNode meta, String key) {
    JsonNode value = meta.path(key);
    if (value.isMissingNode() || value.isNull()) {
      throw new IllegalArgumentException("missing_meta:" + key);
    }
    return value;
  }

  private static String string(JsonNode meta, String key) {
    JsonNode value = required(meta, key);
    if (!value.isString()) {
      throw new IllegalArgumentException("meta_type:" + key + ": must be a string, was " + value);
    }
    return value.stringValue();
  }

  private static String optionalString(JsonNode meta, String key, String absent) {
    JsonNode value = meta.path(key);
    return value.isMissingNode() || value.isNull() ? absent : string(meta, key);
  }

  private static OptionalDouble number(JsonNode meta, String key) {
    JsonNode value = meta.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalDouble.empty();
    }
    if (!value.isNumber()) {
      throw new IllegalArgumentException("meta_type:" + key + ": must be a number, was " + value);
    }
    return OptionalDouble.of(value.doubleValue());
  }

  private static Map<String, Double> numbers(JsonNode meta, String key) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : meta.path(key).properties()) {
      if (!entry.getValue().isNumber()) {
        throw new IllegalArgumentException("meta_type:" + key + ": must hold numbers");
      }
      numbers.put(entry.getKey(), entry.getValue().doubleValue());
    }
    return numbers;
  }

  private static List<String> strings(JsonNode meta, String key) {
    List<String> strings = new ArrayList<>();
    meta.path(key).forEach(value -> strings.add(value.asString()));
    return strings;
  }
}
