package org.colophon.items;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.artifact.ArtifactSchema;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.artifact.format.Description;
import org.colophon.pipeline.ForEach;
import tools.jackson.databind.JsonNode;

/**
 * The items of an input, in the order of their keys. Nothing of it is trusted: each key is one
 * text, and no two items have the same.
 *
 * @param items none if there are problems
 * @param problems what is wrong, one line each; empty if nothing is
 */
public record ItemList(List<Item> items, List<String> problems) {
  /** More than anybody can look at, and than fit in memory with their rows. */
  static final int MOST = 500_000;

  private static final int LONGEST_KEY = 1000;
  private static final int SHOWN = 20;

  public ItemList {
    items = List.copyOf(items);
    problems = List.copyOf(problems);
  }

  /**
   * A file of the input.
   *
   * @param name its path in the artifact
   */
  public record Source(String name, Path path, String sha256) {}

  /**
   * Reads the items.
   *
   * @param sources in the order of their names
   * @param schema of the files
   */
  public static ItemList of(ForEach each, List<Source> sources, Optional<ArtifactSchema> schema)
      throws IOException {
    Reading reading = new Reading(each.input());
    ArtifactFormat format =
        schema.map(ArtifactSchema::format).orElseGet(() -> ArtifactFormat.named("opaque"));
    for (Source source : sources) {
      switch (each.over()) {
        case ForEach.Over.Files() ->
            reading.add(
                source.name(),
                source.name(),
                new Item.Content.OneFile(source.name(), source.path(), source.sha256()));
        case ForEach.Over.Rows(String key) -> reading.rows(source, key, format);
      }
    }
    return reading.list();
  }

  /** Takes in one item after the other. */
  private static final class Reading {
    private final String alias;
    private final Map<String, Item> byKey = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    Reading(String alias) {
      this.alias = alias;
    }

    void rows(Source source, String key, ArtifactFormat format) throws IOException {
      Description description =
          format.describe(source.path(), (number, row) -> row(source, key, number, row));
      switch (format.id()) {
        case "csv", "jsonl" -> {}
        case "json" -> elements(source, key, description.json());
        default ->
            problem(
                "no_rows: "
                    + source.name()
                    + " is of format "
                    + format.id()
                    + ", which has no rows; foreach rows takes csv, jsonl or a json array");
      }
      description.findings().stream()
          .filter(_ -> !description.readable())
          .forEach(finding -> problem("no_rows: " + source.name() + ": " + finding.message()));
    }

    private void elements(Source source, String key, JsonNode json) {
      if (!json.isArray()) {
        problem("no_rows: " + source.name() + " is no JSON array; foreach rows takes an array");
        return;
      }
      long number = 0;
      for (JsonNode element : json) {
        number++;
        row(source, key, number, element);
      }
    }

    private void row(Source source, String key, long number, JsonNode row) {
      String place = source.name() + ", row " + number;
      JsonNode value = row.path(key);
      if (!value.isString() && !value.isNumber() && !value.isBoolean()) {
        problem(
            "no_key: %s (%s) has no text or number in %s"
                .formatted(place, alias, ItemText.of(key)));
        return;
      }
      add(value.asString(), place, new Item.Content.Row(row));
    }

    void add(String key, String place, Item.Content content) {
      Optional<String> bad = badness(key);
      if (bad.isPresent()) {
        problem("bad_key: " + place + " (" + alias + ") has a key that " + bad.get());
        return;
      }
      Item other = byKey.putIfAbsent(key, new Item(key, place, content));
      if (other != null) {
        problem(
            "duplicate_key: %s and %s (%s) have the same key %s; give each item one of its own"
                .formatted(other.place(), place, alias, ItemText.of(key)));
      }
      if (byKey.size() > MOST) {
        throw new IllegalArgumentException(
            alias + " has more than " + MOST + " items; split it, or let one item be many rows");
      }
    }

    private static Optional<String> badness(String key) {
      if (key.isEmpty()) {
        return Optional.of("is empty");
      }
      if (key.length() > LONGEST_KEY) {
        return Optional.of("is longer than " + LONGEST_KEY + " characters");
      }
      // no process can be given the one, and no file name be made of the other
      return key.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(key)
          ? Optional.of("is no text that a process can be given")
          : Optional.empty();
    }

    private void problem(String line) {
      if (problems.size() < SHOWN) {
        problems.add(line);
      }
    }

    ItemList list() {
      List<Item> items = new ArrayList<>(problems.isEmpty() ? byKey.values() : List.of());
      items.sort(Comparator.comparing(Item::key));
      return new ItemList(items, problems);
    }
  }
}
