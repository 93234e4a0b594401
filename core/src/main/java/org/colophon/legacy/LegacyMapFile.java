package org.colophon.legacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.colophon.artifact.Sha256;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.document.Document;
import org.colophon.document.NearestName;
import org.colophon.document.VersionedSchema;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.StageSpec;
import org.colophon.run.FilePatterns;
import tools.jackson.databind.JsonNode;

/** Reads {@code legacy.yaml}, which stands beside the pipeline file. */
public final class LegacyMapFile {
  private static final VersionedSchema SCHEMA =
      new VersionedSchema("legacy", List.of("1.0", "1.1"));

  private final Document document;
  private final Pipeline pipeline;
  private final List<String> problems = new ArrayList<>();

  private LegacyMapFile(Document document, Pipeline pipeline) {
    this.document = document;
    this.pipeline = pipeline;
  }

  /** Where the map of a pipeline stands, if it has one. */
  public static Path of(Pipeline pipeline) {
    return pipeline.folder().resolve("legacy.yaml");
  }

  /**
   * Checks a map.
   *
   * @throws InvalidDocument naming every problem with its line
   */
  public static void check(Path file, Pipeline pipeline) throws IOException {
    read(file, pipeline);
  }

  static LegacyMap read(Path file, Pipeline pipeline) throws IOException {
    if (!Files.exists(file)) {
      return LegacyMap.NONE;
    }
    Document document = Document.read(file);
    SCHEMA.of(document).require(document);
    LegacyMapFile reader = new LegacyMapFile(document, pipeline);
    LegacyMap map = reader.map(Sha256.of(file));
    if (!reader.problems.isEmpty()) {
      throw new InvalidDocument(String.join("\n", reader.problems));
    }
    return map;
  }

