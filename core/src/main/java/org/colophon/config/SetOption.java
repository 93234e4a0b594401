package org.colophon.config;

import java.util.List;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.document.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One {@code --set key=value}. The key is a dotted path ({@code params.fit.starts}, {@code
 * params.systems.0.d}); the value is YAML, so that numbers, lists and mappings can be given.
 */
record SetOption(String text, List<String> path, JsonNode value) {

  static SetOption parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new BadRequest("--set takes key=value, was " + text);
    }
    List<String> path = List.of(text.substring(0, equals).split("\\.", -1));
    if (path.stream().anyMatch(String::isBlank)) {
      throw new BadRequest("--set " + text + ": the key has an empty part");
    }
    if (path.getFirst().equals("pipeline") || path.getFirst().equals("inputs")) {
      throw new BadRequest(
          "--set " + text + ": this is not a parameter; use --pipeline FILE or --input ALIAS=PATH");
    }
    return new SetOption(text, path, Document.value("--set " + text, text.substring(equals + 1)));
  }

  /** The JSON pointer of the key. */
  String pointer() {
    return "/" + String.join("/", path);
  }

  /** Sets the value in {@code root}; objects on the way that do not exist are made. */
  void apply(ObjectNode root) {
    JsonNode at = root;
    for (String key : path.subList(0, path.size() - 1)) {
      at = child(at, key);
    }
    set(at, path.getLast());
  }

  private JsonNode child(JsonNode at, String key) {
    if (at instanceof ObjectNode object) {
      return object.has(key) ? object.get(key) : object.putObject(key);
    }
    if (at instanceof ArrayNode array) {
      return array.get(index(array, key));
    }
    throw new BadRequest("--set " + text + ": " + key + " is inside a plain value");
  }

  private void set(JsonNode at, String key) {
    if (at instanceof ObjectNode object) {
      object.set(key, value);
    } else if (at instanceof ArrayNode array) {
      array.set(index(array, key), value);
    } else {
      throw new BadRequest("--set " + text + ": " + key + " is inside a plain value");
    }
  }

  private int index(ArrayNode array, String key) {
    if (!key.matches("[0-9]{1,6}") || Integer.parseInt(key) >= array.size()) {
      throw new BadRequest(
          "--set " + text + ": " + key + " is not an index of a list of " + array.size());
    }
    return Integer.parseInt(key);
  }
}
