package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.colophon.contract.StageStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run contract, sentence by sentence, on real processes. */
final class RunContractTest {
  private TestPipeline pipeline;

  @BeforeEach
  void inATemporaryFolder(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder);
  }

  @Test
  void twoGoodStagesLeaveTheTreeOfTheContract() throws IOException {
    pipeline
        .maker(MAKES_NUMBERS)
        .reader("02_read", OK_SUMMARY)
        .run()
        .exits(0)
        .leaves("run_manifest.json")
        .leaves("config.resolved.json")
        .leaves("run_summary.json")
        .leaves("META_LOG.md")
        .leaves("events.jsonl")
        .leaves("numbers/made.json")
        .leaves("01_make/stage_summary.json")
        .leaves("01_make/stage_inputs.json")
        .leaves("01_make/cmd.txt")
        .leaves("01_make/meta_env.json")
        .leaves("01_make/logs/stdout.log")
        .leaves("01_make/logs/stderr.log")
        .leaves("02_read/stage_summary.json")
        .writesNothingOutsideTheRun();
    assertThat(Files.readSymbolicLink(pipeline.runFolder().resolve("numbers")))
        .isEqualTo(Path.of("01_make/numbers"));
    RunManifest manifest = manifest();
    assertThat(manifest.status()).isEqualTo(StageStatus.OK);
    assertThat(manifest.stages().get(1).inputs().getFirst().path()).isEqualTo("01_make/numbers");
  }

  @Test
  void aCommandOfTheDenyTableIsNeverStarted() throws IOException {
    pipeline.maker(MAKES_NUMBERS);
    Path file = pipeline.folder().resolve("pipeline.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("run: [sh, '{code}/main.sh']", "run: [env, git, commit, -m, x]"));
    pipeline
        .run()
        .exits(3)
        .stderrContains("denied_command: git commit on ")
        .stderrContains("first: git switch -c run/<id>")
        .leavesNo("numbers");
    assertThat(status("01_make")).isEqualTo("ERROR");
  }

  @Test
  void aStageThatExits1WithoutASummaryIsAnError() throws IOException {
    pipeline.maker("exit 1\n").run().exits(3).stderrContains("no_summary").leavesNo("numbers");
    assertThat(status("01_make")).isEqualTo("ERROR");
  }

  @Test
  void aStageThatExits0WithoutASummaryIsAnError() throws IOException {
    pipeline.maker("exit 0\n").run().exits(3).stderrContains("no_summary");
  }

  @Test
  void anExitCodeOutsideTheFourIsAnErrorWhateverTheSummarySays() throws IOException {
    pipeline.maker(MAKES_NUMBERS + "exit 7\n").run().exits(3).stderrContains("exit_code 7");
  }

  @Test
  void aSummaryThatDisagreesWithTheExitCodeIsAnErrorThatNamesBoth() throws IOException {
    pipeline
        .maker(MAKES_NUMBERS + "exit 1\n")
        .run()
        .exits(3)
        .stderrContains("summary_disagrees: the process exited with 1, the summary says OK");
  }

  @Test
  void aKilledStageIsAnErrorThatNamesTheSignal() throws IOException {
    pipeline.maker("kill -SEGV $$\n").run().exits(3).stderrContains("signal 11");
  }

  @Test
  void aStageThatRunsTooLongIsEndedAndTheCauseIsTimeout() throws IOException {
    pipeline
        .stage("01_slow", "limits: { wall_time: 1s }", "sleep 600\n")
        .run()
        .exits(3)
        .stderrContains("timeout");
  }

  @Test
  void aStageThatPrintsTooMuchIsEndedAndTheCauseIsNamed() throws IOException {
    pipeline
        .stage("01_loud", "limits: { output: 1MB }", "yes 0123456789\n")
        .run()
        .exits(3)
        .stderrContains("output_too_large");
    String log = Files.readString(pipeline.runFolder().resolve("01_loud/logs/stdout.log"));
    assertThat(log).hasSizeBetween(1_000_000, 1_100_000).startsWith("0123456789\n");
    assertThat(log).contains("bytes cut here: more than the limit of 1000000]\n");
  }

  @Test
  void anUndeclaredFileFailsTheStage() throws IOException {
    pipeline
        .maker("echo left >\"$STAGE_DIR/forgotten.txt\"\n" + MAKES_NUMBERS)
        .run()
        .exits(3)
        .stderrContains("undeclared_output: 01_make/forgotten.txt");
  }

  @Test
  void aFileThatNoPatternOfTheOutputCoversFailsTheStage() throws IOException {
    pipeline
        .maker("echo left >\"$STAGE_DIR/numbers/notes.txt\"\n" + MAKES_NUMBERS)
        .run()
        .exits(3)
        .stderrContains("undeclared_output: 01_make/numbers/notes.txt");
  }

  @Test
  void anOutputThatFailsItsSchemaFailsTheStage() throws IOException {
    pipeline
        .maker("echo '{\"numbers\": [\"one\"]}' >\"$STAGE_DIR/numbers/made.json\"\n" + OK_SUMMARY)
        .run()
        .exits(3)
        .stderrContains("invalid_output: numbers/made.json (Numbers@0.1)")
        .leavesNo("numbers");
    assertThat(Json.read(pipeline.runFolder().resolve("01_make/stage_summary.json")).toString())
        .contains("\"written_by\":\"core\"")
        .contains("\"stage_said\":\"OK\"");
  }

  @Test
  void aMissingOutputFailsTheStage() throws IOException {
    pipeline
        .maker(OK_SUMMARY)
        .run()
        .exits(3)
        .stderrContains("missing_output: numbers (Numbers@0.1): no file numbers/*.json");
  }

  @Test
  void aLinkAmongTheOutputsFailsTheStage() throws IOException {
    pipeline
        .maker("ln -s /etc/passwd \"$STAGE_DIR/numbers/link.json\"\n" + MAKES_NUMBERS)
        .run()
        .exits(3)
        .stderrContains("numbers/link.json is a link or not a regular file");
  }

  @Test
  void aMissingInputEndsIncompleteAndSaysWhatToDo() throws IOException {
    pipeline
        .maker(MAKES_NUMBERS)
        .reader("02_read", OK_SUMMARY)
        .run("--from", "02")
        .exits(2)
        .stderrContains(
            "missing_artifact: numbers (Numbers@0.1), wanted by 02_read; run --from 01 or give"
                + " --input numbers=PATH")
        .leaves("02_read/stage_summary.json")
        .writesNothingOutsideTheRun();
    assertThat(status("02_read")).isEqualTo("INCOMPLETE");
  }

  @Test
  void anInvalidInputFromOutsideNeverReachesTheStage() throws IOException {
    Path bad = Files.createDirectories(pipeline.folder().resolve("bad"));
    Files.writeString(bad.resolve("one.json"), "{\"numbers\": 3}");
    pipeline
        .maker(MAKES_NUMBERS)
        .reader("02_read", OK_SUMMARY)
        .run("--from", "02", "--input", "numbers=" + bad)
        .exits(2)
        .stderrContains("invalid_artifact: numbers (Numbers@0.1)")
        .leavesNo("02_read/logs/stdout.log");
  }

  @Test
  void anInputFromOutsideIsRecordedWithItsDigest() throws IOException {
    Path good = Files.createDirectories(pipeline.folder().resolve("given data"));
    Files.writeString(
        good.resolve("one.json"),
        "{\"schema_name\": \"Numbers\", \"schema_version\": \"0.1\", \"numbers\": [3]}");
    pipeline
        .maker(MAKES_NUMBERS)
        .reader("02_read", OK_SUMMARY)
        .run("--from", "02", "--input", "numbers=" + good)
        .exits(0);
    RunManifest.InputEntry input = manifest().stages().getFirst().inputs().getFirst();
    assertThat(input.resolvedFrom()).isEqualTo(RunManifest.ResolvedFrom.CLI);
    assertThat(input.files()).hasSize(1);
  }

  @Test
  void anInputChangedBetweenStagesIsRefused() throws IOException {
    pipeline.maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY).run().exits(0);
    Files.writeString(pipeline.runFolder().resolve("01_make/numbers/made.json"), "{}");
    pipeline
        .run("--from", "02")
        .exits(2)
        .stderrContains("01_make/numbers/made.json was changed after its stage");
  }

  @Test
  void aWarningGoesOnAndTaintsWhatComesAfter() throws IOException {
    String warns =
        MAKES_NUMBERS.replace("\"OK\", \"exit_code\": 0", "\"WARNING\", \"exit_code\": 1")
            + "exit 1\n";
    pipeline.maker(warns).reader("02_read", OK_SUMMARY).run().exits(1);
    assertThat(manifest().stages().get(1).taintedBy()).containsExactly("01_make");
    assertThat(manifest().stages().get(1).status()).isEqualTo(StageStatus.OK);
  }

  @Test
  void aStageThatSaysIncompleteStopsTheRun() throws IOException {
    String incomplete =
        OK_SUMMARY.replace("\"OK\", \"exit_code\": 0", "\"INCOMPLETE\", \"exit_code\": 2")
            + "exit 2\n";
    pipeline
        .maker(incomplete)
        .reader("02_read", OK_SUMMARY)
        .run()
        .exits(2)
        .leavesNo("02_read")
        .leavesNo("numbers");
  }

  @Test
  void aToolThatKnowsNothingOfUsIsJudgedByItsExitCode() throws IOException {
    pipeline
        .stage("01_tool", "summary: from_exit_code", "true\n")
        .run()
        .exits(0)
        .leaves("01_tool/stage_summary.json");
    assertThat(pipeline.runFolder().resolve("01_tool/stage_summary.json"))
        .content()
        .contains("\"written_by\": \"core\"");
    pipeline.experiment("y");
    pipeline.stage("02_tool", "summary: from_exit_code", "exit 1\n").run().exits(3);
  }

  @Test
  void aStageSeesTheDeclaredEnvironmentAndNothingElse() throws IOException {
    pipeline.maker("env | cut -d= -f1 | sort | tr '\\n' ' '\n" + MAKES_NUMBERS).run().exits(0);
    assertThat(Files.readString(pipeline.runFolder().resolve("01_make/logs/stdout.log")).split(" "))
        .contains("EXPERIMENT", "RUN_DIR", "STAGE_DIR", "SEED", "STAGE_CONTEXT", "TZ", "LC_ALL")
        .contains("PYTHONHASHSEED", "SOURCE_DATE_EPOCH")
        .doesNotContain("COLOPHON_TTY", "SHELL", "TERM", "JAVA_HOME");
  }

  @Test
  void aFailedRetryLeavesWhatWasPublishedInPlaceAndItselfInTheHistory() throws IOException {
    pipeline.maker("[ -e \"$RUN_DIR/../../fail\" ] && exit 1\n" + MAKES_NUMBERS).run().exits(0);
    Files.writeString(pipeline.folder().resolve("01_make/main.sh"), "echo no >&2; exit 1\n");
    pipeline
        .run()
        .exits(3)
        .leaves("numbers/made.json")
        .leaves(".history/01_make/0002/logs/stderr.log");
    assertThat(manifest().stages().getFirst().attempt()).isEqualTo("0001");
    assertThat(manifest().stages().getFirst().failedAttempt())
        .extracting(RunManifest.FailedAttempt::attempt)
        .isEqualTo("0002");
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void aStageMadeAnewMakesVoidWhatReadTheOldOne() throws IOException {
    pipeline.maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY).run().exits(0);
    Files.writeString(
        pipeline.folder().resolve("01_make/main.sh"), MAKES_NUMBERS.replace("[1]", "[2]"));
    pipeline
        .run("--to", "01")
        .exits(0)
        .leaves(".history/02_read/0001/stage_summary.json")
        .leaves(".history/01_make/0001/numbers/made.json")
        .leavesNo("02_read");
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void twoRunsOfTheSameConfigInputsAndSeedHaveTheSameDigest() throws IOException {
    pipeline.maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY);
    pipeline.experiment("first").run().exits(0);
    String first = manifest().runDigest();
    pipeline.experiment("second").run().exits(0);
    assertThat(manifest().runDigest()).isEqualTo(first);
    pipeline.experiment("third").run("--seed", "6").exits(0);
    assertThat(manifest().runDigest()).isNotEqualTo(first);
  }

  @Test
  void anotherConfigOnAnExistingRunIsRefusedWithTheDifference() throws IOException {
    pipeline.maker(MAKES_NUMBERS).run().exits(0);
    pipeline
        .run("--set", "params.make.count=9")
        .exits(64)
        .stderrContains("params.make.count: 3 → 9");
  }

  @Test
  void anExistingRunGoesOnWithoutAConfig() throws IOException {
    pipeline.maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY).run("--to", "01").exits(0);
    pipeline.command("run", "--experiment", "x", "--from", "02").exits(0).leaves("02_read");
  }

  @Test
  void resumeKeepsWhatIsPublished() throws IOException {
    pipeline.maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY).run("--to", "01").exits(0);
    pipeline.run("--resume").exits(0).stderrContains("published already");
    assertThat(manifest().stages())
        .extracting(RunManifest.StageEntry::attempt)
        .isEqualTo(List.of("0001", "0001"));
  }

  @Test
  void aRunMovedElsewhereStaysValid() throws IOException {
    pipeline.maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY).run().exits(0);
    Files.move(pipeline.runFolder(), pipeline.folder().resolve("runs/moved"));
    pipeline.command("verify", "moved").exits(0);
  }

  @Test
  void aCopyThatFollowedLinksStaysValidAndGoesOn() throws IOException, InterruptedException {
    pipeline.maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY).run().exits(0);
    Path runs = pipeline.folder().resolve("runs");
    assertThat(new ProcessBuilder("cp", "-rL", runs + "/x", runs + "/copy").start().waitFor())
        .isZero();
    pipeline.command("verify", "copy").exits(0);
    pipeline.command("run", "--experiment", "copy").exits(0);
    assertThat(runs.resolve("copy/numbers")).isSymbolicLink();
    pipeline.command("verify", "copy").exits(0);
  }

  @Test
  void whatAKilledWriterLeftHalfWrittenIsRemoved() throws IOException {
    pipeline.maker(MAKES_NUMBERS).run().exits(0);
    Path half = Files.createFile(pipeline.runFolder().resolve(".run_manifest.json.1a2b.tmp"));
    pipeline.run("--resume").exits(0);
    assertThat(half).doesNotExist();
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void aPathWithSpacesQuotesNewlinesAndNonAsciiLettersWorks() throws IOException {
    Path odd = pipeline.folder().resolve("a 'b' \"c\"\nñ→d");
    Files.createDirectories(odd);
    new TestPipeline(odd).maker(MAKES_NUMBERS).run().exits(0).leaves("numbers/made.json");
  }

  private RunManifest manifest() throws IOException {
    return Json.read(pipeline.runFolder().resolve("run_manifest.json"), RunManifest.class);
  }

  private String status(String stage) throws IOException {
    return Json.read(pipeline.runFolder().resolve(stage).resolve("stage_summary.json"))
        .get("status")
        .asString();
  }
}
