package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code reproduce} and {@code diff}, on runs that really ran and really moved. */
final class ReproductionTest {
  @TempDir private Path folder;
  private TestPipeline pipeline;
  private Path measured;

  @BeforeEach
  void twoStagesAndAnInputFromOutside() throws IOException {
    pipeline = new TestPipeline(Files.createDirectory(folder.resolve("here")));
    measured = Files.createDirectories(folder.resolve("measured"));
    Files.writeString(measured.resolve("given.json"), numbers("7"));
    pipeline
        .stage(
            "01_make",
            "inputs: { given: { type: Numbers@0.1, external: true } }\n"
                + "    outputs: { numbers: { type: Numbers@0.1, files: '*.json' } }",
            makes("1.0"))
        .reader("02_read", TestPipeline.OK_SUMMARY);
  }

  @Test
  void aRunThatWasMovedIsMadeAgainAndNotTouched() throws IOException {
    run();
    Path moved = moved();
    Map<String, String> before = digests(moved);
    pipeline
        .command("reproduce", moved.toString(), "--as", "again")
        .exits(0)
        .stderrContains("same verdict; run digest the same")
        .stdoutContains("identical");
    assertThat(digests(moved)).isEqualTo(before);
    assertThat(pipeline.runFolder().resolveSibling("again/run_manifest.json")).exists();
  }

  @Test
  void stagesThatRanInSeveralInvocationsAreAllMadeAgain() throws IOException {
    pipeline.run("--to", "01", "--input", "given=" + measured).exits(0);
    pipeline.run("--from", "02").exits(0);
    pipeline
        .command("reproduce", "x")
        .exits(0)
        .stdoutContains("01_make  OK")
        .stdoutContains("02_read  OK");
  }

  @Test
  void aRunThatFailedFailsAgainAlike() throws IOException {
    script("02_read", "exit 9\n");
    pipeline.run("--input", "given=" + measured).exits(3);
    pipeline.command("reproduce", "x").exits(0).stdoutContains("02_read  ERROR");
  }

  @Test
  void aMissingInputIsNamedAndCanBeFoundElsewhere() throws IOException {
    run();
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(measured, elsewhere);
    pipeline
        .command("reproduce", "x")
        .exits(2)
        .stderrContains("missing_input: given (Numbers@0.1), read by 01_make")
        .stderrContains("give --input given=PATH")
        .leavesNo("../x-again");
    pipeline.command("reproduce", "x", "--input", "given=" + elsewhere).exits(0);
  }

  @Test
  void anInputThatTheRunDidNotReadIsRefusedWithTheNearest() throws IOException {
    run();
    pipeline
        .command("reproduce", "x", "--input", "gven=" + measured)
        .exits(64)
        .stderrContains("did you mean given?")
        .leavesNo("../x-again");
    pipeline
        .command("reproduce", "x", "--input", "numbers=" + measured)
        .exits(64)
        .stderrContains("from outside it has given");
  }

  @Test
  void aNegativeNumberOfFieldsIsRefused() throws IOException {
    run();
    pipeline.command("diff", "x", "x", "--fields", "-1").exits(64).stderrContains("--fields -1");
    pipeline.command("reproduce", "x", "--fields", "-1").exits(64).leavesNo("../x-again");
    pipeline.command("golden", "diff", "Tfinite", "--fields", "-1").exits(64);
  }

  @Test
  void aChangedInputIsNamedWithItsFile() throws IOException {
    run();
    Files.writeString(measured.resolve("given.json"), numbers("8"));
    pipeline
        .command("reproduce", "x", "--json")
        .exits(2)
        .stderrContains("changed_input: given")
        .stdoutContains("given.json has changed");
  }

  @Test
  void aFileMoreThanTheRunReadIsAChangedInput() throws IOException {
    run();
    Files.writeString(measured.resolve("more.json"), numbers("8"));
    pipeline.command("reproduce", "x").exits(2).stderrContains("more.json was not there");
  }

  @Test
  void anotherOutcomeIsAnotherVerdictAndNamesTheFirstStage() throws IOException {
    run();
    script("01_make", makes("1.5"));
    pipeline
        .command("reproduce", "x")
        .exits(3)
        .stdoutContains("made.json#numbers/0: 1.0 → 1.5")
        .stderrContains("different verdict; the first stage that diverged is 01_make");
  }

  @Test
  void aChangedPipelineFileIsSaid() throws IOException {
    run();
    Path file = pipeline.folder().resolve("pipeline.yaml");
    Files.writeString(file, "# changed since\n" + Files.readString(file));
    pipeline
        .command("reproduce", "x")
        .exits(0)
        .stderrContains("is not the file that the run was made with")
        .stdoutContains("not as it was: code: pipeline/sha256");
  }

