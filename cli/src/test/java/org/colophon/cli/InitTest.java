package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Reading;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.format.NpzWriter;
import org.colophon.contract.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code init}: what it makes runs, and what is there stays. */
final class InitTest {
  @TempDir private Path folder = Path.of("");
  private String said = "";

  @ParameterizedTest
  @ValueSource(strings = {"python", "shell"})
  void aNewPipelineRunsAsItIs(String language) throws IOException {
    init(0, "pipeline", pipeline().toString(), "--config", config(), "--language", language);
    run(0);
    Path summary = folder.resolve("runs/x/02_sum/stage_summary.json");
    assertThat(Json.read(summary).at("/metrics/total").asInt()).isBetween(3, 18);
    run(0, "--experiment", "y");
    assertThat(folder.resolve("runs/y/total/total.json"))
        .hasSameTextualContentAs(folder.resolve("runs/x/total/total.json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"python", "shell"})
  void aNewStageSaysThatItIsNotWritten(String language) throws IOException {
    init(0, "pipeline", pipeline().toString(), "--config", config());
    String before = Files.readString(pipeline().resolve("pipeline.yaml"));
    init(
        0,
        "stage",
        pipeline().toString(),
        "03_mean",
        "--input",
        "total",
        "--input",
        "numbers",
        "--output",
        "mean=Numbers@0.1",
        "--language",
        language);
    run(2);
    assertThat(said).contains("not_written: 03_mean does nothing yet");
    assertThat(Files.readString(pipeline().resolve("pipeline.yaml"))).startsWith(before);
    assertThat(backups())
        .singleElement()
        .satisfies(backup -> assertThat(backup).content().isEqualTo(before));
  }

  @Test
  void foldersMayBeCalledAsTheyLike() throws IOException {
    folder = Files.createDirectories(folder.resolve("a: b\n#'\"ñ"));
    init(0, "pipeline", pipeline().toString(), "--config", config());
    run(0);
  }

  @Test
  void aStageThatCannotStandAtTheEndChangesNothing() throws IOException {
    init(0, "pipeline", pipeline().toString(), "--config", config());
    String before = Files.readString(pipeline().resolve("pipeline.yaml"));
    init(64, "stage", pipeline().toString(), "02_again");
    assertThat(said).contains("the last is 02_sum; take a later number");
    init(64, "stage", pipeline().toString(), "03_plot", "--input", "totl");
    assertThat(said).contains("no stage makes totl").contains("total");
    init(64, "stage", pipeline().toString(), "3-plot");
    init(64, "stage", pipeline().toString(), "03_plot", "--output", "plot=Numbers");
    init(64, "stage", pipeline().toString(), "03_plot", "--output", "total=Numbers@0.1");
    assertThat(said).contains("add it by hand");
    assertThat(Files.readString(pipeline().resolve("pipeline.yaml"))).isEqualTo(before);
    assertThat(pipeline().resolve("03_plot")).doesNotExist();
    assertThat(backups()).isEmpty();
  }

  @Test
  void whatIsThereIsLeft() throws IOException {
    Path mine = Files.createDirectories(pipeline()).resolve("README.md");
    Files.writeString(mine, "mine");
    init(64, "pipeline", pipeline().toString(), "--config", config());
    assertThat(said).contains("README.md exists and is left as it is");
    assertThat(mine).content().isEqualTo("mine");
    assertThat(pipeline().resolve("pipeline.yaml")).doesNotExist();
    init(64, "pipeline", folder.resolve("Not Good").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x.json  | {\"schema_name\": \"Made\", \"rows\": [{\"a\": 1}, {\"a\": 1.5, \"b\": null}]}"
            + " | {\"schema_name\": \"Made\", \"rows\": [{\"b\": null}]}",
        "x.jsonl | {\"a\": 1} | {\"a\": \"one\"}",
        "x.csv   | f,p~1,2 | f,q~1,2",
        "x.txt   | words | ''"
      })
  void anInferredSchemaTakesItsExampleAndNotAnother(String name, String good, String bad)
      throws IOException {
    Path example = folder.resolve(name.strip());
    Files.writeString(example, good.replace('~', '\n'));
    init(0, "schema", pipeline().toString(), "Made@0.1", "--from", example.toString());
    SchemaCatalog catalog = SchemaCatalog.open(List.of(pipeline().resolve("schemas")));
    ArtifactType made = ArtifactType.parse("Made@0.1");
    assertThat(catalog.check(made, example, Reading.STRICT).violations()).isEmpty();
    Files.writeString(example, bad.replace('~', '\n'));
    assertThat(catalog.check(made, example, Reading.STRICT).violations()).isNotEmpty();
  }

  /** Also where the pipeline lies outside of the program's own folder. */
  @Test
  void aNewTypeIsFoundByTheCommandThatIsTold() throws IOException {
    init(0, "pipeline", pipeline().toString(), "--config", config());
    Path example = Files.writeString(folder.resolve("x.jsonl"), "{\"a\": 1}\n");
    init(0, "schema", pipeline().toString(), "Made@0.1", "--from", example.toString());
    assertThat(said).contains("--pipeline " + pipeline().resolve("pipeline.yaml"));
    String pipelineFile = pipeline().resolve("pipeline.yaml").toString();
    call(
        0,
        List.of(
            "schema",
            "validate",
            example.toString(),
            "--type",
            "Made@0.1",
            "--pipeline",
            pipelineFile));
    call(64, List.of("schema", "validate", example.toString(), "--type", "Made@0.1"));
    assertThat(said).contains("--pipeline FILE says where else to look");
  }

  @Test
  void anArchiveOfArraysIsInferredByNameTypeAndRank() throws IOException {
    Path npz = npz();
    init(0, "schema", pipeline().toString(), "Made@0.1", "--from", npz.toString());
    SchemaCatalog catalog = SchemaCatalog.open(List.of(pipeline().resolve("schemas")));
    ArtifactType made = ArtifactType.parse("Made@0.1");
    assertThat(catalog.check(made, npz, Reading.STRICT).violations()).isEmpty();
    assertThat(pipeline().resolve("schemas/Made/0.1.schema.json"))
        .content()
        .contains("\"dtype\"")
        .contains("\"finite\": true");
  }

  @Test
  void anExampleThatCannotBeReadIsRefused() throws IOException {
    Path example = folder.resolve("x.npz");
    Files.writeString(example, "no archive");
    init(64, "schema", pipeline().toString(), "Made@0.1", "--from", example.toString());
    assertThat(said).contains("cannot be read as npz");
    init(64, "schema", pipeline().toString(), "Made@0.1", "--from", example + "", "--format", "x");
    init(2, "schema", pipeline().toString(), "Made@0.1", "--from", folder.resolve("y").toString());
    assertThat(pipeline().resolve("schemas")).doesNotExist();
  }

  private Path npz() throws IOException {
    Path file = folder.resolve("made.npz");
    new NpzWriter().array("z", new double[] {0.1, 0.2, 0.3}).write(file);
    return file;
  }

  private Path pipeline() {
    return folder.resolve("stages/made");
  }

  private String config() {
    return folder.resolve("configs/made/toy.yaml").toString();
  }

  private List<Path> backups() throws IOException {
    try (var files = Files.list(pipeline())) {
      return files.filter(file -> file.toString().endsWith(".bak")).toList();
    }
  }

  private void run(int code, String... options) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of("run", "--config", config(), "--runs-dir", folder.resolve("runs").toString()));
    if (!List.of(options).contains("--experiment")) {
      words.addAll(List.of("--experiment", "x"));
    }
    words.addAll(List.of(options));
    call(code, words);
  }

  private void init(int code, String... words) {
    List<String> all = new ArrayList<>(List.of("init"));
    all.addAll(List.of(words));
    call(code, all);
  }

  private void call(int code, List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Properties properties = new Properties();
    properties.putAll(System.getProperties());
    properties.setProperty("colophon.home", TestPipeline.HOME.toString());
    int came =
        Main.run(
            words.toArray(String[]::new),
            new Surroundings(stream, stream, System.getenv(), properties));
    said = out.toString(StandardCharsets.UTF_8);
    assertThat(came).as(said).isEqualTo(code);
  }
}
