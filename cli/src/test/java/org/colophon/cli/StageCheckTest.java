package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.colophon.contract.Json;
import org.colophon.sandbox.BubblewrapProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code stages check} on stages that do what they should, and on stages that each do not. */
final class StageCheckTest {
  private static final String WRITES_TOTAL =
      "echo '{\"schema_name\": \"Numbers\", \"schema_version\": \"0.1\", \"numbers\": [%s]}'"
          + " >\"$STAGE_DIR/total/total.json\"\n";

  /** Reads its input and says INCOMPLETE if that is not what it should be. */
  private static final String LOOKS_AT_ITS_INPUT =
      """
      in=$(grep -o '"path": *"[^"]*"' "$STAGE_CONTEXT" | head -1 | cut -d'"' -f4)
      if ! grep -q 'numbers.: *\\[1\\]' "$in/made.json" 2>/dev/null; then
        cat >"$STAGE_DIR/stage_summary.json" <<JSON
      {"stage": "02_sum", "experiment": "$EXPERIMENT", "status": "INCOMPLETE", "exit_code": 2,
       "counts": {"outputs_rows": 0}, "errors": ["numbers is no good"]}
      JSON
        exit 2
      fi
      """;

  private static final String READS_NUMBERS =
      "inputs: { numbers: Numbers@0.1 }\n"
          + "    outputs: { total: { type: Numbers@0.1, files: total.json } }";

  private static final String ADDS_UP =
      LOOKS_AT_ITS_INPUT + WRITES_TOTAL.formatted("1") + OK_SUMMARY;

  private TestPipeline pipeline;

