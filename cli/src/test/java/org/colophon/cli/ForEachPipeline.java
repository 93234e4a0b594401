package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import tools.jackson.databind.JsonNode;

/**
 * A pipeline of one stage in shell that runs once for each row of a table from outside. Reads like:
 * {@code pipeline.rows("a,1").script("…").run().exits(0)}.
 */
final class ForEachPipeline {
  /** Writes the item's line of JSON. */
  static final String MAKES_A_LINE =
      "echo \"{\\\"key\\\": \\\"$ITEM_KEY\\\"}\" >\"$STAGE_DIR/fits/fits.jsonl\"\n";

  private final TestPipeline pipeline;
  private final Path table;
  private String foreach = "{ rows: table, key: name }";
  private String output = "fits: { type: Fit@0.1, files: fits.jsonl }";
  private String more = "";

  ForEachPipeline(Path folder) throws IOException {
    pipeline = new TestPipeline(folder);
    table = folder.resolve("table.csv");
    type("Table", "csv", "\"type\": \"object\"");
    type("Fit", "jsonl", "\"eachRow\": {\"required\": [\"key\"]}");
    type("Fits", "json", "\"type\": \"array\"");
    type("Scores", "csv", "\"type\": \"object\"");
    pipeline.bytesType();
    script(MAKES_A_LINE);
  }

  private void type(String name, String format, String more) throws IOException {
    Path folder = Files.createDirectories(pipeline.folder().resolve("schemas/" + name));
    Files.writeString(
        folder.resolve("0.1.schema.json"),
        "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"x-format\": \""
            + format
            + "\", "
            + more
            + "}");
  }

  TestPipeline pipeline() {
    return pipeline;
  }

  /** The table, each row with its key first. */
  ForEachPipeline rows(String... rows) throws IOException {
    Files.writeString(
        table, "name,value\n" + String.join("", Arrays.stream(rows).map(r -> r + "\n").toList()));
    return this;
  }

  ForEachPipeline foreach(String yaml) throws IOException {
    foreach = yaml;
    return write();
  }

  ForEachPipeline output(String yaml) throws IOException {
    output = yaml;
    return write();
  }

  /** Further keys of the stage. */
  ForEachPipeline with(String yaml) throws IOException {
    more = "    " + yaml + "\n";
    return write();
  }

  ForEachPipeline script(String script) throws IOException {
    Path code = Files.createDirectories(pipeline.folder().resolve("01_fit"));
    Files.writeString(code.resolve("main.sh"), script);
    return write();
  }

  private ForEachPipeline write() throws IOException {
    Files.writeString(
        pipeline.folder().resolve("pipeline.yaml"),
        """
        schema: pipeline/1.1
        pipeline: test
        stages:
          - id: 01_fit
            run: [sh, '{code}/main.sh']
            summary: from_exit_code
            foreach: %s
            inputs: { table: { type: Table@0.1, external: true } }
            outputs: { %s }
        %s\
        """
            .formatted(foreach, output, more));
    return this;
  }

  TestPipeline.Outcome run(String... options) throws IOException {
    String[] all = new String[options.length + 2];
    all[0] = "--input";
    all[1] = "table=" + table;
    System.arraycopy(options, 0, all, 2, options.length);
    return pipeline.run(all);
  }

  /** Without a sandbox, which hides from an item what lies beside it. */
  String unconfined() throws IOException {
    Path profile = pipeline.folder().resolve("none.yaml");
    Files.writeString(profile, "schema: env/1.1\nsandbox: none\n");
    return profile.toString();
  }

  String made(String path) throws IOException {
    return Files.readString(pipeline.runFolder().resolve("01_fit").resolve(path));
  }

  /** What the summary says of the items. */
  JsonNode counts() throws IOException {
    return Json.read(pipeline.runFolder().resolve("01_fit/stage_summary.json"))
        .path("meta")
        .path("items");
  }

  RunManifest manifest() throws IOException {
    return Json.read(pipeline.runFolder().resolve("run_manifest.json"), RunManifest.class);
  }
}
