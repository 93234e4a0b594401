package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.colophon.artifact.Sha256;
import org.colophon.artifact.format.NpzFile;
import org.colophon.contract.Json;
import org.colophon.document.DocumentSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Older folders as runs of the holography pipeline, on the folders of src-test-fixtures/legacy. */
final class ImportLegacyTest {
  private static final Path HOME = TestPipeline.HOME.toAbsolutePath().normalize();
  private static final String CONFIG = HOME.resolve("configs/holography/toy.yaml").toString();

  @TempDir private Path folder;
  private String out = "";
  private String err = "";

  @Test
  void aNumberedRunIsConvertedLinkedAndVerified() throws IOException {
    Path old = fixture("numbered");
    assertThat(importing(old, "old")).as(err).isEqualTo(1);
    JsonNode manifest = Json.read(run("old").resolve("run_manifest.json"));
    JsonNode predictions = manifest.path("stages").path(0);
    assertThat(predictions.path("disposition").asString()).isEqualTo("imported");
    assertThat(predictions.path("inputs").path(0).path("resolved_from_legacy").asBoolean())
        .isTrue();
    assertThat(predictions.path("warnings").toString())
        .contains("geometry_npz@1", "A_pred is now A", "family_pred (pickled, not opened)");
    assertThat(run("old").resolve("bulk_equations/bulk_equations.json").toRealPath())
        .isEqualTo(old.toRealPath().resolve("03_discover_bulk_equations/bulk_equations.json"));
    assertThat(command("verify", "old")).as(out + err).isZero();
    assertThat(out).doesNotContain("is not declared");
    command("status", "old");
    assertThat(out).contains("imported from an older folder");
  }

  @Test
  void theReportSaysWhatWasSeenAndWhatEachStageNeeds() throws IOException {
    importing(fixture("numbered"), "old");
    JsonNode report = Json.read(run("old").resolve("import_report.json"));
    assertThat(report.path("layouts").path(0).path("name").asString()).isEqualTo("numbered run");
    assertThat(report.path("layouts").toString()).contains("4f2a9c1", "observed", "inferred");
    assertThat(report.path("refused").path(0).path("path").asString()).endsWith("model.pt");
    assertThat(report.path("not_recognised").path("paths").toString()).contains("pareto_R.csv");
    assertThat(facts(report, "z_h")).isEqualTo("observed");
    assertThat(facts(report, "d")).isEqualTo("inferred");
    assertThat(facts(report, "gauge")).isEqualTo("asserted");
    assertThat(states(report))
        .containsEntry("02_emergent_geometry_engine", "imported")
        .containsEntry("04_geometry_physics_contracts", "ready")
        .containsEntry("05_analyze_bulk_equations", "after")
        .containsEntry("01_generate_sandbox_geometries", "ready");
  }

  @Test
  void whatIsWrittenFitsThePublishedSchemas() throws IOException {
    for (String name : List.of("numbered", "bad", "mlflow")) {
      importing(fixture(name), name);
      valid("legacy_import-1.1.schema.json", run(name).resolve("import_report.json"));
      valid("run_manifest-1.0.schema.json", run(name).resolve("run_manifest.json"));
      valid(
          "stage_summary-1.0.schema.json",
          run(name).resolve("02_emergent_geometry_engine/stage_summary.json"));
    }
    assertThat(importing(fixture("ambiguous"), "a", "--json")).isEqualTo(64);
    assertThat(Json.mapper().readTree(out).path("exit_code").asInt()).isEqualTo(64);
    assertThat(importing(fixture("ambiguous"), "a", "--dry-run", "--json")).isEqualTo(2);
    assertThat(problems("legacy_import-1.1.schema.json", Json.mapper().readTree(out))).isEmpty();
  }

