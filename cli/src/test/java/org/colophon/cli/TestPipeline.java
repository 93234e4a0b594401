package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.colophon.artifact.Sha256;
import org.colophon.run.DurableFiles;

/**
 * A small pipeline in a temporary folder, its stages written in shell, and the command line run on
 * it in this process. Reads like: {@code pipeline.stage(…).run(…).exits(…).leaves(…)}.
 */
final class TestPipeline {
  static final Path HOME = Path.of(System.getProperty("colophon.home", "."));

  /** The end of a well-behaved script. */
  static final String OK_SUMMARY =
      """
      cat >"$STAGE_DIR/stage_summary.json" <<JSON
      {"stage": "$(basename "$STAGE_DIR" | cut -d. -f1)", "experiment": "$EXPERIMENT",
       "status": "OK", "exit_code": 0, "counts": {"outputs_rows": 1}}
      JSON
      """;

  /** Writes the numbers of the seed, well. */
  static final String MAKES_NUMBERS =
      "echo '{\"schema_name\": \"Numbers\", \"schema_version\": \"0.1\", \"numbers\": [1]}'"
          + " >\"$STAGE_DIR/numbers/made.json\"\n"
          + OK_SUMMARY;

  private Path folder;
  private final List<String> stages = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>(System.getenv());
  private String experiment = "x";
  private boolean reuses;
  private DurableFiles disk = new DurableFiles();

  TestPipeline(Path folder) throws IOException {
    this.folder = folder;
    Path schemas = folder.resolve("schemas/Numbers");
    Files.createDirectories(schemas);
    Files.createDirectories(folder.resolve("params"));
    Path fixture = HOME.resolve("src-test-fixtures/pipelines/two_ok");
    Files.copy(
        fixture.resolve("schemas/Numbers/0.1.schema.json"), schemas.resolve("0.1.schema.json"));
    Files.copy(
        fixture.resolve("params/make.schema.json"), folder.resolve("params/make.schema.json"));
    config("schema: config/1.0\npipeline: pipeline.yaml\nseed: 5\n");
  }

  Path folder() {
    return folder;
  }

  /** The folder was moved. */
  TestPipeline in(Path moved) {
    folder = moved;
    return this;
  }

  Path runFolder() {
    return folder.resolve("runs").resolve(experiment);
  }

  String manifestText() throws IOException {
    return Files.readString(runFolder().resolve("run_manifest.json"));
  }

  TestPipeline experiment(String name) {
    experiment = name;
    return this;
  }

  /** Sets environment variables of the program, on top of this process's. */
  TestPipeline environment(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  /** The way in which commands change runs from now on. */
  TestPipeline disk(DurableFiles another) {
    disk = another;
    return this;
  }

  TestPipeline config(String yaml) throws IOException {
    Files.writeString(folder.resolve("config.yaml"), yaml);
    return this;
  }

  /** The maker of {@code numbers} that most tests begin with. */
  TestPipeline maker(String script) throws IOException {
    return stage(
        "01_make",
        "params: [make]\n    outputs: { numbers: { type: Numbers@0.1, files: '*.json' } }",
        script);
  }

  /** A type, {@code Bytes@0.1}, that takes any bytes. */
  TestPipeline bytesType() throws IOException {
    Path type = Files.createDirectories(folder.resolve("schemas/Bytes"));
    Files.writeString(
        type.resolve("0.1.schema.json"), "{\"x-format\": \"opaque\", \"type\": \"object\"}");
    return this;
  }

  /** A stage that reads {@code numbers} and writes nothing but its summary. */
  TestPipeline reader(String id, String script) throws IOException {
    return stage(id, "inputs: { numbers: Numbers@0.1 }", script);
  }

  TestPipeline stage(String id, String yaml, String script) throws IOException {
    Path code = folder.resolve(id);
    Files.createDirectories(code);
    Files.writeString(code.resolve("main.sh"), "#!/bin/sh\n" + script);
    stages.add("  - id: " + id + "\n    run: [sh, '{code}/main.sh']\n    " + yaml + "\n");
    Files.writeString(
        folder.resolve("pipeline.yaml"),
        "schema: pipeline/1.1\npipeline: test\nstages:\n" + String.join("", stages));
    return this;
  }

  /**
   * From here on stages are stored, and reused if their key is known, as by default. Most tests are
   * about what happens when stages run.
   */
  TestPipeline reusing() {
    reuses = true;
    return this;
  }

  /** Runs the pipeline with further options. */
  Outcome run(String... options) throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of("run", "--experiment", experiment, "--config", folder + "/config.yaml"));
    if (!reuses) {
      args.add("--no-reuse");
    }
    args.addAll(List.of(options));
    return command(args.toArray(String[]::new));
  }

  /** Runs any command on the folder of runs of this pipeline. */
  Outcome command(String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of(args));
    if (!all.contains("--runs-dir") && !all.contains("schema")) {
      int end = all.contains("--") ? all.indexOf("--") : all.size();
      all.addAll(end, List.of("--runs-dir", folder.resolve("runs").toString()));
    }
    Map<String, String> before = elsewhere();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Properties properties = new Properties();
    properties.putAll(System.getProperties());
    properties.setProperty("colophon.home", HOME.toString());
    int code =
        Main.run(
            all.toArray(String[]::new),
            new Surroundings(stream(out), stream(err), environment, properties, disk));
    return new Outcome(
        this,
        code,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8),
        before);
  }

  /** Digests of all files of the pipeline's folder that are outside the run. */
  private Map<String, String> elsewhere() throws IOException {
    return digests(folder, runFolder());
  }

  /** Digests of all files of the run. */
  Map<String, String> everyFile() throws IOException {
    return digests(runFolder(), folder.resolve("nothing"));
  }

  private static Map<String, String> digests(Path root, Path except) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    if (!Files.exists(root)) {
      return digests;
    }
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(except)) {
          digests.put(root.relativize(file).toString(), Sha256.of(file));
        }
      }
    }
    return digests;
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** What a command left: exit code, streams, files. */
  record Outcome(
      TestPipeline pipeline, int code, String out, String err, Map<String, String> before) {

    Outcome exits(int wanted) {
      assertThat(code)
          .as("exit code; stderr was:%n%s%nstdout was:%n%s", err, out)
          .isEqualTo(wanted);
      return this;
    }

    Outcome stderrContains(String text) {
      assertThat(err).contains(text);
      return this;
    }

    Outcome stdoutContains(String text) {
      assertThat(out).contains(text);
      return this;
    }

    Outcome leaves(String path) {
      assertThat(pipeline.runFolder().resolve(path)).exists();
      return this;
    }

    Outcome leavesNo(String path) {
      assertThat(pipeline.runFolder().resolve(path)).doesNotExist();
      return this;
    }

    Outcome writesNothingOutsideTheRun() throws IOException {
      assertThat(pipeline.elsewhere()).isEqualTo(before);
      return this;
    }

    String read(String path) throws IOException {
      return Files.readString(pipeline.runFolder().resolve(path));
    }
  }
}
