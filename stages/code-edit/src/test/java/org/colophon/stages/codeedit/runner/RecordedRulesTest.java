package org.colophon.stages.codeedit.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.colophon.contract.Json;
import org.colophon.stages.codeedit.action.Language;
import org.colophon.stages.codeedit.runner.Runners.Tried;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Real rules with what ast-grep 0.51.1 made of them. Those of others are no part of the project:
 * {@code -Dast-grep.rules=FOLDER} says where they are.
 */
final class RecordedRulesTest {
  private static final Path OURS =
      Runners.HOME.resolve("src-test-fixtures/code-edit/synth_families_seed.json");
  private static final Path OTHERS =
      Path.of(
          System.getProperty(
              "ast-grep.rules", Runners.HOME.resolve("../shared/data/ast-grep/rules").toString()));

  @TempDir private Path folder;

  /** One claim about one rule; says what is wrong with it, or nothing. */
  private interface Case {
    List<String> faults(Runners here) throws IOException;
  }

  @Test
  void aSampleOfOurRulesDoesWhatIsRecorded() throws Exception {
    assertThat(faults(sample(ours(), 6))).isEmpty();
  }

  @Test
  void aSampleOfTheRulesOfOthersDoesWhatIsRecorded() throws Exception {
    List<Case> cases = new ArrayList<>(sample(catalogue(), 12));
    cases.addAll(sample(essentials(), 15));
    assertThat(faults(cases)).isEmpty();
  }

  @Test
  @Tag("nightly")
  void everyRuleOfOursDoesWhatIsRecorded() throws Exception {
    assertThat(faults(ours())).isEmpty();
  }

  @Test
  @Tag("nightly")
  void everyRuleOfTheCatalogueDoesWhatIsRecorded() throws Exception {
    assertThat(faults(catalogue())).isEmpty();
  }

  @Test
  @Tag("nightly")
  void everyRuleOfTheEssentialsFindsWhatIsRecorded() throws Exception {
    assertThat(faults(essentials())).isEmpty();
  }

  private List<String> faults(List<Case> cases) throws Exception {
    Runners here = Runners.in(folder);
    List<String> faults = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<List<String>>> futures = new ArrayList<>();
      for (Case each : cases) {
        futures.add(threads.submit(() -> each.faults(here)));
      }
      for (Future<List<String>> future : futures) {
        faults.addAll(future.get());
      }
    }
    assertThat(here.base).isEmptyDirectory();
    return faults;
  }

  private static List<Case> sample(List<Case> all, int every) {
    return IntStream.range(0, all.size()).filter(i -> i % every == 0).mapToObj(all::get).toList();
  }

  private static List<Case> ours() throws IOException {
    return StreamSupport.stream(Json.read(OURS).spliterator(), false)
        .map(RecordedRulesTest::ofOurs)
        .toList();
  }

  private static Case ofOurs(JsonNode row) {
    return here -> {
      Tried tried = tried(here, row, row.path("pre").asString());
      String after = tried.after(file(row));
      boolean right =
          tried.result().status() == ActionStatus.APPLIED
              && tried.result().parseOk().orElse(false)
              && after.equals(row.path("post").asString())
              && tried.result().matches() == row.path("matches").asInt();
      return fault(right, row.path("family") + " " + row.path("language"), tried);
    };
  }

  private static List<Case> catalogue() throws IOException {
    return Runners.rows(OTHERS.resolve("catalog.jsonl")).stream()
        .map(RecordedRulesTest::ofCatalogue)
        .toList();
  }

  private static Case ofCatalogue(JsonNode row) {
    return here -> {
      Tried tried =
          here.tried(Map.of(file(row.path("action")), row.path("input").asString()), spelled(row));
      ActionResult result = tried.result();
      boolean right =
          switch (row.path("verdict").asString()) {
            case "rule_rejected" -> result.status() == ActionStatus.RULE_REJECTED;
            case "match_only" ->
                result.status() == ActionStatus.NO_CHANGE
                    && result.matches() == row.path("expected_matches").asInt();
            default ->
                result.status() == ActionStatus.APPLIED
                    && result.matches() == row.path("expected_matches").asInt()
                    && tried
                        .after(file(row.path("action")))
                        .equals(row.path("expected_output").asString());
          };
      return fault(right, row.path("id").asString() + " " + row.path("verdict"), tried);
    };
  }

  /** One of them says js, which an action does not. */
  private static JsonNode spelled(JsonNode row) {
    return Json.mapper()
        .readTree(row.path("action").toString().replace("\"js\"", "\"javascript\""));
  }

  private static List<Case> essentials() throws IOException {
    return Runners.rows(OTHERS.resolve("essentials.jsonl")).stream()
        .map(RecordedRulesTest::ofEssentials)
        .toList();
  }

  private static Case ofEssentials(JsonNode row) {
    return here -> {
      List<String> faults = new ArrayList<>();
      if (row.path("verdict").asString().equals("rule_rejected")) {
        Tried tried = tried(here, row, "x\n");
        faults.addAll(
            fault(
                tried.result().status() == ActionStatus.RULE_REJECTED,
                row.path("id").asString(),
                tried));
        return faults;
      }
      for (String kind : List.of("valid", "invalid")) {
        for (JsonNode snippet : row.path(kind)) {
          Tried tried = tried(here, row, snippet.asString());
          boolean found = tried.result().matches() > 0;
          boolean looked =
              tried.result().status() == (found ? ActionStatus.NO_CHANGE : ActionStatus.NO_MATCH)
                  || tried.result().status() == ActionStatus.APPLIED;
          faults.addAll(
              fault(
                  looked && found == kind.equals("invalid"),
                  row.path("id").asString() + " " + kind,
                  tried));
        }
      }
      return faults;
    };
  }

  private static Tried tried(Runners here, JsonNode row, String text) throws IOException {
    return here.tried(
        Map.of(file(row), text),
        Runners.yaml(row.path("language").asString(), row.path("rule_yaml").asString()));
  }

  private static List<String> fault(boolean right, String what, Tried tried) {
    return right
        ? List.of()
        : List.of(
            what
                + ": "
                + tried.result().status().label()
                + " "
                + tried.result().reason()
                + ", matches "
                + tried.result().matches()
                + ", parse_ok "
                + tried.result().parseOk());
  }

  private static String file(JsonNode row) {
    String name = row.path("language").asString().replaceFirst("^js$", "javascript");
    return java.util.stream.Stream.of(Language.values())
        .filter(language -> language.label().equals(name))
        .map(language -> "a" + language.endings().getFirst())
        .findFirst()
        .orElseThrow();
  }
}
