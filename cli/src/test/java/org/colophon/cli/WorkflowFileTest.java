package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.colophon.document.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The GitHub workflow that comes with the project calls what is there, with no right too many. */
final class WorkflowFileTest {
  private static final Path FILE = TestPipeline.HOME.resolve(".github/workflows/colophon.yml");

  @Test
  void bothLanesAreScriptsThatCanBeRun() throws IOException {
    JsonNode workflow = Document.read(FILE).root();
    List<String> lanes =
        Pattern.compile("'(ci-fast|test-nightly)'")
            .matcher(workflow.at("/env/LANE").asString())
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
    assertThat(lanes).containsExactly("test-nightly", "ci-fast");
    assertThat(lanes)
        .allMatch(lane -> Files.isExecutable(TestPipeline.HOME.resolve("scripts").resolve(lane)));
    assertThat(steps(workflow, "run")).contains("scripts/\"$LANE\"");
  }

  @Test
  void aRunOnGithubMayReadTheCodeAndWriteFindingsAndNothingElse() throws IOException {
    JsonNode workflow = Document.read(FILE).root();
    assertThat(workflow.get("permissions")).hasToString("{\"contents\":\"read\"}");
    assertThat(workflow.at("/jobs/lane/permissions"))
        .hasToString("{\"contents\":\"read\",\"security-events\":\"write\"}");
    assertThat(steps(workflow, "uses")).isNotEmpty().allMatch(action -> action.matches(".+@v\\d+"));
  }

  @Test
  void noCommandHoldsAnExpressionThatSomebodyElseCouldFill() throws IOException {
    assertThat(steps(Document.read(FILE).root(), "run")).noneMatch(run -> run.contains("${{"));
  }

  private static Set<String> steps(JsonNode workflow, String key) {
    Set<String> values = new TreeSet<>();
    workflow
        .at("/jobs/lane/steps")
        .forEach(step -> {
          if (step.has(key)) {
            values.add(step.get(key).asString());
          }
        });
    return values;
  }
}