  private LegacyMap map(String sha256) {
    JsonNode root = document.root();
    if (!root.path("pipeline").asString("").equals(pipeline.name())) {
      report("/pipeline", "this map stands beside the pipeline " + pipeline.name());
    }
    Map<String, Mapping> mappings = new LinkedHashMap<>();
    root.path("mappings")
        .properties()
        .forEach(entry -> mappings.put(entry.getKey(), mapping(entry.getKey(), entry.getValue())));
    List<PathPattern> flat = new ArrayList<>();
    for (int i = 0; i < root.path("flat_folders").size(); i++) {
      pattern("/flat_folders/" + i, root.path("flat_folders").get(i).asString())
          .ifPresent(flat::add);
    }
    Map<String, List<LegacyMap.Source>> artifacts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : root.path("artifacts").properties()) {
      artifacts.put(entry.getKey(), sources(entry.getKey(), entry.getValue(), mappings));
    }
    Map<String, List<LegacyMap.Source>> inputs = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : root.path("inputs").properties()) {
      inputs.put(entry.getKey(), inputSources(entry.getKey(), entry.getValue()));
    }
    return new LegacyMap(Optional.of(sha256), flat, artifacts, inputs);
  }

  private List<LegacyMap.Source> inputSources(String alias, JsonNode list) {
    String at = "/inputs/" + alias;
    Set<String> known = new TreeSet<>();
    pipeline.stages().forEach(stage -> known.addAll(stage.inputs().keySet()));
    known.removeIf(name -> pipeline.maker(name).isPresent());
    if (!known.contains(alias)) {
      report(
          at, "no stage reads " + alias + " from outside the run" + NearestName.hint(alias, known));
    }
    List<LegacyMap.Source> sources = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      pattern(at + "/" + i + "/match", list.get(i).path("match").asString())
          .map(match -> new LegacyMap.Source(match, Optional.empty(), Optional.empty()))
          .ifPresent(sources::add);
    }
    return sources;
  }

  private List<LegacyMap.Source> sources(
      String alias, JsonNode list, Map<String, Mapping> mappings) {
    String at = "/artifacts/" + alias;
    Optional<StageSpec.Output> output = pipeline.maker(alias);
    if (output.isEmpty()) {
      Set<String> known = new TreeSet<>();
      pipeline.stages().forEach(stage -> known.addAll(stage.outputs().keySet()));
      report(at, "no stage makes " + alias + NearestName.hint(alias, known));
      return List.of();
    }
    List<LegacyMap.Source> sources = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      JsonNode source = list.get(i);
      String place = at + "/" + i;
      Optional<PathPattern> match = pattern(place + "/match", source.path("match").asString());
      Optional<String> as = source.path("as").asStringOpt();
      if (as.isPresent() && FilePatterns.of(output.get()).typeOf(as.get()).isEmpty()) {
        report(place + "/as", "no file pattern of " + alias + " matches " + as.get());
      }
      Optional<String> name = source.path("mapping").asStringOpt();
      if (name.isPresent() && !mappings.containsKey(name.get())) {
        report(
            place + "/mapping",
            "there is no mapping " + name.get() + NearestName.hint(name.get(), mappings.keySet()));
      }
      match.ifPresent(
          pattern -> sources.add(new LegacyMap.Source(pattern, as, name.map(mappings::get))));
    }
    return sources;
  }

  private Mapping mapping(String name, JsonNode node) {
    String id = name + "@" + node.path("version").asInt();
    Map<String, String> rename = new LinkedHashMap<>();
    node.path("rename").properties().forEach(e -> rename.put(e.getKey(), e.getValue().asString()));
    Set<String> drop = new HashSet<>(strings(node.path("drop")));
    if (node.path("format").asString().equals("csv")) {
      refuse(name, node, "keep", "meta");
      Map<String, String> add = new LinkedHashMap<>();
      node.path("add").properties().forEach(e -> add.put(e.getKey(), e.getValue().asString()));
      return new CsvMapping(id, rename, drop, add);
    }
    Map<String, MetaValue> meta = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.path("meta").properties()) {
      metaValue("/mappings/" + name + "/meta/" + entry.getKey(), entry.getValue())
          .ifPresent(value -> meta.put(entry.getKey(), value));
    }
    List<String> keep = strings(node.path("keep"));
    if (node.path("format").asString().equals("hdf5")) {
      refuse(name, node, "add", "drop");
      return new Hdf5Mapping(id, rename, keep, meta);
    }
    refuse(name, node, "add");
    return new NpzMapping(id, rename, keep, drop, meta);
  }

  private void refuse(String name, JsonNode node, String... keys) {
    for (String key : keys) {
      if (node.has(key)) {
        report(
            "/mappings/" + name + "/" + key,
            key + " means nothing for " + node.path("format").asString());
      }
    }
  }

  private Optional<MetaValue> metaValue(String at, JsonNode node) {
    if (node.has("value")) {
      return Optional.of(new MetaValue.Constant(node.get("value")));
    }
    if (node.has("metadata")) {
      return Optional.of(new MetaValue.FromMetadata(node.get("metadata").asString()));
    }
    if (node.has("array")) {
      return Optional.of(new MetaValue.FromArray(node.get("array").asString()));
    }
    try {
      Pattern pattern = Pattern.compile(node.path("name").asString());
      if (pattern.matcher("").groupCount() != 1) {
        report(at, pattern + " needs one group, which is the value");
      }
      return Optional.of(new MetaValue.FromName(pattern, node.path("number").asBoolean(false)));
    } catch (PatternSyntaxException e) {
      report(at, node.path("name").asString() + " is not a pattern: " + e.getDescription());
      return Optional.empty();
    }
  }

  private Optional<PathPattern> pattern(String at, String text) {
    try {
      return Optional.of(new PathPattern(text));
    } catch (PatternSyntaxException e) {
      report(at, text + " is not a file pattern: " + e.getDescription());
      return Optional.empty();
    }
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(item -> strings.add(item.asString()));
    return strings;
  }

  private void report(String pointer, String problem) {
    problems.add(document.place(pointer) + ": " + problem);
  }
}
