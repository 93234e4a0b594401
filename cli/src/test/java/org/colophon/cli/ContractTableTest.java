package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.colophon.cli.TestPipeline.Outcome;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Bad input, row by row as the run contract lists it: the exit code, what is said, and what it
 * left. A row that is refused before the run begins changes no file at all; one that is refused at
 * a gate or by a verdict is recorded in the run, which verifies, and nothing outside it has
 * changed.
 */
final class ContractTableTest {
  private static final Path FIXTURES = TestPipeline.HOME.resolve("src-test-fixtures/holography");
  private static final String CONFIG = "schema: config/1.0\npipeline: pipeline.yaml\n";

  /** What the tree looks like afterwards. */
  enum Leaves {
    NOTHING,
    A_RECORD
  }

  /** Something a user does to a pipeline of four stages. */
  interface Act {
    Outcome on(TestPipeline pipeline) throws IOException;
  }

  record Row(String input, int code, String says, Leaves leaves, Act act) {
    @Override
    public String toString() {
      return input;
    }
  }

  static final List<Row> ROWS =
      List.of(
          refused("unknown stage", 64, "has no stage 09", p -> p.run("--from", "09")),
          refused(
              "unknown pipeline",
              64,
              "no such pipeline",
              p -> p.config("schema: config/1.0\npipeline: hologrphy\n").run()),
          refused("--from after --to", 64, "swap them", p -> p.run("--from", "02", "--to", "01")),
          refused("malformed config", 2, "config.yaml:", p -> p.config("schema: [config\n").run()),
          refused(
              "unknown key in the config",
              2,
              "config.yaml:5: unknown key cuont; did you mean count?",
              p -> p.config(CONFIG + "params:\n  make:\n    cuont: 3\n").run()),
          refused(
              "missing config",
              2,
              "no such file",
              p -> p.command("run", "--experiment", "x", "--config", p.folder() + "/no.yaml")),
          refused(
              "schema file broken",
              3,
              "0.1.schema.json",
              p -> {
                Files.writeString(p.folder().resolve("schemas/Numbers/0.1.schema.json"), "{");
                return p.run();
              }),
          refused(
              "cyclic alias",
              2,
              "a cycle",
              p ->
                  p.stage("05_a", "inputs: { late: Numbers@0.1 }", OK_SUMMARY)
                      .stage("06_b", output("late"), OK_SUMMARY)
                      .run()),
          refused(
              "doubly produced alias",
              2,
              "alias numbers is made by 01_make already",
              p -> p.stage("05_b", output("numbers"), OK_SUMMARY).run()),
          recorded(
              "input of the wrong version",
              2,
              "schema_version",
              p -> given(p, "geometry", "geometry-npz/bad_12_meta_version.npz")),
          recorded(
              "truncated NPZ",
              2,
              "zip_damaged",
              p -> given(p, "geometry", "geometry-npz/bad_18_truncated.npz")),
          recorded(
              "NPZ whose array is cut short",
              2,
              "npy_short:z",
              p -> given(p, "geometry", "geometry-npz/bad_22_data_short.npz")),
          recorded(
              "truncated CSV",
              2,
              "invalid_artifact: modes",
              p -> given(p, "modes", "modes-csv/bad_05_ragged.csv")),
          recorded(
              "CSV that is not UTF-8",
              2,
              "invalid_artifact: modes",
              p -> given(p, "modes", "modes-csv/bad_07_latin1.csv")),
          recorded(
              "truncated JSON",
              2,
              "invalid_artifact: numbers",
              p -> numbers(p, "{\"schema_name\": \"Numbers\", \"numb")),
          recorded(
              "JSON that is not UTF-8",
              2,
              "invalid_artifact: numbers",
              p -> numbers(p, new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})),
          recorded(
              "NaN where finite is asked",
              2,
              "non_finite:f",
              p -> given(p, "geometry", "geometry-npz/bad_02_nan.npz")),
          recorded(
              "zip bomb",
              2,
              "invalid_artifact: geometry",
              p -> given(p, "geometry", p.folder().resolve("given"), bomb())),
          recorded(
              "array that promises a terabyte",
              2,
              "npy_short:z",
              p -> given(p, "geometry", "geometry-npz/bad_24_huge_shape.npz")),
          recorded(
              "symlink loop",
              2,
              "cannot be read",
              p -> {
                Path given = Files.createDirectories(p.folder().resolve("given"));
                Files.createSymbolicLink(given.resolve("self"), given);
                return p.run("--from", "02", "--to", "02", "--input", "numbers=" + given);
              }),
          recorded(
              "100 MB of stdout",
              3,
              "output_too_large",
              p ->
                  p.stage("05_loud", "limits: { output: 1MB }", "head -c 100000000 /dev/zero\n")
                      .run("--from", "05")),
          recorded(
              "stage that forks and leaves",
              3,
              "no_summary",
              p ->
                  p.stage("05_fork", "limits: { wall_time: 60s }", "(sleep 300 &)\nexit 0\n")
                      .run("--from", "05")));

  private TestPipeline pipeline(Path folder) throws IOException {
    TestPipeline pipeline = new TestPipeline(folder).maker(MAKES_NUMBERS);
    schema(folder, "GeometryPrediction");
    schema(folder, "EigenmodesDataset");
    return pipeline
        .reader("02_read", OK_SUMMARY)
        .stage("03_npz", optional("geometry", "GeometryPrediction@0.1"), OK_SUMMARY)
        .stage("04_csv", optional("modes", "EigenmodesDataset@0.1"), OK_SUMMARY);
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void aRowOfTheContract(Row row, @TempDir Path folder) throws IOException {
    TestPipeline pipeline = pipeline(folder);
    Outcome outcome = row.act().on(pipeline);
    outcome.exits(row.code());
    assertThat(outcome.err() + outcome.out()).contains(row.says());
    outcome.writesNothingOutsideTheRun();
    switch (row.leaves()) {
      case NOTHING -> outcome.leavesNo("");
      case A_RECORD -> pipeline.command("verify", "x").exits(0);
    }
  }

  /** The same refusals on a run that is there already: not one of its bytes changes. */
  @ParameterizedTest
  @FieldSource("ROWS")
  void aRefusedRowLeavesAFinishedRunAsItWas(Row row, @TempDir Path folder) throws IOException {
    TestPipeline pipeline = pipeline(folder);
    pipeline.run().exits(0);
    Map<String, String> published = published(pipeline);
    Map<String, String> before = pipeline.everyFile();
    assertThat(row.act().on(pipeline).code()).isNotZero();
    switch (row.leaves()) {
      case NOTHING -> assertThat(pipeline.everyFile()).isEqualTo(before);
      case A_RECORD -> assertThat(pipeline.everyFile()).containsAllEntriesOf(published);
    }
  }

  /** What the aliases show, by file. */
  private static Map<String, String> published(TestPipeline pipeline) throws IOException {
    Map<String, String> files = pipeline.everyFile();
    files.keySet().removeIf(name -> !name.startsWith("01_make/numbers/"));
    assertThat(files).isNotEmpty();
    return files;
  }

  private static Row refused(String input, int code, String says, Act act) {
    return new Row(input, code, says, Leaves.NOTHING, act);
  }

  private static Row recorded(String input, int code, String says, Act act) {
    return new Row(input, code, says, Leaves.A_RECORD, act);
  }

  private static String output(String alias) {
    return "outputs: { " + alias + ": { type: Numbers@0.1, files: '*.json' } }";
  }

  private static String optional(String alias, String type) {
    return "inputs: { " + alias + ": { type: " + type + ", optional: true } }";
  }

  private static void schema(Path folder, String type) throws IOException {
    Path target = Files.createDirectories(folder.resolve("schemas").resolve(type));
    Path source = TestPipeline.HOME.resolve("stages/holography/schemas").resolve(type);
    Files.copy(source.resolve("0.1.schema.json"), target.resolve("0.1.schema.json"));
  }

  private static Outcome given(TestPipeline pipeline, String alias, String fixture)
      throws IOException {
    Path file = FIXTURES.resolve(fixture);
    return given(
        pipeline,
        alias,
        pipeline.folder().resolve("given").resolve(file.getFileName()),
        Files.readAllBytes(file));
  }

  private static Outcome given(TestPipeline pipeline, String alias, Path name, byte[] bytes)
      throws IOException {
    String extension = name.toString().contains(".") ? "" : ".npz";
    Path file = name.resolveSibling(name.getFileName() + extension);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    String stage = alias.equals("geometry") ? "03" : "04";
    return pipeline.run("--from", stage, "--to", stage, "--input", alias + "=" + file);
  }

  private static Outcome numbers(TestPipeline pipeline, String text) throws IOException {
    return numbers(pipeline, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Outcome numbers(TestPipeline pipeline, byte[] bytes) throws IOException {
    Path file = pipeline.folder().resolve("given.json");
    Files.write(file, bytes);
    return pipeline.run("--from", "02", "--to", "02", "--input", "numbers=" + file);
  }

  /** Two megabytes that unpack to two gigabytes. */
  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("z.npy"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 2048; i++) {
        zip.write(zeros);
      }
    }
    return bytes.toByteArray();
  }
}