  @Test
  void oldNamesOfDataSetsAreConvertedByADeclaredMapping() throws IOException {
    Path old = Files.createDirectories(folder.resolve("old/run/geometry_emergent"));
    Path h5 = HOME.resolve("src-test-fixtures/holography/geometry-h5");
    Files.copy(h5.resolve("warn_01_legacy_names.h5"), old.resolve("a_geometry.h5"));
    Files.copy(h5.resolve("ok_01_attrs.h5"), old.resolve("b_geometry.h5"));
    Files.copy(h5.resolve("bad_06_truncated.h5"), old.resolve("c_geometry.h5"));
    assertThat(importing(old.resolve("../.."), "old")).as(err).isEqualTo(1);
    JsonNode report = Json.read(run("old").resolve("import_report.json"));
    JsonNode converted = report.at("/artifacts/0/files/0");
    assertThat(converted.path("mapping").asString()).isEqualTo("geometry_h5@1");
    assertThat(converted.path("changes").toString()).contains("A_emergent is now A_of_z");
    assertThat(report.at("/artifacts/0/files/1/treatment").asString()).isEqualTo("linked");
    assertThat(report.at("/artifacts/0/unusable").toString()).contains("h5_damaged");
    assertThat(Json.read(run("old").resolve("run_manifest.json")).at("/stages/0/warnings") + "")
        .contains("geometry_h5@1", "A_emergent is now A_of_z");
    assertThat(command("verify", "old")).as(out + err).isZero();
  }

  @Test
  void metadataBesideAnArchiveComeWithIt() throws IOException {
    Path npz = HOME.resolve("src-test-fixtures/holography/geometry-npz");
    Path old = Files.createDirectories(folder.resolve("old/predictions"));
    for (String name : List.of("ok_10_meta_sidecar.npz", "ok_10_meta_sidecar.meta.json")) {
      Files.copy(npz.resolve(name), old.resolve(name));
    }
    Files.copy(npz.resolve("ok_01_stored.npz"), old.resolve("own.npz"));
    Files.writeString(old.resolve("own.meta.json"), "{}");
    Map<String, String> before = listing(old);
    assertThat(importing(old.resolveSibling(""), "old")).as(err).isEqualTo(1);
    JsonNode report = Json.read(run("old").resolve("import_report.json"));
    assertThat(report.at("/artifacts/0/files/0/changes").toString())
        .contains("the metadata of ok_10_meta_sidecar.meta.json are now inside");
    assertThat(report.at("/artifacts/0/files/0/facts/0/source").asString())
        .isEqualTo("ok_10_meta_sidecar.meta.json");
    assertThat(report.path("not_chosen").toString())
        .contains("own.meta.json", "metadata beside predictions/own.npz");
    assertThat(report.at("/not_recognised/files").asInt()).isZero();
    assertThat(listing(old)).isEqualTo(before);
    assertThat(command("verify", "old")).as(out + err).isZero();
    Path taken = run("old").resolve("predictions/ok_10_meta_sidecar.npz");
    assertThat(NpzFile.read(taken).names()).contains("meta_json", "z", "A", "f");
  }

  @Test
  void anInputThatNoStageMakesIsGivenAndSaysThatItIsLegacy() throws IOException {
    Path old = fixture("numbered");
    Path spectrum = Files.createDirectories(old.resolve("real")).resolve("ising3d_mini.json");
    Files.copy(HOME.resolve("src-test-fixtures/holography/real/ising3d_mini.json"), spectrum);
    importing(old, "toy", "--dry-run");
    assertThat(out).contains("could be of cft_spectrum, which the config gives");
    Path config = folder.resolve("bare.yaml");
    Files.writeString(config, "schema: config/1.0\npipeline: holography\nseed: 7\n");
    String[] words = {"import-legacy", old + "", "--experiment", "old", "--config", config + ""};
    assertThat(command(words)).as(err).isEqualTo(1);
    assertThat(out).contains("given  ");
    JsonNode report = Json.read(run("old").resolve("import_report.json"));
    valid("legacy_import-1.1.schema.json", run("old").resolve("import_report.json"));
    assertThat(report.path("artifacts").toString()).contains("\"treatment\":\"given\"");
    assertThat(report.path("not_recognised").toString()).doesNotContain("ising3d");
    assertThat(command("verify", "old")).as(out + err).isZero();
    command("run", "--experiment", "old", "--from", "09", "--to", "09", "--dry-run");
    assertThat(out).contains(spectrum.toRealPath().toString());

    Files.writeString(spectrum, Files.readString(spectrum) + " ");
    assertThat(command("verify", "old")).isEqualTo(2);
    assertThat(out).contains("input cft_spectrum has changed since");
  }

