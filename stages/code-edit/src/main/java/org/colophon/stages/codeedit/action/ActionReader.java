package org.colophon.stages.codeedit.action;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.colophon.contract.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads an action as a model writes it. Whatever it does not know it refuses: a key that is passed
 * over in silence would be a wish that nobody grants.
 */
public final class ActionReader {
  /** Bytes of a rule, and likewise of a pattern or a rewrite, if nothing else is said. */
  public static final int MOST_BYTES = 8 << 10;

  private static final Set<String> COMMON = Set.of("type", "language", "mode", "notes");
  private static final Set<String> STRICTNESS =
      Set.of("cst", "smart", "ast", "relaxed", "signature", "template");

  private final int mostBytes;

  /**
   * A reader.
   *
   * @param mostBytes of a rule, and likewise of a pattern or a rewrite
   */
  public ActionReader(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * The action in a text of JSON.
   *
   * @throws InvalidAction if it is none
   */
  public AstGrepAction read(String text) throws InvalidAction {
    try {
      return read(Json.mapper().readTree(text));
    } catch (JacksonException e) {
      throw new InvalidAction("bad_json", e.getOriginalMessage());
    }
  }

  /**
   * The action in a tree of JSON; {@code {"action": {…}}} is unwrapped.
   *
   * @throws InvalidAction if it is none
   */
  public AstGrepAction read(JsonNode given) throws InvalidAction {
    JsonNode action = given.size() == 1 && given.has("action") ? given.path("action") : given;
    if (!action.isObject()) {
      throw new InvalidAction("schema", "an action is a JSON object");
    }
    String type = text(action, "type");
    if (!type.equals("ast_grep")) {
      throw new InvalidAction("schema", "type is ast_grep, not " + type);
    }
    if (action.has("notes") && !action.path("notes").isString()) {
      throw new InvalidAction("schema", "notes is text");
    }
    String named = text(action, "language");
    Language language =
        Language.inAction(named)
            .orElseThrow(() -> new InvalidAction("schema", "no language " + named));
    return new AstGrepAction(language, rules(action, language));
  }

  private String rules(JsonNode action, Language language) throws InvalidAction {
    String mode = text(action, "mode");
    return switch (mode) {
      case "yaml" -> {
        onlyKeys(action, Set.of("rule_yaml"));
        yield RuleText.checked(bounded("rule_yaml", text(action, "rule_yaml")), language);
      }
      case "cli" -> {
        Map<String, String> words = action.has("cli") ? cli(action) : fields(action);
        yield rule(words, language);
      }
      default -> throw new InvalidAction("schema", "mode is yaml or cli, not " + mode);
    };
  }

  private Map<String, String> cli(JsonNode action) throws InvalidAction {
    onlyKeys(action, Set.of("cli"));
    return CliString.fields(bounded("cli", text(action, "cli")), text(action, "language"));
  }

  private static Map<String, String> fields(JsonNode action) throws InvalidAction {
    onlyKeys(action, Set.of("pattern", "rewrite", "selector", "strictness"));
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("pattern", text(action, "pattern"));
    fields.put("rewrite", text(action, "rewrite"));
    for (String optional : List.of("selector", "strictness")) {
      if (action.has(optional)) {
        fields.put(optional, text(action, optional));
      }
    }
    return fields;
  }

  /**
   * The rule that does what {@code ast-grep run} would with such options. As a rule, a pattern of
   * several nodes or with an error in it is refused, where {@code run} would only not match.
   */
  private String rule(Map<String, String> fields, Language language) throws InvalidAction {
    Map<String, Object> pattern = new LinkedHashMap<>();
    pattern.put("context", bounded("pattern", fields.getOrDefault("pattern", "")));
    Optional.ofNullable(fields.get("selector")).ifPresent(kind -> pattern.put("selector", kind));
    String strictness = fields.getOrDefault("strictness", "smart");
    if (!STRICTNESS.contains(strictness)) {
      throw new InvalidAction("schema", "no strictness " + strictness);
    }
    pattern.put("strictness", strictness);
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("id", "r1");
    rule.put("language", language.label());
    rule.put("rule", Map.of("pattern", pattern));
    rule.put("fix", bounded("rewrite", fields.getOrDefault("rewrite", "")));
    return Json.line(rule);
  }

  private static void onlyKeys(JsonNode action, Set<String> ofMode) throws InvalidAction {
    List<String> unknown = new ArrayList<>(action.propertyNames());
    unknown.removeAll(COMMON);
    unknown.removeAll(ofMode);
    if (!unknown.isEmpty()) {
      throw new InvalidAction("schema", "unknown keys " + unknown);
    }
  }

  private static String text(JsonNode action, String key) throws InvalidAction {
    JsonNode value = action.path(key);
    if (!value.isString()) {
      throw new InvalidAction("schema", key + (value.isMissingNode() ? " is missing" : " is text"));
    }
    String text = value.asString();
    if (text.indexOf('\0') >= 0) {
      throw new InvalidAction("schema", key + " contains a NUL");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new InvalidAction("schema", key + " contains half of a surrogate pair");
    }
    return text;
  }

  private String bounded(String key, String text) throws InvalidAction {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > mostBytes) {
      throw new InvalidAction("schema", key + " has " + bytes + " bytes, more than " + mostBytes);
    }
    return text;
  }
}
