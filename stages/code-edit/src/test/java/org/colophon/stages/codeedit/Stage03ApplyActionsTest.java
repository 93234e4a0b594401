package org.colophon.stages.codeedit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Reading;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.contract.Json;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageReport;
import org.colophon.stages.codeedit.runner.AstGrep;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class Stage03ApplyActionsTest {
  private static final Path HOME = Path.of(System.getProperty("colophon.home")).toAbsolutePath();
  private static final Path ACTIONS = HOME.resolve("src-test-fixtures/code-edit");
  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

  @TempDir private Path folder;

  @BeforeEach
  void install() {
    try {
      AstGrep.installedIn(HOME);
    } catch (AstGrep.Missing e) {
      Assumptions.abort(e.getMessage());
    }
  }

  /** The name of each action of the fixture begins with what must become of it. */
  @Test
  void everyKindOfActionEndsAsItsNameSays() throws Exception {
    List<JsonNode> rows = rows(run("one", 1));
    assertThat(rows).hasSize(17);
    for (JsonNode row : rows) {
      assertThat(row.path("task_id").asString())
          .as("%s", row.path("reason"))
          .startsWith(row.path("status").asString());
    }
    assertThat(rows.stream().map(row -> row.at("/tests/status").asString("")).toList())
        .containsOnlyOnce("passed");
  }

  @Test
  void severalAtOnceGiveTheSameBytesAndLeaveNothing() throws Exception {
    assertThat(run("eight", 8)).hasSameBinaryContentAs(run("one", 1));
  }

  @Test
  void theResultsFitTheirSchema() throws Exception {
    Path results = run("one", 4);
    SchemaCatalog catalog = SchemaCatalog.open(List.of(HOME.resolve("stages/code-edit/schemas")));
    ArtifactType actions = ArtifactType.parse("CodeEditActions@0.1");
    ArtifactType made = ArtifactType.parse("ActionResults@0.1");
    assertThat(
            catalog.check(actions, ACTIONS.resolve("actions.jsonl"), Reading.STRICT).violations())
        .isEmpty();
    assertThat(catalog.check(made, results, Reading.STRICT).violations()).isEmpty();
  }

  private Path run(String name, int atOnce) throws IOException, InterruptedException {
    Path results = Files.createDirectories(folder.resolve(name).resolve("results"));
    StageContext context =
        new StageContext(
            StageContext.SCHEMA_NAME,
            StageContext.SCHEMA_VERSION,
            "03_apply_actions",
            "x",
            "code-edit",
            "1",
            7,
            "unknown",
            Json.mapper().readTree("{\"apply\": {\"at_once\": " + atOnce + "}}"),
            Map.of(
                "actions",
                new StageContext.Input(
                    "CodeEditActions@0.1", ACTIONS, "", List.of("actions.jsonl"))),
            Map.of("results", new StageContext.Output("ActionResults@0.1", results)),
            new StageContext.Limits(600));
    ActionBatch.apply(context, new StageReport(), HOME, ENVIRONMENT);
    return results.resolve("results.jsonl");
  }

  private static List<JsonNode> rows(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(line -> Json.mapper().readTree(line)).toList();
  }
}
