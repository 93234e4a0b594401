package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.colophon.cli.TestPipeline.Outcome;
import org.colophon.contract.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code run --junit --sarif --github}: what a run tells other programs. */
final class ReportsTest {
  private static final Map<String, String> OFF_GITHUB =
      Map.of("GITHUB_ACTIONS", "", "GITHUB_STEP_SUMMARY", "");

  @TempDir private Path elsewhere;
  private TestPipeline pipeline;

  @BeforeEach
  void inATemporaryFolder(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder).environment(OFF_GITHUB);
  }

  @Test
  void aRunThatWentWellPassesEveryCase() throws IOException {
    pipeline.maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY);
    reported().exits(0).writesNothingOutsideTheRun();
    assertThat(junit())
        .contains("<testsuite name=\"x\" tests=\"2\" failures=\"0\"")
        .contains("name=\"run_digest\" value=\"" + manifest().get("run_digest").asString())
        .contains("<testcase classname=\"test\" name=\"01_make\"")
        .contains("<testcase classname=\"test\" name=\"02_read\"");
    assertThat(sarif().get("results")).isEmpty();
    assertThat(sarif().at("/invocations/0/executionSuccessful").asBoolean()).isTrue();
  }

  @Test
  void aFailedStageFailsWithItsErrorsAndTheRestIsSkippedWithTheReason() throws IOException {
    pipeline
        .maker("touch \"$STAGE_DIR/numbers/stray.txt\"\n" + MAKES_NUMBERS)
        .reader("02_read", OK_SUMMARY);
    reported().exits(3);
    assertThat(junit())
        .contains("tests=\"2\" failures=\"1\"")
        .contains("<failure type=\"ERROR\" message=\"undeclared_output: 01_make/numbers/stray.txt")
        .contains("<skipped message=\"not reached: 01_make ended with ERROR\"");
    JsonNode found = sarif().at("/results/0");
    assertThat(found.get("ruleId").asString()).isEqualTo("undeclared_output");
    assertThat(found.at("/locations/0/physicalLocation/artifactLocation/uri").asString())
        .isEqualTo("01_make/stage_summary.json");
    assertThat(pipeline.runFolder().resolve("01_make/stage_summary.json")).exists();
  }

  @Test
  void aLaterAttemptThatFailsIsReportedAndNotWhatIsStillPublished() throws IOException {
    pipeline
        .maker("[ -e \"$0.broken\" ] && exit 9\n" + MAKES_NUMBERS)
        .reader("02_read", OK_SUMMARY)
        .run()
        .exits(0);
    Files.writeString(pipeline.folder().resolve("01_make/main.sh.broken"), "");
    reported().exits(3);
    assertThat(junit())
        .contains("message=\"exit_code 9: outside 0 to 3, so the stage is void\"")
        .contains("<skipped message=\"not reached: 01_make ended with ERROR\"");
    assertThat(sarif().at("/results/0/locations/0/physicalLocation/artifactLocation/uri"))
        .hasToString("\".history/01_make/0002/stage_summary.json\"");
    assertThat(pipeline.runFolder().resolve(".history/01_make/0002/stage_summary.json")).exists();
  }

  @Test
  void aStageThatIsKeptIsReportedAsItStands() throws IOException {
    pipeline.maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY).run("--to", "01").exits(0);
    reported("--resume").exits(0);
    assertThat(junit()).contains("tests=\"2\" failures=\"0\"").contains("kept: published already");
  }

  @Test
  void theContractsOfAnArtifactAreCasesAndThoseThatFailAreFindings() throws IOException {
    declareContracts("0/status");
    judge().environment(onGithub());
    Outcome outcome = reported().exits(0);
    assertThat(junit())
        .contains("tests=\"5\" failures=\"1\"")
        .contains("classname=\"test.01_judge\" name=\"Verdicts/sum [good]\"")
        .contains("name=\"Verdicts/sum [wrong on purpose]\"")
        .contains("<failure type=\"WARNING\" message=\"seven: value 7\"");
    assertThat(sarif().get("results")).hasSize(1);
    assertThat(sarif().at("/results/0/locations/0/physicalLocation/region/startLine").asInt())
        .isEqualTo(3);
    outcome.stderrContains("::warning title=01_judge%3A Verdicts/sum [bad]::seven: value 7");
    assertThat(page())
        .contains("| 01\\_judge | ✅ OK |")
        .contains("Contracts: 1 passed, 1 failed, 1 failed as they must, 1 skipped");
  }

  @Test
  void aBrokenDeclarationOfContractsIsFoundBeforeAnythingRuns() throws IOException {
    declareContracts("status");
    judge();
    reported().exits(2).stderrContains("0.1.findings.json:2");
    assertThat(pipeline.runFolder()).doesNotExist();
  }

  @Test
  void aRunThatCannotBeginIsAFailureAndAnAnnotation() throws IOException {
    pipeline
        .maker(MAKES_NUMBERS)
        .config("schema: config/1.0\npipeline: pipeline.yaml\nsed: 5\n")
        .environment(onGithub());
    reported()
        .exits(2)
        .stderrContains("::error title=x::")
        .stderrContains("unknown key sed; did you mean seed?");
    assertThat(junit()).contains("tests=\"1\" failures=\"1\"").contains("did you mean seed?");
    assertThat(sarif().at("/invocations/0/executionSuccessful").asBoolean()).isFalse();
    assertThat(page()).contains("The run could not go on");
  }

  @Test
  void whatAStageSaysIsNoCommandToGithub() throws IOException {
    pipeline
        .maker(
            """
            cat >"$STAGE_DIR/stage_summary.json" <<JSON
            {"stage": "01_make", "experiment": "$EXPERIMENT", "status": "ERROR", "exit_code": 3,
             "errors": ["::add-mask::forged", "x\\n::error::forged", "see ##[error]forged"]}
            JSON
            exit 3
            """)
        .environment(onGithub());
    Outcome outcome = reported("--json").exits(3);
    assertThat((outcome.err() + outcome.out()).lines())
        .filteredOn(line -> line.strip().startsWith("::"))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("::error title=01_make%3A stage_error::"));
    // inside a command the older form is not looked for
    assertThat((outcome.err() + outcome.out()).lines())
        .filteredOn(line -> !line.startsWith("::"))
        .anyMatch(line -> line.contains("forged"))
        .noneMatch(line -> line.contains("##["));
    assertThat(Json.mapper().readTree(outcome.out()).at("/stages/0/errors/2").asString())
        .isEqualTo("see ##[error]forged");
  }

  @Test
  void githubIsToldOnlyWhereItIsAndWherePeopleDoNotForbidIt() throws IOException {
    pipeline.maker("exit 9\n");
    assertThat(reported().exits(3).err()).doesNotContain("::error");
    assertThat(elsewhere.resolve("page.md")).doesNotExist();
    pipeline.environment(onGithub());
    assertThat(reported("--no-github").exits(3).err()).doesNotContain("::error");
    assertThat(elsewhere.resolve("page.md")).doesNotExist();
    pipeline.environment(OFF_GITHUB);
    assertThat(reported("--github").exits(3).err()).contains("::error title=01_make");
  }

  @Test
  void aReportThatCannotBeWrittenIsFoundBeforeAnythingRuns() throws IOException {
    pipeline.maker(MAKES_NUMBERS);
    pipeline.run("--junit", elsewhere.toString()).exits(64).stderrContains("is a folder");
    assertThat(pipeline.runFolder()).doesNotExist();
  }

  @Test
  void aDryRunWritesNoReport() throws IOException {
    pipeline.maker(MAKES_NUMBERS).environment(onGithub());
    reported("--dry-run").exits(0);
    assertThat(elsewhere).isEmptyDirectory();
  }

  private TestPipeline judge() throws IOException {
    return pipeline.stage(
        "01_judge",
        "outputs: { verdicts: { type: Verdicts@0.1, files: verdicts.json } }",
        """
        cat >"$STAGE_DIR/verdicts/verdicts.json" <<JSON
        {"schema_name": "Verdicts", "schema_version": "0.1", "verdicts": [
          {"on": "good", "status": "PASS", "why": "six", "value": 6},
          {"on": "bad", "status": "FAIL", "why": "seven", "value": 7},
          {"on": "wrong on purpose", "status": "FAIL", "why": "eight", "value": 8, "control": true},
          {"on": "empty", "status": "SKIP", "why": "no numbers"}]}
        JSON
        """
            + OK_SUMMARY);
  }

  private void declareContracts(String status) throws IOException {
    Path schemas = pipeline.folder().resolve("schemas/Verdicts");
    Files.createDirectories(schemas);
    Files.writeString(
        schemas.resolve("0.1.schema.json"),
        """
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "x-format": "json",
         "type": "object", "required": ["verdicts"]}
        """);
    Files.writeString(
        schemas.resolve("0.1.findings.json"),
        """
        {"schema": "findings/1.0", "level": "warning", "each": "/verdicts/*", "rule": "sum",
         "status": {"at": "%s"}, "subject": "0/on", "message": "0/why", "value": "0/value",
         "control": {"at": "0/control", "is": true}}
        """
            .formatted(status));
  }

  private Map<String, String> onGithub() {
    return Map.of(
        "GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", elsewhere.resolve("page.md").toString());
  }

  private Outcome reported(String... options) throws IOException {
    String[] all = new String[options.length + 4];
    all[0] = "--junit";
    all[1] = elsewhere.resolve("deep/er/junit.xml").toString();
    all[2] = "--sarif";
    all[3] = elsewhere.resolve("run.sarif").toString();
    System.arraycopy(options, 0, all, 4, options.length);
    return pipeline.run(all);
  }

  private String junit() throws IOException {
    return Files.readString(elsewhere.resolve("deep/er/junit.xml"));
  }

  private String page() throws IOException {
    return Files.readString(elsewhere.resolve("page.md"));
  }

  private JsonNode sarif() throws IOException {
    return Json.read(elsewhere.resolve("run.sarif")).at("/runs/0");
  }

  private JsonNode manifest() throws IOException {
    return Json.read(pipeline.runFolder().resolve("run_manifest.json"));
  }
}
