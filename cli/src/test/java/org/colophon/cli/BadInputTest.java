package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets a clear error, an exit code, and leaves nothing behind. */
final class BadInputTest {
  private TestPipeline pipeline;

  @BeforeEach
  void inATemporaryFolder(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder).maker(MAKES_NUMBERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a/b", "", ".x", "a b", "é"})
  void aNameThatIsNotOnePathSegmentIsRefused(String name) throws IOException {
    pipeline
        .command("run", "--experiment=" + name, "--config", pipeline.folder() + "/config.yaml")
        .exits(64)
        .stderrContains("experiment name");
    assertThat(pipeline.folder().resolve("runs")).doesNotExist();
  }

  @Test
  void aNameThatLooksLikeAnOptionIsRefused() throws IOException {
    pipeline.experiment("-x").run().exits(64);
    assertThat(pipeline.folder().resolve("runs")).doesNotExist();
  }

  @Test
  void aNameOfMoreThan100LettersIsRefused() throws IOException {
    pipeline.experiment("a".repeat(101)).run().exits(64).stderrContains("at most 100");
  }

  @Test
  void anUnknownStageIsNamedWithThoseThereAre() throws IOException {
    pipeline.run("--from", "07").exits(64).stderrContains("has no stage 07").leavesNo("");
  }

  @Test
  void fromAfterToIsRefused() throws IOException {
    pipeline
        .reader("02_read", "exit 0\n")
        .run("--from", "02", "--to", "01")
        .exits(64)
        .stderrContains("--from 02 comes after --to 01");
  }

  @Test
  void anUnknownConfigKeyIsNamedWithItsLineAndTheNearestKey() throws IOException {
    pipeline
        .config("schema: config/1.0\npipeline: pipeline.yaml\nparams:\n  make:\n    cuont: 3\n")
        .run()
        .exits(2)
        .stderrContains("config.yaml:5: unknown key cuont; did you mean count?")
        .leavesNo("");
  }

  @Test
  void anUnknownSectionOfTheParamsIsAnUnknownKey() throws IOException {
    pipeline
        .config("schema: config/1.0\npipeline: pipeline.yaml\nparams:\n  mkae: {}\n")
        .run()
        .exits(2)
        .stderrContains("config.yaml:4: unknown key mkae; did you mean make?");
  }

  @Test
  void anUnknownKeyInSetIsNamedAsSuch() throws IOException {
    pipeline
        .run("--set", "params.make.cuont=3")
        .exits(2)
        .stderrContains("--set params.make.cuont=3: unknown key cuont; did you mean count?");
  }

  @Test
  void aWrongValueIsNamedWithItsLine() throws IOException {
    pipeline
        .config("schema: config/1.0\npipeline: pipeline.yaml\nparams:\n  make: { count: many }\n")
        .run()
        .exits(2)
        .stderrContains("config.yaml:4: make.count");
  }

  @Test
  void aConfigThatIsNotYamlIsNamedWithItsLine() throws IOException {
    pipeline
        .config("schema: config/1.0\npipeline: [\n")
        .run()
        .exits(2)
        .stderrContains("config.yaml:");
  }

  @Test
  void aKeyGivenTwiceIsRefused() throws IOException {
    pipeline
        .config("schema: config/1.0\npipeline: pipeline.yaml\nseed: 1\nseed: 2\n")
        .run()
        .exits(2)
        .stderrContains("seed");
  }

  @Test
  void yamlAliasesAreRefused() throws IOException {
    pipeline
        .config("schema: config/1.0\npipeline: pipeline.yaml\nseed: &s 1\nparams: *s\n")
        .run()
        .exits(2)
        .stderrContains("config.yaml:4: YAML aliases");
  }

  @Test
  void aConfigMayBeJson() throws IOException {
    Files.writeString(
        pipeline.folder().resolve("config.json"),
        "{\"schema\": \"config/1.0\", \"pipeline\": \"pipeline.yaml\",\n \"params\": {\"mkae\": {}}}");
    pipeline
        .command("run", "--experiment", "x", "--config", pipeline.folder() + "/config.json")
        .exits(2)
        .stderrContains("config.json:2: unknown key mkae; did you mean make?");
  }

  @Test
  void aMissingConfigIsIncomplete() throws IOException {
    pipeline
        .command("run", "--experiment", "x", "--config", pipeline.folder() + "/none.yaml")
        .exits(2)
        .stderrContains("no such file");
  }

  @Test
  void aNewExperimentWithoutAConfigIsRefused() throws IOException {
    pipeline.command("run", "--experiment", "x").exits(64).stderrContains("give --config");
  }

  @Test
  void anUnknownPipelineIsNamedWithThoseThereAre() throws IOException {
    pipeline
        .config("schema: config/1.0\npipeline: hologrphy\n")
        .run()
        .exits(64)
        .stderrContains("no such pipeline")
        .stderrContains("holography");
  }

  @Test
  void anAliasMadeTwiceIsRefusedBeforeAnythingStarts() throws IOException {
    pipeline
        .stage(
            "02_again", "outputs: { numbers: { type: Numbers@0.1, files: '*.json' } }", "exit 0\n")
        .run()
        .exits(2)
        .stderrContains("alias numbers is made by 01_make already")
        .leavesNo("");
  }

  @Test
  void anIdThatNoJobCanBeNamedAfterIsRefusedBeforeAnythingStarts() throws IOException {
    pipeline
        .stage("02_" + "long".repeat(20), "", "exit 0\n")
        .run()
        .exits(2)
        .stderrContains("the id has 83 characters, 80 are possible; shorten it")
        .leavesNo("");
  }

  @Test
  void anInputMadeByALaterStageIsACycle() throws IOException {
    pipeline
        .stage("02_late", "inputs: { later: Numbers@0.1 }", "exit 0\n")
        .stage("03_later", "outputs: { later: { type: Numbers@0.1, files: '*.json' } }", "exit 0\n")
        .run()
        .exits(2)
        .stderrContains("a cycle");
  }

  @Test
  void anInputThatNobodyMakesIsRefusedWithTheNearestAlias() throws IOException {
    pipeline
        .stage("02_read", "inputs: { nubmers: Numbers@0.1 }", "exit 0\n")
        .run()
        .exits(2)
        .stderrContains("no stage makes nubmers; did you mean numbers?");
  }

  @Test
  void aTypeWithoutASchemaIsRefused() throws IOException {
    pipeline
        .stage("02_odd", "outputs: { odd: { type: Odd@0.1, files: '*' } }", "exit 0\n")
        .run()
        .exits(2)
        .stderrContains("no schema for Odd@0.1");
  }

  @Test
  void aBrokenSchemaFileIsNamed() throws IOException {
    Files.writeString(pipeline.folder().resolve("schemas/Numbers/0.1.schema.json"), "{");
    assertThat(pipeline.run().code()).isNotZero();
    pipeline.run().stderrContains("0.1.schema.json").leavesNo("");
  }

  @Test
  void aParamsSchemaThatIsNoSchemaIsNamedWithItsLine() throws IOException {
    Files.writeString(
        pipeline.folder().resolve("params/make.schema.json"), "{\n \"type\": \"objekt\"}");
    pipeline.run().exits(2).stderrContains("make.schema.json:2: not a JSON Schema").leavesNo("");
  }

  @Test
  void anInputThatNoStageHasIsRefused() throws IOException {
    pipeline
        .reader("02_read", "exit 0\n")
        .run("--input", "nubmers=/tmp")
        .exits(64)
        .stderrContains("did you mean numbers?");
  }

  @Test
  void whatAWrongCommandLineSaysOfItselfNothingObeys() throws IOException {
    TestPipeline.Outcome outcome = pipeline.run("--x\n::error::mine\u001b[31m").exits(64);
    assertThat(outcome.err()).doesNotContain("\u001b");
    assertThat(outcome.err().lines()).noneMatch(line -> line.startsWith("::"));
  }

  @Test
  void anUnknownOptionIsAWrongCommandLine() throws IOException {
    pipeline.run("--form", "01").exits(64).stderrContains("--form");
  }

  @Test
  void aFolderThatIsNotARunIsLeftAlone() throws IOException {
    Files.createDirectories(pipeline.runFolder());
    Files.writeString(pipeline.runFolder().resolve("thesis.txt"), "mine");
    pipeline.run().exits(64).stderrContains("is not a run, and holds thesis.txt");
    assertThat(pipeline.runFolder()).isDirectoryContaining("glob:**thesis.txt");
  }

  @Test
  void aDryRunWritesNothingAndNamesWhatIsMissing() throws IOException {
    pipeline
        .reader("02_read", "exit 0\n")
        .run("--dry-run")
        .exits(0)
        .stdoutContains("made in this run by 01_make")
        .leavesNo("");
    pipeline.run("--dry-run", "--from", "02").exits(2).stdoutContains("numbers: missing");
  }

  @Test
  void aProgramThatDoesNotExistIsAnErrorOfTheStage() throws IOException {
    Files.writeString(
        pipeline.folder().resolve("pipeline.yaml"),
        "schema: pipeline/1.0\npipeline: t\nstages:\n  - id: 01_x\n    run: [no-such-program]\n");
    pipeline.run().exits(3).stderrContains("no-such-program").leaves("01_x/stage_summary.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wall_time: 0s", "wall_time: 99999999999999h", "output: 9999999999999GB"})
  void aLimitThatNobodyCanMeanIsRefused(String limit) throws IOException {
    pipeline
        .stage("02_x", "limits: { " + limit + " }", "exit 0\n")
        .run()
        .exits(2)
        .stderrContains("pipeline.yaml:")
        .leavesNo("");
  }

  @Test
  void aPatternThatIsNoneIsNamedWithItsLine() throws IOException {
    pipeline
        .stage("02_x", "outputs: { odd: { type: Numbers@0.1, files: '[.json' } }", "exit 0\n")
        .run()
        .exits(2)
        .stderrContains("[.json is not a file pattern")
        .leavesNo("");
  }
}
