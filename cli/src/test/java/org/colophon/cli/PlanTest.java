package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A plan says what the run that follows it then does, with the same reasons. */
final class PlanTest {
  private static final String MORE =
      "inputs: { numbers: Numbers@0.1 }\n"
          + "    outputs: { more: { type: Numbers@0.1, files: '*.json' } }";
  private static final String MAKES_MORE =
      MAKES_NUMBERS.replace("STAGE_DIR/numbers", "STAGE_DIR/more");

  private Path folder;
  private TestPipeline pipeline;

  @BeforeEach
  void threeStagesThatRanOnce(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Files.writeString(temporary.resolve("tool"), "#!/bin/sh\necho tool 1\n");
    assertThat(temporary.resolve("tool").toFile().setExecutable(true)).isTrue();
    pipeline =
        new TestPipeline(temporary)
            .reusing()
            .maker(MAKES_NUMBERS)
            .stage("02_more", MORE, MAKES_MORE)
            .stage(
                "03_read",
                "inputs: { more: Numbers@0.1 }\n    reads: [table.txt]\n    tools: { tool: ["
                    + temporary
                    + "/tool] }",
                OK_SUMMARY);
    Files.writeString(folder.resolve("table.txt"), "1\n");
    pipeline.run().exits(0);
  }

  /** What a person may do between two runs, and what is to come of it in stages 01, 02, 03. */
  enum Edit {
    NOTHING("keep keep keep", ""),
    A_COMMENT_IN_CODE("run run? run?", "01_make: code 01_make/main.sh: "),
    CODE_OF_THE_LAST_STAGE("keep keep run", "03_read: code 03_read/main.sh: "),
    ANOTHER_FILE_BESIDE_THE_CODE("keep run run?", "02_more: code 02_more/more.sh: absent → "),
    ANOTHER_VERSION_OF_A_TOOL("keep keep run", "03_read: tool tool: tool 1 → tool 2"),
    A_TABLE_THAT_A_STAGE_READS("keep keep run", "03_read: reads table.txt: "),
    A_PARAMETER(
        "run run? run?",
        "01_make: param make.count: 3 → 9",
        "--as",
        "y",
        "--set",
        "params.make.count=9"),
    ANOTHER_SEED("run run? run?", "01_make: seed: 5 → 6", "--as", "y", "--seed", "6"),
    THE_SAME_UNDER_ANOTHER_NAME("reuse reuse reuse", "", "--as", "y"),
    A_STAGE_FORCED("keep run run?", "", "--force", "02"),
    ALL_INSISTED_ON("run run run", "", "--no-reuse"),
    DAMAGE_IN_THE_RUN("reuse keep keep", ""),
    AN_INPUT_FROM_OUTSIDE("keep run run?", "02_more: input numbers: ");

    private final String verdicts;
    private final String change;
    private final String options;

    Edit(String verdicts, String change, String... options) {
      this.verdicts = verdicts;
      this.change = change;
      this.options = String.join(" ", options);
    }

    List<String> make(Path folder) throws IOException {
      List<String> more =
          new ArrayList<>(options.isEmpty() ? List.of() : List.of(options.split(" ", -1)));
      switch (this) {
        case NOTHING,
            A_PARAMETER,
            ANOTHER_SEED,
            THE_SAME_UNDER_ANOTHER_NAME,
            A_STAGE_FORCED,
            ALL_INSISTED_ON -> {}
        case A_COMMENT_IN_CODE -> append(folder.resolve("01_make/main.sh"), "# a comment\n");
        case CODE_OF_THE_LAST_STAGE -> append(folder.resolve("03_read/main.sh"), "true\n");
        case ANOTHER_FILE_BESIDE_THE_CODE ->
            Files.writeString(folder.resolve("02_more/more.sh"), "");
        case ANOTHER_VERSION_OF_A_TOOL ->
            Files.writeString(folder.resolve("tool"), "#!/bin/sh\necho tool 2\n");
        case A_TABLE_THAT_A_STAGE_READS -> append(folder.resolve("table.txt"), "2\n");
        case DAMAGE_IN_THE_RUN -> Files.delete(folder.resolve("runs/x/01_make/numbers/made.json"));
        case AN_INPUT_FROM_OUTSIDE -> {
          Files.writeString(
              folder.resolve("measured.json"),
              "{\"schema_name\": \"Numbers\", \"schema_version\": \"0.1\", \"numbers\": [7]}");
          more.addAll(List.of("--input", "numbers=" + folder.resolve("measured.json")));
        }
      }
      return more;
    }

