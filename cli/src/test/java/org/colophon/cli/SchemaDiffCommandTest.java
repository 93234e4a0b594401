package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.colophon.contract.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code schema diff}: exit codes, lines, JSON. */
final class SchemaDiffCommandTest {
  private TestPipeline pipeline;
  private Path newer;

  @BeforeEach
  void twoVersions(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder).maker("true\n");
    newer = folder.resolve("schemas/Numbers/0.2.schema.json");
    String old = Files.readString(folder.resolve("schemas/Numbers/0.1.schema.json"));
    Files.writeString(
        newer,
        old.replace("\"const\": \"0.1\"", "\"const\": \"0.2\"")
            .replace("\"type\": \"array\",", "\"type\": \"array\", \"minItems\": 1,"));
  }

  @Test
  void aNarrowerVersionCanBeGivenToOlderReaders() throws IOException {
    diff("Numbers@0.1", "Numbers@0.2")
        .exits(1)
        .stdoutContains("readers of Numbers@0.1 given Numbers@0.2: compatible")
        .stdoutContains("readers of Numbers@0.2 given Numbers@0.1: breaking")
        .stdoutContains("  numbers: minItems: wants at least 1; may be given as few as 0");
  }

  @Test
  void aFileIsComparedToo() throws IOException {
    diff("Numbers@0.2", newer.toString()).exits(0);
    Files.writeString(newer, "{\"x-format\": \"csv\"}");
    diff("Numbers@0.1", newer.toString()).exits(2).stdoutContains("x-format: wants json");
  }

  @Test
  void theExamplesOfTheHelpNameTypesThatThereAre() throws IOException {
    String help = pipeline.command("schema", "diff", "--help").exits(0).out();
    List<String> named =
        Pattern.compile("[A-Z]\\w+@\\d+\\.\\d+")
            .matcher(help)
            .results()
            .map(MatchResult::group)
            .toList();
    String there = pipeline.command("schema", "list").exits(0).out();
    assertThat(named).isNotEmpty().allMatch(there::contains);
  }

  @Test
  void jsonHasBothWays() throws IOException {
    JsonNode answer =
        Json.mapper().readTree(diff("Numbers@0.1", "Numbers@0.2", "--json").exits(1).out());
    assertThat(answer.get("verdict").asString()).isEqualTo("A_READS_B");
    assertThat(answer.get("readers_of_a").get("holds").asBoolean()).isTrue();
    assertThat(answer.get("readers_of_b").get("obstacles").get(0).get("keyword").asString())
        .isEqualTo("minItems");
  }

  @Test
  void whatDoesNotExistIsAWrongCommandLineAndABrokenFileAnError() throws IOException {
    diff("Numbers@0.1", "none/0.2.schema.json").exits(64).stderrContains("no such schema file");
    diff("Numbers@0.1", "Numbes@0.1").exits(64);
    Path broken = newer.resolveSibling("broken.json");
    Files.writeString(broken, "{\"type\": 7}");
    diff("Numbers@0.1", broken.toString()).exits(3).stderrContains("is broken");
  }

  private TestPipeline.Outcome diff(String a, String b, String... more) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of("schema", "diff", a, b, "--pipeline", pipeline.folder() + "/pipeline.yaml"));
    words.addAll(List.of(more));
    return pipeline.command(words.toArray(String[]::new));
  }
}
