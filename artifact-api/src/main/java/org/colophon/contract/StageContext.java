package org.colophon.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a stage is given: the file named by {@code STAGE_CONTEXT}, kept in the run as {@code
 * stage_inputs.json}.
 *
 * @param params the parameters that the pipeline file lets this stage see, by section
 * @param inputs the checked inputs, by alias; an absent optional input has no entry
 * @param outputs the folders to write to, by alias; they exist and are empty
 * @param gitSha commit of the checkout that holds the stage, or {@code unknown}
 * @param item the one that the program was started for; absent of a stage that runs once
 */
public record StageContext(
    String schemaName,
    String schemaVersion,
    String stage,
    String experiment,
    String pipeline,
    String attempt,
    long seed,
    String gitSha,
    JsonNode params,
    Map<String, Input> inputs,
    Map<String, Output> outputs,
    Limits limits,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Item item) {

  public static final String SCHEMA_NAME = "StageContext";
  public static final String SCHEMA_VERSION = "1.0";

  /**
   * @param path folder that holds the files; absolute
   * @param files the files of the artifact, relative to {@code path}, sorted
   */
  public record Input(String type, Path path, String sha256, List<String> files) {
    public Input {
      files = List.copyOf(files);
    }

    /** The files whose name ends with {@code suffix}, as absolute paths in sorted order. */
    public List<Path> paths(String suffix) {
      return files.stream().filter(name -> name.endsWith(suffix)).map(path::resolve).toList();
    }
  }

  /**
   * @param path folder to write to; absolute
   */
  public record Output(String type, Path path) {}

  /**
   * @param wallTimeS seconds until the stage is stopped
   */
  public record Limits(long wallTimeS) {}

  /**
   * One of the things that a stage runs once for each.
   *
   * @param key names it among the others
   * @param row by column or field, if it is one; a value otherwise
   * @param file if it is one; absolute
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Item(String key, @Nullable JsonNode row, @Nullable Path file) {}

  /** Of a stage that runs once. */
  public StageContext(
      String schemaName,
      String schemaVersion,
      String stage,
      String experiment,
      String pipeline,
      String attempt,
      long seed,
      String gitSha,
      JsonNode params,
      Map<String, Input> inputs,
      Map<String, Output> outputs,
      Limits limits) {
    this(
        schemaName,
        schemaVersion,
        stage,
        experiment,
        pipeline,
        attempt,
        seed,
        gitSha,
        params,
        inputs,
        outputs,
        limits,
        null);
  }

  public StageContext {
    inputs = new LinkedHashMap<>(inputs);
    outputs = new LinkedHashMap<>(outputs);
  }

  /**
   * @throws IOException if the file is not a stage context
   */
  public static StageContext read(Path file) throws IOException {
    return Json.read(file, StageContext.class);
  }

  /**
   * @throws IllegalArgumentException if this stage declares no such output
   */
  public Path output(String alias) {
    Output output = outputs.get(alias);
    if (output == null) {
      throw new IllegalArgumentException("stage " + stage + " declares no output " + alias);
    }
    return output.path();
  }

  /**
   * @throws IllegalArgumentException if this stage was not given that input
   */
  public Input input(String alias) {
    Input input = inputs.get(alias);
    if (input == null) {
      throw new IllegalArgumentException("stage " + stage + " was given no input " + alias);
    }
    return input;
  }
}
