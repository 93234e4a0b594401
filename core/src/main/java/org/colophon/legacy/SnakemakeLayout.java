package org.colophon.legacy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A Snakemake work folder: {@code .snakemake/metadata} holds one JSON file for each output, named
 * after it in base 64, with rule, command and times.
 */
final class SnakemakeLayout implements Layout.Reader {
  private static final String METADATA = ".snakemake/metadata";
  private static final int MOST_RECORDS = 500;

  @Override
  public List<Layout> read(LegacyFolder folder) {
    List<Layout> layouts = new ArrayList<>();
    for (String place : folder.folders()) {
      Path metadata = folder.root().resolve(Layout.join(place, METADATA));
      if (Files.isDirectory(metadata, LinkOption.NOFOLLOW_LINKS)) {
        layouts.add(layout(folder, place, metadata));
      }
    }
    return layouts;
  }

  private static Layout layout(LegacyFolder folder, String place, Path metadata) {
    FactSheet sheet = new FactSheet(folder);
    for (String name : records(metadata, sheet)) {
      record(sheet, Layout.join(place, METADATA + "/" + name), name);
    }
    sheet.text(Layout.join(place, "Snakefile"));
    return sheet.layout("snakemake", place);
  }

  private static List<String> records(Path metadata, FactSheet sheet) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(metadata)) {
      for (Path entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
      }
    } catch (IOException e) {
      sheet.add(Fact.observed("unreadable", e.getClass().getSimpleName(), METADATA));
    }
    names.sort(null);
    return names.size() > MOST_RECORDS ? names.subList(0, MOST_RECORDS) : names;
  }

  private static void record(FactSheet sheet, String path, String name) {
    String output = decoded(name);
    JsonNode json = sheet.tree(path);
    sheet.observed(output + ".rule", json.path("rule"), path);
    sheet.observed(output + ".command", json.path("shellcmd"), path);
    seconds(sheet, output + ".started_at", json.path("starttime"), path);
    seconds(sheet, output + ".ended_at", json.path("endtime"), path);
    if (json.path("input").isArray()) {
      sheet.leaves(output + ".inputs", json.path("input"), path);
    }
    if (json.path("incomplete").asBoolean(false)) {
      sheet.add(Fact.observed(output + ".incomplete", "true", path));
    }
  }

  private static void seconds(FactSheet sheet, String name, JsonNode value, String path) {
    if (value.isNumber()) {
      Instant time = Instant.ofEpochMilli(Math.round(value.asDouble() * 1000));
      sheet.add(Fact.observed(name, time.toString(), path));
    }
  }

  private static String decoded(String name) {
    try {
      return new String(Base64.getDecoder().decode(name), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return name;
    }
  }
}