  @Test
  void aConfigEditedByHandIsAnObstacle() throws IOException {
    run();
    Path config = pipeline.runFolder().resolve("config.resolved.json");
    String text = Files.readString(config);
    Files.delete(config);
    Files.writeString(config, text.replace("\"seed\": 5", "\"seed\": 6"));
    pipeline.command("reproduce", "x").exits(2).stderrContains("changed_config");
  }

  @Test
  void aNameThatIsTakenIsRefused() throws IOException {
    run();
    pipeline.command("reproduce", "x", "--as", "x").exits(64).stderrContains("--as");
  }

  @Test
  void equalRunsDoNotDiffer() throws IOException {
    run();
    pipeline.experiment("y").run("--input", "given=" + measured).exits(0);
    pipeline.command("diff", "x", "y").exits(0).stderrContains("equal");
  }

  @Test
  void aDifferenceIsNamedInEveryPart() throws IOException {
    run();
    script("01_make", makes("1.25"));
    Files.writeString(measured.resolve("given.json"), numbers("8"));
    pipeline.experiment("y").run("--input", "given=" + measured, "--seed", "6").exits(0);
    TestPipeline.Outcome outcome =
        pipeline.command("diff", "x", moved("y") + "", "--json").exits(1);
    JsonNode said = Json.mapper().readTree(outcome.out());
    assertThat(said.at("/config/0/field").asString()).isEqualTo("seed");
    assertThat(said.at("/inputs/0/field").asString()).isEqualTo("01_make/given/given.json");
    assertThat(said.get("first_diverged").asString()).isEqualTo("01_make");
    assertThat(said.at("/stages/0/artifacts/0/answer/fields/0/field").asString())
        .isEqualTo("made.json#numbers/0");
  }

  @Test
  void aToleranceAllowsWhatItDeclaresAndNoMore() throws IOException {
    tolerances("{ type: Numbers@0.1, fields: 'numbers/*', absolute: 0.3, reason: rounding }");
    run();
    script("01_make", makes("1.25"));
    pipeline.experiment("y").run("--input", "given=" + measured).exits(0);
    pipeline
        .command("diff", "x", "y")
        .exits(1)
        .stdoutContains("within tolerance, 1 field")
        .stderrContains("no stage diverged");
    script("01_make", makes("1.5"));
    pipeline.experiment("z").run("--input", "given=" + measured).exits(0);
    pipeline.command("diff", "x", "z").exits(1).stdoutContains("DIVERGED");
  }

  @Test
  void anArtifactChangedAfterItsStageSaysNothingOfTheRun() throws IOException {
    run();
    script("01_make", makes("1.25"));
    pipeline.experiment("y").run("--input", "given=" + measured).exits(0);
    Files.writeString(pipeline.runFolder().resolve("01_make/numbers/made.json"), numbers("1.0"));
    pipeline.command("diff", "x", "y").exits(1).stdoutContains("was changed after its stage");
  }

  @Test
  void anArtifactThatIsGoneIsADifference() throws IOException {
    run();
    pipeline.experiment("y").run("--input", "given=" + measured).exits(0);
    Files.delete(pipeline.runFolder().resolve("01_make/numbers/made.json"));
    pipeline.command("diff", "x", "y").exits(1).stdoutContains("is missing, which 01_make left");
  }

  @Test
  void aToleranceWithoutAReasonIsRefused() throws IOException {
    tolerances("{ type: Numbers@0.1, fields: '**', absolute: 1, reason: ' ' }");
    run();
    pipeline.command("diff", "x", "x").exits(2).stderrContains("tolerances.yaml:3");
  }

  private void run() throws IOException {
    pipeline.run("--input", "given=" + measured).exits(0);
  }

  private void tolerances(String entry) throws IOException {
    Files.writeString(
        pipeline.folder().resolve("tolerances.yaml"),
        "schema: tolerances/1.0\ntolerances:\n  - " + entry + "\n");
  }

  private Path moved() throws IOException {
    return moved("x");
  }

  private Path moved(String experiment) throws IOException {
    Path target = Files.createDirectories(folder.resolve("another machine")).resolve(experiment);
    return Files.move(pipeline.runFolder().resolveSibling(experiment), target);
  }

  private void script(String stage, String text) throws IOException {
    Files.writeString(pipeline.folder().resolve(stage).resolve("main.sh"), "#!/bin/sh\n" + text);
  }

  private static String makes(String number) {
    return "echo '"
        + numbers(number)
        + "' >\"$STAGE_DIR/numbers/made.json\"\n"
        + TestPipeline.OK_SUMMARY;
  }

  private static String numbers(String number) {
    return "{\"schema_name\": \"Numbers\", \"schema_version\": \"0.1\", \"numbers\": ["
        + number
        + "]}";
  }

  private static Map<String, String> digests(Path root) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        digests.put(root.relativize(file).toString(), Sha256.of(file));
      }
    }
    return digests;
  }
}