  @Test
  void whatIsRecognisedAndNotTakenSaysWhy() throws IOException {
    Path ambiguous = fixture("ambiguous");
    importing(ambiguous, "a", "--dry-run", "--json");
    JsonNode unclear = Json.mapper().readTree(out);
    assertThat(unclear.path("not_chosen").toString())
        .contains("fase11_a/", "could be of predictions, which is ambiguous");
    assertThat(unclear.path("not_recognised").toString()).doesNotContain("geometry.npz");
    importing(ambiguous, "b", "--dry-run", "--assert", "predictions=" + ambiguous + "/fase11_b");
    assertThat(out).contains("not chosen  fase11_a/", "which --assert takes from");
    Path flat = fixture("flat");
    copy(flat.resolve("fase11_2023-11/predictions"), flat.resolve("backup/predictions"));
    importing(flat, "c", "--dry-run");
    assertThat(out).contains("byte for byte in what predictions takes from");
  }

  @Test
  void aDryRunWritesNothing() throws IOException {
    Path old = fixture("flat");
    Map<String, String> before = listing(folder);
    assertThat(importing(old, "old", "--dry-run")).as(err).isZero();
    assertThat(listing(folder)).isEqualTo(before);
    assertThat(out).contains("column m2L2 is now lambda_sl", "fase11_2023-11");
  }

  @Test
  void theOlderFolderIsNotTouched() throws IOException {
    for (String name : List.of("numbered", "flat", "bad", "hydra", "mlflow", "dvc", "snakemake")) {
      Path old = fixture(name);
      Map<String, String> before = listing(old);
      assertThat(importing(old, name)).as(name + err).isEqualTo(1);
      assertThat(importing(old, name + "-copy", "--copy")).as(name + err).isEqualTo(1);
      command("verify", name);
      assertThat(listing(old)).as(name).isEqualTo(before);
    }
  }

  @Test
  void twoFoldersThatCouldBeMeantAreNotChosenFrom() throws IOException {
    Path old = fixture("ambiguous");
    assertThat(importing(old, "old")).isEqualTo(64);
    assertThat(err).contains("predictions could be fase11_a/ or fase11_b/", "--assert predictions");
    assertThat(run("old")).doesNotExist();
    assertThat(importing(old, "old", "--assert", "predictions=" + old.resolve("fase11_b")))
        .as(err)
        .isEqualTo(1);
    JsonNode report = Json.read(run("old").resolve("import_report.json"));
    assertThat(report.path("artifacts").path(0).path("why").path("certainty").asString())
        .isEqualTo("asserted");
  }

  @Test
  void aByteForByteCopyIsNoSecondChoice() throws IOException {
    Path old = fixture("flat");
    copy(old.resolve("fase11_2023-11/predictions"), old.resolve("backup/predictions"));
    assertThat(importing(old, "old")).as(err).isEqualTo(1);
  }

  @Test
  void whatMayNotBeUsedIsListedWithItsReason() throws IOException {
    assertThat(importing(fixture("bad"), "old")).as(err).isEqualTo(1);
    JsonNode report = Json.read(run("old").resolve("import_report.json"));
    String unusable = report.path("artifacts").path(0).path("unusable").toString();
    assertThat(unusable)
        .contains(
            "pickled_array: callback", "zip_damaged", "non_finite:f", "family: the name does not");
    assertThat(report.path("artifacts").path(0).path("files")).hasSize(1);
    assertThat(report.path("artifacts").toString()).contains("ragged_row");
    assertThat(report.path("refused").toString()).contains("checkpoint.pkl");
  }

  @Test
  void otherToolsTellWhatTheyRan() throws IOException {
    importing(fixture("hydra"), "h");
    assertThat(out)
        .contains("layout  hydra", "seed=3", "started_at_local_time = 2023-11-05T10:20:30");
    importing(fixture("mlflow"), "m");
    assertThat(out).contains("layout  mlflow", "git_commit = 4f2a9c1d", "metric.val_loss = 0.25");
    importing(fixture("dvc"), "d");
    assertThat(out)
        .contains("python fit.py --seed 3", "data/raw.csv: as dvc.lock says", "HAS CHANGED since");
    importing(fixture("snakemake"), "s");
    assertThat(out).contains("layout  snakemake", ".rule = fit", "2023-11-05T10:20:30.500Z");
  }

