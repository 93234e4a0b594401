package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.colophon.contract.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Controls of a pipeline of one stage, which writes 1 when it accepts and 0 when it does not. */
final class ControlsTest {
  private TestPipeline pipeline;

  @BeforeEach
  void inATemporaryFolder(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder);
  }

  /** The stage accepts (1) what has the count that it likes, and rejects (0) all else. */
  private void judge(String likes) throws IOException {
    pipeline.stage(
        "01_judge",
        "params: [make]\n    outputs: { numbers: { type: Numbers@0.1, files: '*.json' } }",
        "case $(cat \"$STAGE_CONTEXT\" | tr -d ' \\n') in "
            + likes
            + ") verdict=1 ;; *) verdict=0 ;; esac\n"
            + "printf '{\"schema_name\": \"Numbers\", \"schema_version\": \"0.1\","
            + " \"numbers\": [%s]}' $verdict >\"$STAGE_DIR/numbers/made.json\"\n"
            + OK_SUMMARY);
  }

  private void controls() throws IOException {
    Files.writeString(
        pipeline.folder().resolve("controls.yaml"),
        """
        schema: controls/1.0
        config: config.yaml
        verdicts:
          - { file: numbers/made.json, at: /numbers/0, accepted: { is: 1 } }
        controls:
          - name: too_many
            about: Nine numbers.
            source: this test
            subject: x
            set: [params.make.count=9]
            exit_code: 0
            stages: { "01": OK }
            rejected_by:
              - { file: numbers/made.json, at: /numbers/0, is: 0 }
          - name: just_right
            about: Two numbers.
            source: this test
            subject: x
            set: [params.make.count=2]
            exit_code: 0
            stages: { "01": OK }
            accepted_by:
              - { file: numbers/made.json, at: /numbers/0, above: 0.5 }
        """);
  }

  private TestPipeline.Outcome run(String... options) throws IOException {
    String[] args = new String[options.length + 2];
    args[0] = "controls";
    args[1] = pipeline.folder().resolve("pipeline.yaml").toString();
    System.arraycopy(options, 0, args, 2, options.length);
    return pipeline.command(args);
  }

  @Test
  void controlsThatEndAsSpecifiedEndWithZero() throws IOException {
    judge("*'\"count\":2'*");
    controls();
    run()
        .exits(0)
        .stdoutContains("too_many")
        .stderrContains("2 of 2 controls of test held")
        .stderrContains("false-positive rate 0.000 (0 of 1 accepted; must be 0)")
        .stderrContains("coverage 1.000 (1 of 1 rejections seen; must be 1)")
        .stderrContains("positive: 1 of 1 accepted");
  }

  @Test
  void aControlThatPassesIsAnErrorThatSaysWhatCameAndWhereItsRunIs() throws IOException {
    judge("*");
    controls();
    run()
        .exits(3)
        .stdoutContains("NOT HELD")
        .stdoutContains("verdict: expected REJECTED, came ACCEPTED")
        .stdoutContains("numbers/made.json /numbers/0: expected 0, came 1")
        .stdoutContains("its run is kept: " + pipeline.folder().resolve("runs/too_many"))
        .stderrContains("false-positive rate 1.000 (1 of 1 accepted");
    assertThat(pipeline.folder().resolve("runs/too_many/run_manifest.json")).exists();
  }

  @Test
  void aPipelineThatRejectsEverythingIsNotHeldEither() throws IOException {
    judge("nothing");
    controls();
    run().exits(3).stderrContains("positive: 0 of 1 accepted");
  }

  @Test
  void withJsonTheReportIsTheOnlyThingOnStdout() throws IOException {
    judge("*'\"count\":2'*");
    controls();
    JsonNode report = Json.mapper().readTree(run("--json", "too_many").exits(0).out());
    assertThat(report.path("held").asBoolean()).isTrue();
    assertThat(report.path("coverage").asDouble()).isEqualTo(1);
    assertThat(report.at("/controls/0/name").asString()).isEqualTo("too_many");
    assertThat(report.at("/controls/0/came/stages/01_judge").asString()).isEqualTo("OK");
    assertThat(report.path("controls")).hasSize(1);
  }

  @Test
  void aRunThatIsThereAlreadyIsLeftAlone() throws IOException {
    judge("*");
    controls();
    run("just_right").exits(0);
    run("just_right").exits(64).stderrContains("exists already; give another --runs-dir");
  }

  @Test
  void whatDoesNotFitIsNamedWithItsLineBeforeAnythingRuns() throws IOException {
    judge("*");
    controls();
    run("too_mayn").exits(64).stderrContains("did you mean too_many?");
    Path file = pipeline.folder().resolve("controls.yaml");
    String good = Files.readString(file);
    Files.writeString(file, good.replace("\"01\": OK", "\"07\": OK"));
    run().exits(2).stderrContains("controls.yaml:12: ").stderrContains("has no stage 07");
    Files.writeString(
        file, good.replace("exit_code: 0", "inputs: { numbers: gone }\n    exit_code: 0"));
    run().exits(2).stderrContains("there is no " + pipeline.folder().resolve("gone"));
    Files.writeString(
        file, good.replace("numbers/made.json, at: /numbers/0, is", "x/y, at: /a, is"));
    run().exits(2).stderrContains("no stage of test makes x/y");
    Files.writeString(file, good.replace("rejected_by", "rejectedby"));
    run().exits(2).stderrContains("unknown key rejectedby; did you mean rejected_by?");
    Files.writeString(file, good.replace("params.make.count=9", "params.make.cuont=9"));
    run().exits(2).stderrContains("control too_many").stderrContains("did you mean count?");
    Files.writeString(file, good.replace("just_right", "too_many"));
    run().exits(2).stderrContains("a second control is named too_many");
    Files.delete(file);
    run().exits(2).stderrContains("no such file");
    assertThat(pipeline.folder().resolve("runs")).doesNotExist();
  }
}
