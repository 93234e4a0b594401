package org.colophon.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.document.Document;
import org.colophon.document.DocumentSchema;
import org.colophon.pipeline.Pipeline;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The merged and frozen configuration of a run: {@code config.resolved.json}. It holds what the
 * science depends on and nothing of the machine, so that equal configs give equal bytes anywhere.
 *
 * @param pipeline name of the pipeline
 * @param params every section with every value, defaults filled in
 */
public record RunConfig(
    String schemaName, String schemaVersion, String pipeline, long seed, ObjectNode params) {

  public static final String SCHEMA_NAME = "RunConfig";
  public static final String SCHEMA_VERSION = "1.0";

  /**
   * Merges the config file, {@code --set} and {@code --seed}, later winning, and fills defaults.
   *
   * @throws InvalidDocument naming every unknown key and wrong value, with its line or option
   */
  public static RunConfig resolve(
      ConfigFile file, List<String> sets, OptionalLong seed, Pipeline pipeline) throws IOException {
    return resolve(file.document(), file.document().root().deepCopy(), sets, seed, pipeline);
  }

  /**
   * The config of an existing run with {@code --set} and {@code --seed} laid over it.
   *
   * @param frozen its {@code config.resolved.json}
   * @throws InvalidDocument as {@link #resolve(ConfigFile, List, OptionalLong, Pipeline)}
   */
  public static RunConfig changed(
      Path frozen, List<String> sets, OptionalLong seed, Pipeline pipeline) throws IOException {
    Document document = Document.read(frozen);
    ObjectNode root = document.root().deepCopy();
    root.remove(List.of("schema_name", "schema_version"));
    root.put("schema", ConfigFile.FORMAT);
    return resolve(document, root, sets, seed, pipeline);
  }

  private static RunConfig resolve(
      Document document, ObjectNode root, List<String> sets, OptionalLong seed, Pipeline pipeline)
      throws IOException {
    Map<String, String> places = new HashMap<>();
    for (String set : sets) {
      SetOption option = SetOption.parse(set);
      option.apply(root);
      places.put(option.pointer(), "--set " + option.text());
    }
    seed.ifPresent(value -> root.put("seed", value));
    if (!root.has("params")) {
      root.putObject("params");
    }
    DocumentSchema params = ParamSections.read(pipeline.params()).schema();
    check(document, root, places, params);
    ConfigFile.SCHEMA.fillDefaults(root);
    ObjectNode filled = root.get("params").asObject();
    params.fillDefaults(filled);
    return new RunConfig(
        SCHEMA_NAME, SCHEMA_VERSION, pipeline.name(), root.get("seed").asLong(), filled);
  }

  /** Reads the frozen config of an existing run. */
  public static RunConfig read(Path file) throws IOException {
    return Json.read(file, RunConfig.class);
  }

  /** Digest of the text of {@code config.resolved.json}. */
  public String sha256() {
    return Sha256.of(text());
  }

  /** The text of {@code config.resolved.json}. */
  public String text() {
    return Json.text(this);
  }

  /** The sections that a stage may see. */
  public ObjectNode sections(List<String> names) {
    ObjectNode seen = JsonNodeFactory.instance.objectNode();
    names.stream().filter(params::has).forEach(name -> seen.set(name, params.get(name)));
    return seen;
  }

  /** Every value of the sections that a stage may see, by its dotted key. */
  public Map<String, String> values(List<String> names) {
    return leaves(sections(names), "", new TreeMap<>());
  }

  /** Where {@code other} differs: {@code key: ours → theirs}, in the order of our keys. */
  public List<String> differencesTo(RunConfig other) {
    Map<String, String> ours = leaves(Json.mapper().valueToTree(this), "", new LinkedHashMap<>());
    Map<String, String> theirs =
        leaves(Json.mapper().valueToTree(other), "", new LinkedHashMap<>());
    Map<String, String> all = new LinkedHashMap<>(ours);
    theirs.forEach(all::putIfAbsent);
    List<String> differences = new ArrayList<>();
    for (String key : all.keySet()) {
      String before = ours.getOrDefault(key, "absent");
      String after = theirs.getOrDefault(key, "absent");
      if (!before.equals(after)) {
        differences.add(key + ": " + before + " → " + after);
      }
    }
    return differences;
  }

  private static void check(
      Document document, ObjectNode root, Map<String, String> places, DocumentSchema params) {
    List<String> problems =
        new ArrayList<>(
            ConfigFile.SCHEMA.problems(root, pointer -> place(document, places, pointer)));
    if (root.get("params").isObject()) {
      problems.addAll(
          params.problems(
              root.get("params"), pointer -> place(document, places, "/params" + pointer)));
    }
    if (!problems.isEmpty()) {
      throw new InvalidDocument(String.join("\n", problems));
    }
  }

  /** A value given with {@code --set}, or inside one, is not at a line of the file. */
  private static String place(Document document, Map<String, String> places, String pointer) {
    for (Map.Entry<String, String> option : places.entrySet()) {
      if ((pointer + "/").startsWith(option.getKey() + "/")) {
        return option.getValue();
      }
    }
    return document.place(pointer);
  }

  private static Map<String, String> leaves(JsonNode node, String key, Map<String, String> found) {
    if (node.isContainer() && !node.isEmpty()) {
      String prefix = key.isEmpty() ? "" : key + ".";
      if (node.isObject()) {
        node.properties()
            .forEach(child -> leaves(child.getValue(), prefix + child.getKey(), found));
      } else {
        for (int i = 0; i < node.size(); i++) {
          leaves(node.get(i), prefix + i, found);
        }
      }
    } else {
      found.put(key, node.toString());
    }
    return found;
  }
}