  @Test
  void aFolderInTheRunsFolderCanBeImportedButNotTheOtherWayRound() throws IOException {
    copy(HOME.resolve("src-test-fixtures/legacy/flat"), folder.resolve("runs/before"));
    assertThat(importing(folder.resolve("runs/before"), "after")).as(err).isEqualTo(1);
    assertThat(importing(folder.resolve("runs/before"), "before")).isEqualTo(64);
    assertThat(importing(folder, "x")).isEqualTo(64);
    assertThat(err).contains("where nothing is written");
  }

  @Test
  void namesWithSpacesLineBreaksAndAccentsAreImported() throws IOException {
    Path old = folder.resolve("año 1\nx");
    copy(HOME.resolve("src-test-fixtures/legacy/flat"), old);
    assertThat(importing(old, "old")).as(err).isEqualTo(1);
    assertThat(command("verify", "old")).as(out + err).isZero();
  }

  @Test
  void anUnknownAliasOrFolderIsAWrongCommandLine() throws IOException {
    assertThat(importing(fixture("flat"), "old", "--assert", "prediction=x")).isEqualTo(64);
    assertThat(err).contains("did you mean predictions?");
    assertThat(importing(folder.resolve("nowhere"), "old")).isEqualTo(64);
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThat(importing(empty, "old")).isEqualTo(2);
    assertThat(err).contains("nothing in");
  }

  private static void valid(String schema, Path file) throws IOException {
    assertThat(problems(schema, Json.read(file))).as(file.toString()).isEmpty();
  }

  private static List<String> problems(String schema, JsonNode json) {
    return DocumentSchema.builtIn(schema).problems(json, pointer -> pointer);
  }

  private static String facts(JsonNode report, String name) {
    for (JsonNode fact : report.path("artifacts").path(0).path("files").path(0).path("facts")) {
      if (fact.path("name").asString().equals(name)) {
        return fact.path("certainty").asString();
      }
    }
    return "";
  }

  private static Map<String, String> states(JsonNode report) {
    Map<String, String> states = new TreeMap<>();
    report
        .path("stages")
        .forEach(
            stage -> states.put(stage.path("stage").asString(), stage.path("state").asString()));
    return states;
  }

  private Path run(String experiment) {
    return folder.resolve("runs").resolve(experiment);
  }

  private Path fixture(String name) throws IOException {
    Path to = folder.resolve("old").resolve(name);
    if (!Files.exists(to)) {
      copy(HOME.resolve("src-test-fixtures/legacy").resolve(name), to);
    }
    return to;
  }

  private int importing(Path old, String experiment, String... options) throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of(
                "import-legacy", old.toString(), "--experiment", experiment, "--config", CONFIG));
    args.addAll(List.of(options));
    return command(args.toArray(String[]::new));
  }

  private int command(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--runs-dir", folder.resolve("runs").toString()));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream problems = new ByteArrayOutputStream();
    Properties properties = new Properties();
    properties.putAll(System.getProperties());
    properties.setProperty("colophon.home", HOME.toString());
    int code =
        Main.run(
            all.toArray(String[]::new),
            new Surroundings(
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                new PrintStream(problems, true, StandardCharsets.UTF_8),
                System.getenv(),
                properties));
    out = printed.toString(StandardCharsets.UTF_8);
    err = problems.toString(StandardCharsets.UTF_8);
    return code;
  }

  /** Every entry with its time of modification, and every file with its digest. */
  private static Map<String, String> listing(Path root) throws IOException {
    Map<String, String> listing = new TreeMap<>();
    try (Stream<Path> entries = Files.walk(root)) {
      for (Path entry : entries.toList()) {
        String digest =
            Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS) ? Sha256.of(entry) : "";
        listing.put(
            root.relativize(entry).toString(),
            Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS) + " " + digest);
      }
    }
    return listing;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.resolveSibling(""));
        Files.copy(file, target);
      }
    }
  }
}
