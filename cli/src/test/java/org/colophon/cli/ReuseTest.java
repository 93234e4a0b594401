package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.Disposition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Stages that are reused: what counts as the same, what is left, and what happens to the store. */
final class ReuseTest {
  private static final String MORE = "outputs: { more: { type: Numbers@0.1, files: '*.json' } }";
  private static final String MAKES_MORE =
      MAKES_NUMBERS.replace("STAGE_DIR/numbers", "STAGE_DIR/more");

  private Path folder;
  private TestPipeline pipeline;

  @BeforeEach
  void twoStages(@TempDir Path temporary) throws IOException {
    folder = temporary.resolve("here");
    pipeline =
        new TestPipeline(Files.createDirectories(folder))
            .reusing()
            .maker(MAKES_NUMBERS)
            .stage("02_more", "inputs: { numbers: Numbers@0.1 }\n    " + MORE, MAKES_MORE);
    Files.writeString(profile(folder), "schema: env/1.0\n");
  }

  @Test
  void anotherExperimentReusesAllAndHasTheSameRunDigest() throws IOException {
    run("x").exits(0);
    run("y")
        .exits(0)
        .stderrContains(
            "01_make                              reused     its key is that of x, attempt 0001")
        .leaves("02_more/stage_summary.json")
        .leaves("02_more/stage_inputs.json")
        .leaves("02_more/stage_key.json")
        .leaves("02_more/cmd.txt")
        .leaves("02_more/meta_env.json")
        .leaves("02_more/logs/stdout.log")
        .leaves("more/made.json");
    assertThat(manifest("y").runDigest()).isEqualTo(manifest("x").runDigest());
    assertThat(dispositions("y")).containsExactly(Disposition.REUSED, Disposition.REUSED);
    JsonNode summary = Json.read(folder.resolve("runs/y/02_more/stage_summary.json"));
    assertThat(summary.get("experiment").asString()).isEqualTo("y");
    assertThat(summary.at("/meta/reused_from/experiment").asString()).isEqualTo("x");
    pipeline.command("verify", "y").exits(0);
    pipeline.command("status", "y").exits(0).stdoutContains("reused, not run here");
    pipeline.command("why", "y", "02").exits(0).stdoutContains("reused: its key is that of x");
    pipeline.command("diff", "x", "y").exits(0);
  }

  @Test
  void aReusedRunCanBeReproducedByRunningItsStages() throws IOException {
    run("x").exits(0);
    run("y").exits(0);
    pipeline
        .command("reproduce", "y", "--as", "again", "--env", profile(folder).toString())
        .exits(0);
    assertThat(dispositions("again")).containsOnly(Disposition.EXECUTED);
  }

  @Test
  void theSameExperimentKeepsWhatItHas() throws IOException {
    run("x").exits(0);
    run("x").exits(0).stderrContains("published already by attempt 0001 with the same key");
    assertThat(attempts("x")).containsExactly("0001", "0001");
  }

  @Test
  void forceAndNoReuseInsist() throws IOException {
    run("x").exits(0);
    run("x", "--force", "02").exits(0);
    assertThat(attempts("x")).containsExactly("0001", "0002");
    pipeline.command("why", "x", "02").exits(0).stdoutContains("asked for with --force");
    run("x", "--no-reuse").exits(0);
    assertThat(attempts("x")).containsExactly("0002", "0003");
    run("x", "--force", "02", "--to", "01").exits(64).stderrContains("--force 02 is not between");
    run("x", "--force", "07").exits(64).stderrContains("has no stage 07");
  }

