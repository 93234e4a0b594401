package org.colophon.stages.holography.equations;

import org.colophon.contract.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A section of a stage's parameters; what it leaves out has its default. */
public final class Parameters {
  private Parameters() {}

  /**
   * The section {@code name} of {@code params}, over {@code defaults}.
   *
   * @throws IllegalArgumentException if the section has an unknown key or a value out of range; the
   *     message names the section
   */
  public static <T> T section(JsonNode params, String name, T defaults, Class<T> type) {
    ObjectNode merged = Json.mapper().valueToTree(defaults);
    JsonNode given = params.path(name);
    if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
      throw new IllegalArgumentException("params." + name + " must be a mapping, was " + given);
    }
    overlay(merged, given);
    try {
      return Json.mapper().treeToValue(merged, type);
    } catch (JacksonException e) {
      Throwable cause = e.getCause() instanceof IllegalArgumentException refused ? refused : e;
      String detail =
          cause instanceof JacksonException json ? json.getOriginalMessage() : cause.getMessage();
      throw new IllegalArgumentException("params." + name + ": " + detail, e);
    }
  }

  private static void overlay(ObjectNode base, JsonNode given) {
    given.forEachEntry((key, value) -> {
      if (value.isObject() && base.get(key) instanceof ObjectNode inner) {
        overlay(inner, value);
      } else {
        base.set(key, value);
      }
    });
  }
}