  @BeforeEach
  void inATemporaryFolder(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder).maker(MAKES_NUMBERS);
  }

  @Test
  void allPointsHoldForAStageThatIsDone(@TempDir Path folder) throws IOException {
    assumeBubblewrap(folder);
    TestPipeline.Outcome outcome =
        pipeline.stage("02_sum", READS_NUMBERS, ADDS_UP).command(check("02"));
    outcome.exits(0).writesNothingOutsideTheRun().leavesNo("run_manifest.json");
    assertThat(outcome.out().lines().filter(line -> line.matches("[1-8+] .*")))
        .hasSize(9)
        .allMatch(line -> line.endsWith(" holds"));
    assertThat(outcome.err()).contains("02_sum of test: 8 of 8 points hold");
  }

  @Test
  void allPointsHoldForTheExamplesInShellAndPython(@TempDir Path folder) throws IOException {
    assumeBubblewrap(folder);
    String config =
        TestPipeline.HOME.resolve("src-test-fixtures/pipelines/two_ok/config.yaml").toString();
    pipeline.command("stages", "check", "01", "--config", config).exits(0);
    pipeline.command("stages", "check", "02", "--config", config).exits(0);
  }

  @Test
  void aToolJudgedByItsExitCodeNeedsNoSummaryOfItsOwn(@TempDir Path folder) throws IOException {
    assumeBubblewrap(folder);
    pipeline
        .stage(
            "02_sum",
            "summary: from_exit_code\n    " + READS_NUMBERS,
            "in=$(grep -o '\"path\": *\"[^\"]*\"' \"$STAGE_CONTEXT\" | head -1 | cut -d'\"' -f4)\n"
                + "grep -q 'numbers.: *\\[1\\]' \"$in/made.json\" || exit 1\n"
                + WRITES_TOTAL.formatted("1"))
        .command(check("02"))
        .exits(0);
  }

  @Test
  void withoutASandboxReadingElsewhereIsNotShown() throws IOException {
    JsonNode answer =
        answer(1, pipeline.stage("02_sum", READS_NUMBERS, ADDS_UP), "--env", "unconfined");
    assertThat(finding(answer, 2)).isEqualTo("NOT_SHOWN");
    assertThat(answer.get("status").asString()).isEqualTo("WARNING");
  }

  @Test
  void aStageThatForgetsItsNameDoesNotAcceptTheExperiment() throws IOException {
    JsonNode answer = answer(2, sum(ADDS_UP.replace("$EXPERIMENT", "mine")));
    assertThat(finding(answer, 1)).isEqualTo("DOES_NOT_HOLD");
    assertThat(finding(answer, 7)).isEqualTo("DOES_NOT_HOLD");
    assertThat(finding(answer, 8)).isEqualTo("DOES_NOT_HOLD");
  }

  @Test
  void outputsThatDependOnTheNameOrThePlaceAreTold() throws IOException {
    String ofName = "n=$(printf %s \"$EXPERIMENT\" | cksum | cut -d' ' -f1)\n";
    JsonNode name = answer(2, sum(LOOKS_AT_ITS_INPUT + ofName + writes("'$n'") + OK_SUMMARY));
    assertThat(evidence(name, 1)).contains("NOT: its outputs depend on the name of the experiment");
    assertThat(finding(name, 2)).isNotEqualTo("DOES_NOT_HOLD");
  }

  @Test
  void outputsThatDependOnWhereInputsLieAreTold() throws IOException {
    String ofPlace = "n=$(printf %s \"$in\" | cksum | cut -d' ' -f1)\n";
    JsonNode place = answer(2, sum(LOOKS_AT_ITS_INPUT + ofPlace + writes("'$n'") + OK_SUMMARY));
    assertThat(evidence(place, 2)).contains("NOT: its outputs depend on where its inputs lie");
    assertThat(finding(place, 1)).isEqualTo("HOLDS");
  }

  @Test
  void chanceIsToldAndIsNoPointOfItsOwn() throws IOException {
    String chance = "n=$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')\n";
    JsonNode answer =
        answer(
            1,
            sum(LOOKS_AT_ITS_INPUT + chance + writes("'$n'") + OK_SUMMARY),
            "--env",
            "unconfined");
    assertThat(answer.get("repeatable").get("finding").asString()).isEqualTo("DOES_NOT_HOLD");
    assertThat(finding(answer, 1)).isEqualTo("HOLDS");
  }

  @Test
  void aStageThatTakesAnythingOrCrashesDoesNotValidateItsInputs() throws IOException {
    JsonNode anything = answer(2, sum(WRITES_TOTAL.formatted("1") + OK_SUMMARY));
    assertThat(evidence(anything, 3))
        .contains(
            "numbers missing: refused by the gate, not started",
            "NOT: numbers cut in half, past the gate: the stage itself ended OK");
  }

  @Test
  void aStageThatCrashesOnABadInputDoesNotValidateIt() throws IOException {
    String crash =
        "in=x\ngrep -q numbers.*1 \"$(grep -o '/[^\"]*numbers' \"$STAGE_CONTEXT\""
            + " | head -1)/made.json\" || exit 1\n";
    JsonNode answer = answer(2, sum(crash + WRITES_TOTAL.formatted("1") + OK_SUMMARY));
    assertThat(evidence(answer, 3))
        .anyMatch(
            line -> line.startsWith("NOT: numbers cut in half") && line.contains("no_summary"));
    assertThat(finding(answer, 8)).isEqualTo("HOLDS");
  }

  @Test
  void whatTakesAnyBytesIsNotJudgedAndDoesNotHold() throws IOException {
    pipeline
        .bytesType()
        .stage(
            "02_sum",
            "inputs: { given: { type: Bytes@0.1, external: true } }\n"
                + "    outputs: { total: { type: Bytes@0.1, files: total.bin } }",
            "echo 1 >\"$STAGE_DIR/total/total.bin\"\n" + OK_SUMMARY);
    Path given = Files.writeString(pipeline.folder().resolve("given.bin"), "1");
    JsonNode answer = answer(2, pipeline, "--input", "given=" + given);
    assertThat(finding(answer, 5)).isEqualTo("NOT_JUDGED");
    assertThat(evidence(answer, 5))
        .anyMatch(line -> line.startsWith("not judged: total: Bytes@0.1 takes any bytes"));
    assertThat(evidence(answer, 3))
        .anyMatch(line -> line.startsWith("not judged: given: Bytes@0.1 takes any bytes"));
  }

  @Test
  void anUndeclaredAndAnInvalidOutputAreTold() throws IOException {
    JsonNode undeclared = answer(2, sum("echo 1 >\"$STAGE_DIR/more.txt\"\n" + ADDS_UP));
    assertThat(finding(undeclared, 4)).isEqualTo("DOES_NOT_HOLD");
    assertThat(finding(undeclared, 5)).isEqualTo("NOT_SHOWN");
  }

  @Test
  void anInvalidOutputIsTold() throws IOException {
    JsonNode invalid = answer(2, sum(LOOKS_AT_ITS_INPUT + writes("\"x\"") + OK_SUMMARY));
    assertThat(finding(invalid, 5)).isEqualTo("DOES_NOT_HOLD");
    assertThat(finding(invalid, 4)).isEqualTo("NOT_SHOWN");
  }

  @Test
  void inputsThatCannotBeMadeEndTheCheck(@TempDir Path other) throws IOException {
    new TestPipeline(other)
        .maker("exit 1\n")
        .stage("02_sum", READS_NUMBERS, ADDS_UP)
        .command("stages", "check", "02", "--config", other + "/config.yaml")
        .exits(2)
        .stderrContains("01_make makes what 02_sum reads, and ended ERROR");
  }

  @Test
  void aFinishedRunGivesConfigAndInputsAndIsNotTouched() throws IOException {
    pipeline.run().exits(0);
    var before = pipeline.everyFile();
    sum(ADDS_UP);
    JsonNode answer =
        Json.mapper()
            .readTree(
                pipeline.command("stages", "check", "02", "--experiment", "x", "--json").out());
    assertThat(answer.get("points").valueStream().map(point -> point.get("finding").asString()))
        .doesNotContain("DOES_NOT_HOLD");
    assertThat(pipeline.everyFile()).isEqualTo(before);
  }

  @Test
  void withNeitherConfigNorRunTheCommandLineIsWrong() throws IOException {
    pipeline.command("stages", "check", "02").exits(64).stderrContains("give --config");
    pipeline.command("stages").exits(64).stderrContains("say which pipeline");
    pipeline.command(check("07")).exits(64);
  }

  private TestPipeline sum(String script) throws IOException {
    return pipeline.stage("02_sum", READS_NUMBERS, script);
  }

  private static String writes(String number) {
    return WRITES_TOTAL.formatted(number);
  }

  private String[] check(String stage, String... options) {
    List<String> words =
        new ArrayList<>(
            List.of("stages", "check", stage, "--config", pipeline.folder() + "/config.yaml"));
    words.addAll(List.of(options));
    return words.toArray(String[]::new);
  }

  private JsonNode answer(int code, TestPipeline checked, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of(check("02", options)));
    words.add("--json");
    return Json.mapper().readTree(checked.command(words.toArray(String[]::new)).exits(code).out());
  }

  private static String finding(JsonNode answer, int point) {
    return answer.get("points").get(point - 1).get("finding").asString();
  }

  private static List<String> evidence(JsonNode answer, int point) {
    return answer
        .get("points")
        .get(point - 1)
        .get("evidence")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  private static void assumeBubblewrap(Path folder) throws IOException {
    assumeThat(
            new BubblewrapProbe(Files.createDirectories(folder.resolve("probe")))
                .look(System.getenv("PATH")))
        .as("without bubblewrap nothing shows what a stage reads")
        .isInstanceOf(BubblewrapProbe.Available.class);
  }
}
