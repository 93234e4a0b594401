package org.colophon.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.colophon.artifact.ArtifactSchema;
import tools.jackson.databind.JsonNode;

/**
 * What a schema says of a type as a whole, in the words of the page of artifact types: the rules
 * that tie several fields together, its version and its example.
 */
final class TypeFacts {
  private final List<String> rules = new ArrayList<>();

  private TypeFacts() {}

  /**
   * @param from folder of the page, for the links
   */
  static List<String> lines(ArtifactSchema schema, Path from) {
    TypeFacts facts = new TypeFacts();
    facts.gather(schema.json());
    List<String> lines = new ArrayList<>();
    if (!facts.rules.isEmpty()) {
      lines.add("Rules: " + String.join("; ", facts.rules) + ".");
    }
    String folder = from.relativize(schema.file().toAbsolutePath().resolveSibling("")) + "/";
    String version = schema.type().version();
    List<String> readers = new ArrayList<>(schema.compatibleWith());
    readers.addFirst(version);
    lines.add(
        "Version %s, read by readers of %s only: [schema](%s%s.schema.json), [example](%s%s.example.json)."
            .formatted(version, String.join(" and ", readers), folder, version, folder, version));
    return lines;
  }

  private void gather(JsonNode schema) {
    schema
        .properties()
        .forEach(entry -> {
          switch (entry.getKey()) {
            case "sameLength" -> add("same length: " + names(entry.getValue()));
            case "uniqueKey" ->
                add(
                    "a row is named by "
                        + entry
                            .getValue()
                            .valueStream()
                            .map(TypeFacts::names)
                            .collect(Collectors.joining(", or else by ")));
            case "agrees" ->
                entry
                    .getValue()
                    .forEach(rule ->
                        add(
                            "`%s` is the number in `%s`"
                                .formatted(
                                    rule.path("property").asString(),
                                    rule.path("with").asString())));
            case "if" -> add("a condition, see the schema");
            default -> {}
          }
          if (entry.getValue().isObject()) {
            gather(entry.getValue());
          } else {
            entry.getValue().valueStream().filter(JsonNode::isObject).forEach(this::gather);
          }
        });
  }

  private void add(String rule) {
    if (!rules.contains(rule)) {
      rules.add(rule);
    }
  }

  private static String names(JsonNode list) {
    return list.valueStream()
        .map(name -> "`" + name.asString() + "`")
        .collect(Collectors.joining(" "));
  }
}