    private static void append(Path file, String text) throws IOException {
      Files.writeString(file, Files.readString(file) + text);
    }
  }

  @ParameterizedTest
  @EnumSource
  void thePlanIsWhatThenHappens(Edit edit) throws IOException {
    List<String> options = edit.make(folder);
    Map<String, String> before = pipeline.everyFile();
    JsonNode plan = plan(options);
    assertThat(pipeline.everyFile()).as("a plan writes nothing").isEqualTo(before);
    List<JsonNode> stages = plan.get("stages").valueStream().toList();
    assertThat(stages.stream().map(PlanTest::verdict).collect(Collectors.joining(" ")))
        .as("verdicts, with ? where it depends on a stage that runs; %s", plan)
        .isEqualTo(edit.verdicts);
    assertThat(changes(stages)).contains(edit.change);
    String experiment = options.contains("--as") ? "y" : "x";
    Map<String, Integer> attempts = attempts(experiment);
    pipeline.run(options.toArray(String[]::new)).exits(0);
    for (JsonNode stage : stages) {
      happened(experiment, stage, attempts);
    }
    pipeline.command("verify", experiment).exits(edit == Edit.DAMAGE_IN_THE_RUN ? 2 : 0);
  }

  private void happened(String experiment, JsonNode planned, Map<String, Integer> before)
      throws IOException {
    String id = planned.get("stage").asString();
    RunManifest.StageEntry entry =
        manifest(experiment).stages().stream()
            .filter(one -> one.stage().equals(id))
            .findFirst()
            .orElseThrow();
    boolean isNew = Integer.parseInt(entry.attempt()) > before.getOrDefault(id, 0);
    String did =
        isNew ? entry.disposition() == RunManifest.Disposition.REUSED ? "reuse" : "run" : "keep";
    boolean certain = planned.get("waits_for").isEmpty();
    if (certain) {
      assertThat(did).as("%s: %s", id, planned).isEqualTo(planned.get("verdict").asString());
    }
    if (certain && isNew) {
      String story = pipeline.command("why", experiment, id).exits(0).out();
      assertThat(story).as("why").contains(planned.get("reason").asString());
    }
    if (certain && !planned.get("key").asString().isEmpty()) {
      assertThat(entry.cacheKey()).isEqualTo(planned.get("key").asString());
    }
  }

  @Test
  void aStageWhoseMakerRunsIsKeptIfThatGivesTheSameBytes() throws IOException {
    Edit.A_COMMENT_IN_CODE.make(folder);
    pipeline
        .command("plan", "-x", "x", "-c", config())
        .exits(0)
        .stdoutContains("01_make runs before it; it may be reused if that gives the same bytes")
        .stdoutContains("last time ")
        .stderrContains("3 of 3 stages run");
    pipeline.run().exits(0).stderrContains("02_more                              kept");
  }

  @Test
  void aPlanThatHoldsIsExecuted() throws IOException {
    Edit.CODE_OF_THE_LAST_STAGE.make(folder);
    Path file = written(plan(List.of()));
    pipeline.command("run", "-x", "x", "--plan", file.toString()).exits(0);
    assertThat(manifest("x").stages().getLast().attempt()).isEqualTo("0002");
    assertThat(Files.readString(pipeline.runFolder().resolve("events.jsonl")))
        .contains("\"--plan\"");
  }

