package org.colophon.artifact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The names that files had before the schema: {@code x-legacy-names: {arrays: {A_pred: A}}}.
 *
 * @param sections new name by old name, by section of the description
 */
record LegacyNames(Map<String, Map<String, String>> sections) {
  static final LegacyNames NONE = new LegacyNames(Map.of());

  static LegacyNames in(JsonNode schema) {
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> section : schema.path("x-legacy-names").properties()) {
      Map<String, String> names = new LinkedHashMap<>();
      section.getValue().properties().forEach(e -> names.put(e.getKey(), e.getValue().asString()));
      sections.put(section.getKey(), names);
    }
    return new LegacyNames(sections);
  }

  /**
   * Renames what has an old name and no new one. The description then lists the old names as {@code
   * legacy}, so that a schema can ask less of such a file.
   */
  Optional<Violation> applyTo(JsonNode description) {
    List<String> renamed = new ArrayList<>();
    sections.forEach((section, names) -> {
      if (description.path(section) instanceof ObjectNode members) {
        renamed.addAll(rename(members, names));
      }
    });
    if (renamed.isEmpty() || !(description instanceof ObjectNode root)) {
      return Optional.empty();
    }
    ArrayNode listed = root.putArray("legacy");
    renamed.forEach(listed::add);
    return Optional.of(
        new Violation(
            Severity.WARNING,
            "legacy_keys",
            "names from before the schema were read: "
                + String.join(", ", renamed)
                + "; write the file again with the names of the schema"));
  }

  /** The old name of {@code name} that {@code members} of a section hold. */
  Optional<String> predecessorOf(String name, String section, JsonNode members) {
    return sections.getOrDefault(section, Map.of()).entrySet().stream()
        .filter(entry -> entry.getValue().equals(name) && members.has(entry.getKey()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Whether a row may be another one after {@link #inRow}. */
  boolean renameColumns() {
    return sections.containsKey("columns");
  }

  /** A row with the columns renamed; the row itself if there is nothing to rename. */
  JsonNode inRow(JsonNode row) {
    if (row instanceof ObjectNode cells) {
      rename(cells, sections.getOrDefault("columns", Map.of()));
    }
    return row;
  }

  private static List<String> rename(ObjectNode members, Map<String, String> names) {
    List<String> renamed = new ArrayList<>();
    names.forEach((old, name) -> {
      if (members.has(old) && !members.has(name)) {
        members.set(name, members.get(old));
        members.remove(old);
        renamed.add(old + " for " + name);
      }
    });
    return renamed;
  }
}