  @Test
  void whatDoesNotChangeTheAnswerChangesNoKey() throws IOException {
    run("x").exits(0);
    Path code = folder.resolve("01_make/main.sh");
    Files.setLastModifiedTime(code, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
    Files.createDirectories(folder.resolve("01_make/__pycache__"));
    Files.writeString(folder.resolve("01_make/__pycache__/x.pyc"), "compiled");
    pipeline.environment(Map.of("TZ", "Asia/Tokyo", "LC_ALL", "tr_TR.UTF-8", "LANG", "tr_TR"));
    run("touched").exits(0);
    assertThat(dispositions("touched")).containsOnly(Disposition.REUSED);
    Path moved = folder.resolveSibling("moved");
    Files.move(folder, moved, StandardCopyOption.ATOMIC_MOVE);
    folder = moved;
    pipeline.in(moved);
    run("elsewhere").exits(0);
    assertThat(dispositions("elsewhere")).containsOnly(Disposition.REUSED);
    pipeline.command("verify", "elsewhere").exits(0);
  }

  @Test
  void aCommentInTheCodeIsAChangeAndTheReasonNamesTheFile() throws IOException {
    run("x").exits(0);
    edit("01_make/main.sh", "# a comment\n");
    run("y").exits(0);
    assertThat(dispositions("y")).containsExactly(Disposition.EXECUTED, Disposition.REUSED);
    pipeline
        .command("why", "y", "01")
        .exits(0)
        .stdoutContains("first attempt; other than in x, attempt 0001: code 01_make/main.sh: ");
  }

  /** It ran neither as it was nor as it is. */
  @Test
  void aStageWhoseCodeChangedWhileItRanIsMadeAnewByTheNextRun() throws IOException {
    Files.writeString(profile(folder), "schema: env/1.0\nsandbox: none\n");
    Path edited = folder.resolve("edited");
    pipeline.stage(
        "03_edits",
        "",
        "[ -e %s ] || echo '# more' >>\"$0\"\ntouch %s\n".formatted(edited, edited) + OK_SUMMARY);
    run("x").exits(0).stderrContains("03_edits: its code changed while it ran");
    run("x").exits(0);
    assertThat(manifest("x").stages().getLast().attempt()).isEqualTo("0002");
    pipeline.command("why", "x", "03").stdoutContains("the code changed while attempt 0001 ran");
    run("x").exits(0);
    assertThat(manifest("x").stages().getLast().attempt()).isEqualTo("0002");
  }

  @Test
  void declaredCodeTakesThePlaceOfTheStagesFolder() throws IOException {
    Files.writeString(folder.resolve("shared.sh"), "# shared\n");
    pipeline.stage("03_uses", "code: [03_uses/main.sh, shared.sh]", OK_SUMMARY);
    run("x").exits(0);
    Files.writeString(folder.resolve("03_uses/notes.txt"), "not code");
    run("y").exits(0);
    assertThat(dispositions("y")).containsOnly(Disposition.REUSED);
    Files.writeString(folder.resolve("shared.sh"), "# shared, with a comment\n");
    run("z").exits(0);
    assertThat(dispositions("z"))
        .containsExactly(Disposition.REUSED, Disposition.REUSED, Disposition.EXECUTED);
    pipeline.command("why", "z", "03").stdoutContains("code shared.sh: ");
    Files.delete(folder.resolve("shared.sh"));
    run("w").exits(2).stderrContains("the code of 03_uses is not there: ");
  }

  @Test
  void aStageThatSaysSoIsNeverReused() throws IOException {
    pipeline.stage("03_clock", "reuse: false", OK_SUMMARY);
    run("x").exits(0);
    run("y").exits(0);
    assertThat(dispositions("y").getLast()).isEqualTo(Disposition.EXECUTED);
    pipeline
        .command("why", "y", "03")
        .stdoutContains("the pipeline file says that it is never reused");
  }

  @Test
  void onlyWhatEndedOkIsReusedUnlessAPersonWantsWarnings() throws IOException {
    pipeline.stage(
        "03_warns",
        "summary: from_stage",
        OK_SUMMARY.replace("\"OK\", \"exit_code\": 0", "\"WARNING\", \"exit_code\": 1")
            + "exit 1\n");
    run("x").exits(1);
    run("y").exits(1);
    assertThat(dispositions("y").getLast()).isEqualTo(Disposition.EXECUTED);
    pipeline.command("why", "y", "03").stdoutContains("has the same key, and ended WARNING");
    run("z", "--reuse-warnings").exits(1);
    assertThat(dispositions("z")).containsOnly(Disposition.REUSED);
  }

  @Test
  void aReusedStageCarriesTheWarningsOfItsInputsHere() throws IOException {
    run("x").exits(0);
    Files.writeString(
        folder.resolve("01_make/main.sh"),
        MAKES_NUMBERS.replace("\"OK\", \"exit_code\": 0", "\"WARNING\", \"exit_code\": 1")
            + "exit 1\n");
    run("y").exits(1);
    assertThat(manifest("y").stages().getLast().disposition()).isEqualTo(Disposition.REUSED);
    assertThat(manifest("y").stages().getLast().taintedBy()).containsExactly("01_make");
  }

  @Test
  void aDamagedFileInTheStoreIsFoundToldAndMadeAnew() throws IOException {
    run("x").exits(0);
    damage(stored(folder.resolve("runs/x/01_make/numbers/made.json")));
    pipeline
        .command("plan", "-x", "y", "-c", config())
        .stdoutContains("but what is stored of it is damaged: numbers/made.json has changed");
    run("y").exits(0).stderrContains("is damaged: numbers/made.json has changed");
    assertThat(dispositions("y")).containsExactly(Disposition.EXECUTED, Disposition.REUSED);
    run("z").exits(0);
    assertThat(dispositions("z")).containsOnly(Disposition.REUSED);
    pipeline.command("verify", "z").exits(0);
  }

  @Test
  void theStoreMayBeDeletedOrHoldNonsense() throws IOException {
    run("x").exits(0);
    try (Stream<Path> entries = Files.walk(folder.resolve("runs/.cache/stages"))) {
      for (Path entry : entries.filter(path -> path.toString().endsWith(".json")).toList()) {
        Files.delete(entry);
        Files.writeString(entry, "{\"schema_name\": \"StoredStage\", \"entry\": null}");
      }
    }
    run("y").exits(0);
    assertThat(dispositions("y")).containsOnly(Disposition.EXECUTED);
    run("z").exits(0);
    assertThat(dispositions("z")).containsOnly(Disposition.REUSED);
  }

  @Test
  void whatIsSharedWithTheStoreIsReadOnlyAndOneFile() throws IOException {
    run("x").exits(0);
    run("y").exits(0);
    Path first = folder.resolve("runs/x/01_make/numbers/made.json");
    Path second = folder.resolve("runs/y/01_make/numbers/made.json");
    boolean linked =
        Files.getAttribute(first, "unix:ino").equals(Files.getAttribute(second, "unix:ino"));
    if (linked) {
      assertThat(Files.getPosixFilePermissions(second))
          .noneMatch(one -> one.name().endsWith("WRITE"));
    } else {
      // a file system with clones: two files that may be changed apart
      assertThat(Files.readString(second)).isEqualTo(Files.readString(first));
    }
  }

  @Test
  void trustStatFindsADamageThatTimeTells() throws IOException {
    run("x").exits(0);
    Path stored = stored(folder.resolve("runs/x/01_make/numbers/made.json"));
    damage(stored);
    Files.setLastModifiedTime(stored, FileTime.from(Instant.now().plusSeconds(60)));
    run("y", "--trust-stat").exits(0).stderrContains("is damaged");
    run("z", "--trust-stat").exits(0);
    assertThat(dispositions("z")).containsOnly(Disposition.REUSED);
  }

  @Test
  void gcListsWhatNoRunNamesAndARunWithoutItRunsItsStages() throws IOException {
    run("x").exits(0);
    pipeline.command("gc").exits(0).stderrContains("0 bytes could be removed");
    edit("01_make/main.sh", "# changed\n");
    run("x").exits(0);
    pipeline
        .command("gc", "--delete")
        .exits(0)
        .stdoutContains("01_make of x, attempt 0001, which no run names");
    pipeline.command("verify", "x").exits(0);
    run("y").exits(0);
    assertThat(dispositions("y")).containsOnly(Disposition.REUSED);
  }

  @Test
  void theProfileSaysWhereTheStoreIs() throws IOException {
    Files.writeString(profile(folder), "schema: env/1.1\nstore: ../kept\n");
    run("x").exits(0);
    assertThat(folder.resolve("runs/.cache")).doesNotExist();
    assertThat(folder.resolveSibling("kept").resolve("stages/test/01_make")).isDirectory();
    run("y").exits(0);
    assertThat(dispositions("y")).containsOnly(Disposition.REUSED);
  }

  @Test
  void aStageThatMakesOtherBytesUnderOneKeyIsToldOf() throws IOException {
    pipeline.stage(
        "03_random",
        "outputs: { odd: { type: Numbers@0.1, files: '*.json' } }",
        "echo \"{\\\"schema_name\\\": \\\"Numbers\\\", \\\"schema_version\\\": \\\"0.1\\\","
            + " \\\"numbers\\\": [1$(date +%N)]}\" >\"$STAGE_DIR/odd/made.json\"\n"
            + OK_SUMMARY);
    run("x").exits(0);
    run("y", "--force", "03").exits(0).stderrContains("03_random made other bytes than an attempt");
  }

  private TestPipeline.Outcome run(String experiment, String... options) throws IOException {
    String[] all =
        Stream.concat(Stream.of("--env", profile(folder).toString()), Stream.of(options))
            .toArray(String[]::new);
    return pipeline.experiment(experiment).run(all);
  }

  private static Path profile(Path folder) {
    return folder.resolve("own.yaml");
  }

  private String config() {
    return folder.resolve("config.yaml").toString();
  }

  private void edit(String file, String more) throws IOException {
    Path code = folder.resolve(file);
    Files.writeString(code, Files.readString(code) + more);
  }

  private Path stored(Path file) throws IOException {
    String sha256 = Sha256.of(file);
    return folder.resolve("runs/.cache/files").resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  /** Other bytes in the place of a file, as many as before; the runs that share it are spared. */
  private static void damage(Path stored) throws IOException {
    String text = Files.readString(stored);
    FileTime time = Files.getLastModifiedTime(stored);
    Files.delete(stored);
    Files.writeString(stored, text.replace("[1]", "[2]"));
    Files.setLastModifiedTime(stored, time);
  }

  private RunManifest manifest(String experiment) throws IOException {
    return Json.read(
        folder.resolve("runs").resolve(experiment).resolve("run_manifest.json"), RunManifest.class);
  }

  private List<Disposition> dispositions(String experiment) throws IOException {
    return manifest(experiment).stages().stream().map(RunManifest.StageEntry::disposition).toList();
  }

  private List<String> attempts(String experiment) throws IOException {
    return manifest(experiment).stages().stream().map(RunManifest.StageEntry::attempt).toList();
  }
}
