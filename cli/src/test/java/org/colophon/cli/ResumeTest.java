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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code --resume}, {@code --from}, {@code --keep-going} and {@code --as} do in each state.
 */
final class ResumeTest {
  private static final String MAKES_MORE =
      "echo '{\"schema_name\": \"Numbers\", \"schema_version\": \"0.1\", \"numbers\": [2]}'"
          + " >\"$STAGE_DIR/more/made.json\"\n"
          + OK_SUMMARY;
  private static final String MORE = "outputs: { more: { type: Numbers@0.1, files: '*.json' } }";

  private TestPipeline pipeline;

  @BeforeEach
  void inATemporaryFolder(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder).maker(MAKES_NUMBERS);
  }

  @Test
  void aFinishedRunIsNotRunAgain() throws IOException {
    pipeline.reader("02_read", OK_SUMMARY).run().exits(0);
    pipeline.run("--resume").exits(0).stderrContains("published already by attempt 0001");
    assertThat(attempts()).containsExactly("0001", "0001");
  }

  @Test
  void aPublishedFileThatWasCutShortIsMadeAgain() throws IOException {
    pipeline.run().exits(0);
    Files.writeString(pipeline.runFolder().resolve("01_make/numbers/made.json"), "{");
    pipeline.run("--resume").exits(0);
    assertThat(attempts()).containsExactly("0002");
    assertThat(journal())
        .contains("what attempt 0001 published has changed: 01_make/numbers/made.json");
    pipeline.command("verify", "x").exits(2);
  }

  @Test
  void aFailedStageIsNotRepeatedUnchanged() throws IOException {
    pipeline.reader("02_read", "exit 7\n").run().exits(3);
    pipeline
        .run("--resume")
        .exits(3)
        .stderrContains("nothing has changed since attempt 0001 ended ERROR (exit_code 7")
        .stderrContains("insist with --from 02");
    assertThat(journal()).doesNotContain("\"attempt\":\"0002\"");
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void aFailedStageIsRepeatedIfAPersonInsists() throws IOException {
    pipeline.reader("02_read", "exit 7\n").run().exits(3);
    pipeline.run("--from", "02").exits(3);
    assertThat(journal()).contains("asked for again, after 1 attempt");
  }

  @Test
  void aFailedStageWhoseCodeHasChangedIsRepeatedAndTheReasonKept() throws IOException {
    pipeline.reader("02_read", "exit 7\n").run().exits(3);
    Files.writeString(pipeline.folder().resolve("02_read/main.sh"), OK_SUMMARY);
    pipeline.run("--resume").exits(0).stderrContains("published already");
    assertThat(journal()).contains("retry of attempt 0001; changed since: code 02_read/main.sh: ");
  }

  @Test
  void aStageKilledFromOutsideIsRepeatedSinceTheCauseWasInfrastructure() throws IOException {
    Path killed = Files.createFile(pipeline.folder().resolve("kill"));
    pipeline.reader("02_read", "[ -e '" + killed + "' ] && kill -KILL $$\n" + OK_SUMMARY);
    pipeline.run("--env", unconfined()).exits(3);
    Files.delete(killed);
    pipeline.run("--resume", "--env", unconfined()).exits(0);
    assertThat(journal())
        .contains("retry of attempt 0001, whose cause was infrastructure: signal 9");
  }

  @Test
  void aStageWhoseInputWasMadeAnewIsVoidAndRunsAgain() throws IOException {
    pipeline.reader("02_read", OK_SUMMARY).run().exits(0);
    Files.writeString(
        pipeline.folder().resolve("01_make/main.sh"), MAKES_NUMBERS.replace("[1]", "[9]"));
    pipeline.run("--from", "01", "--to", "01").exits(0).stderrContains("02_read is void");
    pipeline.run("--resume").exits(0);
    assertThat(journal()).contains("void: its input numbers was made anew");
    assertThat(attempts()).containsExactly("0002", "0002");
  }

  @Test
  void keepGoingRunsWhatDoesNotDependOnTheFailureAndTheVerdictIsTheWorst() throws IOException {
    pipeline
        .stage("02_fail", "inputs: { numbers: Numbers@0.1 }\n    " + MORE, "exit 7\n")
        .stage("03_needs", "inputs: { more: Numbers@0.1 }", OK_SUMMARY)
        .reader("04_free", OK_SUMMARY)
        .run("--keep-going")
        .exits(3)
        .stderrContains("not run    it reads what 02_fail was to make")
        .leaves("04_free/stage_summary.json")
        .leavesNo("03_needs");
    assertThat(manifest().status().name()).isEqualTo("ERROR");
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void keepGoingNeverFeedsAStageWhatAFailedStageMadeEarlier() throws IOException {
    pipeline
        .stage("02_more", "inputs: { numbers: Numbers@0.1 }\n    " + MORE, MAKES_MORE)
        .stage("03_needs", "inputs: { more: Numbers@0.1 }", OK_SUMMARY);
    pipeline.run().exits(0);
    Files.writeString(pipeline.folder().resolve("02_more/main.sh"), "exit 7\n");
    pipeline.run("--from", "02", "--keep-going").exits(3).stderrContains("02_more was to make");
    assertThat(attempts()).containsExactly("0001", "0001", "0001");
  }

  @Test
  void withoutItNothingStartsAfterAFailure() throws IOException {
    pipeline.stage("02_fail", "summary: from_stage", "exit 7\n").reader("03_free", OK_SUMMARY);
    pipeline.run().exits(3).leavesNo("03_free");
  }

  @Test
  void anotherConfigIsRefusedWithTheDifferenceAndNothingChanges() throws IOException {
    pipeline.run().exits(0);
    var before = pipeline.everyFile();
    pipeline
        .run("--set", "params.make.count=9")
        .exits(64)
        .stderrContains("params.make.count:")
        .stderrContains("--as NAME");
    pipeline
        .command("run", "--experiment", "x", "--seed", "8")
        .exits(64)
        .stderrContains("--as NAME");
    assertThat(pipeline.everyFile()).isEqualTo(before);
  }

  @Test
  void aChangedConfigGoesToANewRunByAs() throws IOException {
    pipeline.run().exits(0);
    var before = pipeline.everyFile();
    pipeline
        .command("run", "--experiment", "x", "--set", "params.make.count=9", "--as", "y")
        .exits(0);
    assertThat(pipeline.everyFile()).isEqualTo(before);
    pipeline.experiment("y");
    assertThat(Files.readString(pipeline.runFolder().resolve("config.resolved.json")))
        .contains("\"count\": 9");
    pipeline.command("verify", "y").exits(0);
  }

  @Test
  void aNewRunByAsTakesWhatEarlierStagesMadeIfTheChangeDoesNotTouchThem() throws IOException {
    pipeline.reader("02_read", OK_SUMMARY).run().exits(0);
    pipeline.command("run", "--experiment", "x", "--as", "y", "--from", "02").exits(0);
    assertThat(pipeline.experiment("y").manifestText()).contains("runs/x/01_make/numbers");
    pipeline
        .command(
            "run", "--experiment", "x", "--as", "z", "--from", "02", "--set", "params.make.count=9")
        .exits(64)
        .stderrContains("01_make would make something else");
  }

  @Test
  void whatANewRunTakesFromAnotherKeepsItsWarnings() throws IOException {
    pipeline = new TestPipeline(pipeline.folder().resolve("warns"));
    pipeline
        .maker(
            MAKES_NUMBERS.replace("\"OK\", \"exit_code\": 0", "\"WARNING\", \"exit_code\": 1")
                + "exit 1\n")
        .reader("02_read", OK_SUMMARY);
    pipeline.run().exits(1);
    pipeline.command("run", "--experiment", "x", "--as", "y", "--from", "02").exits(0);
    pipeline.experiment("y");
    assertThat(manifest().stages().getFirst().taintedBy()).containsExactly("01_make");
  }

  @Test
  void whatWasChangedInARunIsNotTakenFromIt() throws IOException {
    pipeline.reader("02_read", OK_SUMMARY).run().exits(0);
    Path made = pipeline.runFolder().resolve("01_make/numbers/made.json");
    Files.writeString(made, Files.readString(made).replace("[1]", "[2]"));
    pipeline
        .command("run", "--experiment", "x", "--as", "y", "--from", "02")
        .exits(2)
        .stderrContains("made.json was changed after its stage");
  }

  private String unconfined() {
    return TestPipeline.HOME.resolve("configs/env/unconfined.yaml").toString();
  }

  private List<String> attempts() throws IOException {
    return manifest().stages().stream().map(RunManifest.StageEntry::attempt).toList();
  }

  private String journal() throws IOException {
    return Files.readString(pipeline.runFolder().resolve("events.jsonl"));
  }

  private RunManifest manifest() throws IOException {
    return Json.read(pipeline.runFolder().resolve("run_manifest.json"), RunManifest.class);
  }
}