  @Test
  void aPlanThatDoesNotHoldIsRefusedWithWhatHasChangedAndNothingIsTouched() throws IOException {
    Path file = written(plan(List.of("--force", "03")));
    Edit.A_COMMENT_IN_CODE.make(folder);
    Map<String, String> before = pipeline.everyFile();
    pipeline
        .command("run", "-x", "x", "--plan", file.toString())
        .exits(64)
        .stderrContains("01_make: keep → run")
        .stderrContains("code 01_make/main.sh: ");
    assertThat(pipeline.everyFile()).isEqualTo(before);
  }

  @Test
  void aPlanIsOfOneExperimentAndTakesNoOtherOptions() throws IOException {
    Path file = written(plan(List.of()));
    pipeline
        .command("run", "-x", "y", "--plan", file.toString())
        .exits(64)
        .stderrContains("plans experiment x, not y");
    pipeline
        .command("run", "-x", "x", "--plan", file.toString(), "--force", "01")
        .exits(64)
        .stderrContains("--plan takes no other option of the run");
    pipeline.command("run", "-x", "x", "--plan", config()).exits(2).stderrContains("is not a plan");
  }

  @Test
  void whatCannotBeReachedIsBlockedWithTheReasonOfTheGate() throws IOException {
    pipeline
        .command("plan", "-x", "new", "-c", config(), "--from", "02")
        .exits(2)
        .stdoutContains("02_more                              blocked  its inputs are refused")
        .stdoutContains("missing_artifact: numbers (Numbers@0.1), wanted by 02_more")
        .stdoutContains("03_read                              blocked  the run stops at 02_more");
  }

  @Test
  void aPlanOfAResumedRunKnowsWhatStandsAndWhatIsHeld() throws IOException {
    Files.writeString(folder.resolve("03_read/main.sh"), "exit 7\n");
    pipeline.run().exits(3);
    pipeline
        .command("plan", "-x", "x", "--resume")
        .exits(2)
        .stdoutContains(
            "01_make                              keep     published already by attempt 0001")
        .stdoutContains(
            "03_read                              blocked  nothing has changed since attempt 0002");
    Files.writeString(folder.resolve("03_read/main.sh"), "#!/bin/sh\n" + OK_SUMMARY);
    pipeline
        .command("plan", "-x", "x", "--resume")
        .exits(0)
        .stdoutContains(
            "03_read                              reuse    its key is that of x, attempt 0001");
    pipeline.run("--resume").exits(0);
    assertThat(manifest("x").status().name()).isEqualTo("OK");
  }

  private JsonNode plan(List<String> options) throws IOException {
    String[] all =
        Stream.concat(Stream.of("plan", "-x", "x", "-c", config(), "--json"), options.stream())
            .toArray(String[]::new);
    return Json.mapper().readTree(pipeline.command(all).exits(0).out());
  }

  private Path written(JsonNode plan) throws IOException {
    return Files.writeString(folder.resolve("plan.json"), Json.text(plan));
  }

  private static String verdict(JsonNode stage) {
    return stage.get("verdict").asString() + (stage.get("waits_for").isEmpty() ? "" : "?");
  }

  private static String changes(List<JsonNode> stages) {
    StringBuilder all = new StringBuilder();
    for (JsonNode stage : stages) {
      stage
          .get("changes")
          .forEach(change ->
              all.append(stage.get("stage").asString())
                  .append(": ")
                  .append(change.get("part").asString())
                  .append(": ")
                  .append(change.get("before").asString())
                  .append(" → ")
                  .append(change.get("after").asString())
                  .append('\n'));
    }
    return all.toString();
  }

  private Map<String, Integer> attempts(String experiment) throws IOException {
    Map<String, Integer> attempts = new TreeMap<>();
    if (Files.exists(manifestOf(experiment))) {
      manifest(experiment)
          .stages()
          .forEach(entry -> attempts.put(entry.stage(), Integer.valueOf(entry.attempt())));
    }
    return attempts;
  }

  private RunManifest manifest(String experiment) throws IOException {
    return Json.read(manifestOf(experiment), RunManifest.class);
  }

  private Path manifestOf(String experiment) {
    return folder.resolve("runs").resolve(experiment).resolve("run_manifest.json");
  }

  private String config() {
    return folder.resolve("config.yaml").toString();
  }
}
