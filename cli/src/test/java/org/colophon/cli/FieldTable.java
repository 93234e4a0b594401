package org.colophon.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.colophon.artifact.ArtifactSchema;
import tools.jackson.databind.JsonNode;

/**
 * The table of a type's fields on the page of artifact types. Which fields there are and which must
 * be there follows from the schema; what they are and mean is written by hand.
 */
final class FieldTable {
  private static final String HEAD = "| field | type | required | meaning |";
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  private FieldTable() {}

  /** Whether a field is required, by its name in the table. */
  static Map<String, Boolean> of(ArtifactSchema schema) {
    Map<String, Boolean> fields = new LinkedHashMap<>();
    JsonNode root = schema.json();
    List<JsonNode> parts =
        switch (schema.format().id()) {
          case "npz" -> List.of(part(root, "arrays"), part(root, "meta"));
          case "hdf5" -> List.of(part(root, "datasets"), part(root, "meta"));
          case "csv" -> List.of(root.path("eachRow"), root.at("/properties/columns/else"));
          case "jsonl" -> List.of(root.path("eachRow"));
          default -> List.of(root);
        };
    for (JsonNode part : parts) {
      part.path("required").forEach(name -> fields.put(name.asString(), true));
      part.path("properties").propertyNames().forEach(name -> fields.putIfAbsent(name, false));
      part.path("patternProperties").propertyNames().stream()
          .filter(pattern -> !pattern.isEmpty())
          .forEach(pattern -> fields.putIfAbsent(readable(pattern), false));
    }
    return fields;
  }

  private static JsonNode part(JsonNode root, String name) {
    JsonNode part = root.at("/properties/" + name);
    String reference = part.path("$ref").asString("");
    return reference.startsWith("#") ? root.at(reference.substring(1)) : part;
  }

  /** {@code ^boundary/G2_[A-Za-z0-9_]+$} is told as {@code boundary/G2_<op>}. */
  private static String readable(String pattern) {
    return pattern.replaceAll("[\\^$]", "").replaceFirst("\\[.*?][+*]", "<op>");
  }

  /** The fields that the lines of a section list, each with what it says of being required. */
  static Map<String, String> in(List<String> section) {
    Map<String, String> fields = new LinkedHashMap<>();
    rows(section).forEach(row -> names(row).forEach(name -> fields.put(name, cells(row).get(2))));
    return fields;
  }

  /** The section with a row for each field of the schema and for no other. */
  static List<String> rewritten(List<String> section, ArtifactSchema schema) {
    Map<String, Boolean> wanted = of(schema);
    Map<String, String> rows = new LinkedHashMap<>();
    for (String row : rows(section)) {
      for (String name : names(row)) {
        if (wanted.containsKey(name)) {
          List<String> cells = cells(row);
          String required = required(wanted.get(name), cells.get(2));
          rows.put(name, row(name, cells.get(1), required, cells.get(3)));
        }
      }
    }
    wanted.forEach((name, must) -> rows.putIfAbsent(name, row(name, "", required(must, ""), "")));
    List<String> lines = new ArrayList<>();
    int head = section.indexOf(HEAD);
    if (head < 0) {
      // behind the paragraph that says what the type is
      int end = section.subList(1, section.size()).indexOf("") + 2;
      lines.addAll(section.subList(0, end));
      lines.addAll(List.of(HEAD, "|---|---|---|---|"));
      lines.addAll(rows.values());
      lines.add("");
      lines.addAll(section.subList(end, section.size()));
      return lines;
    }
    lines.addAll(section.subList(0, head + 2));
    lines.addAll(rows.values());
    lines.addAll(section.subList(head + 2 + rows(section).size(), section.size()));
    return lines;
  }

  /** A condition, which the schema states in another way, is written by hand. */
  private static String required(boolean must, String said) {
    return must ? "yes" : said.equals("yes") ? "no" : said;
  }

  private static String row(String name, String type, String required, String meaning) {
    return "| `" + name + "` | " + type + " | " + required + " | " + (meaning + " |").strip();
  }

  private static List<String> rows(List<String> section) {
    int head = section.indexOf(HEAD);
    return head < 0
        ? List.of()
        : section.subList(head + 2, section.size()).stream()
            .takeWhile(line -> line.startsWith("|"))
            .toList();
  }

  private static List<String> names(String row) {
    List<String> names = new ArrayList<>();
    Matcher name = NAME.matcher(cells(row).getFirst());
    while (name.find()) {
      names.add(name.group(1));
    }
    return names;
  }

  private static List<String> cells(String row) {
    String inside = row.substring(1, row.lastIndexOf('|'));
    return Stream.of(inside.split("\\|", -1)).map(String::strip).toList();
  }
}
