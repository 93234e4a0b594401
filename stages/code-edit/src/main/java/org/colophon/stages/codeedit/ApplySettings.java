package org.colophon.stages.codeedit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.stages.codeedit.action.ActionReader;
import org.colophon.stages.codeedit.runner.AstGrep;
import org.colophon.stages.codeedit.runner.Budget;
import org.colophon.stages.codeedit.runner.CodeEditRunner;
import org.colophon.stages.codeedit.runner.Isolation;
import tools.jackson.databind.JsonNode;

/**
 * The section {@code apply} of the parameters.
 *
 * @param atOnce actions side by side, 1 to 64
 * @param wallTimeS seconds that ast-grep may take for an action, 1 to 600
 * @param unconfined to run ast-grep without any isolation; only if somebody asked for it
 * @param ruleKib KiB that a rule may have, 1 to 64
 * @param testPrograms names of the programs that tests may be started with
 */
record ApplySettings(
    int atOnce, int wallTimeS, boolean unconfined, int ruleKib, Set<String> testPrograms) {
  private static final Set<String> KEYS =
      Set.of("at_once", "wall_time_s", "isolation", "rule_kib", "test_programs");

  ApplySettings {
    testPrograms = Set.copyOf(testPrograms);
    if (atOnce < 1 || atOnce > 64) {
      throw new IllegalArgumentException("params.apply.at_once is 1 to 64, was " + atOnce);
    }
    if (wallTimeS < 1 || wallTimeS > 600) {
      throw new IllegalArgumentException("params.apply.wall_time_s is 1 to 600, was " + wallTimeS);
    }
    if (ruleKib < 1 || ruleKib > 64) {
      throw new IllegalArgumentException("params.apply.rule_kib is 1 to 64, was " + ruleKib);
    }
  }

  static ApplySettings of(JsonNode params) {
    JsonNode apply = params.path("apply");
    apply.propertyNames().stream()
        .filter(key -> !KEYS.contains(key))
        .findFirst()
        .ifPresent(key -> {
          throw new IllegalArgumentException(
              "params.apply has no " + key + ", only " + new TreeSet<>(KEYS));
        });
    Set<String> programs = new TreeSet<>();
    apply.path("test_programs").forEach(name -> programs.add(name.asString()));
    return new ApplySettings(
        apply.path("at_once").asInt(1),
        apply.path("wall_time_s").asInt((int) Budget.OF_AN_ACTION.wall().toSeconds()),
        unconfined(apply.path("isolation").asString("required")),
        apply.path("rule_kib").asInt(ActionReader.MOST_BYTES >> 10),
        apply.has("test_programs") ? programs : Set.of("python3"));
  }

  private static boolean unconfined(String isolation) {
    return switch (isolation) {
      case "required" -> false;
      case "none" -> true;
      default ->
          throw new IllegalArgumentException(
              "params.apply.isolation is required or none, was " + isolation);
    };
  }

  /**
   * The runner for these settings.
   *
   * @param home of the project
   * @param scratch an existing, empty folder
   */
  CodeEditRunner runner(Path home, Path scratch, Map<String, String> environment)
      throws IOException, AstGrep.Missing, Isolation.Missing {
    AstGrep tool = AstGrep.installedIn(home).verified(scratch);
    Isolation isolation =
        unconfined
            ? new Isolation.None()
            : Isolation.here(
                Files.createDirectory(scratch.resolve("trial")),
                environment.getOrDefault("PATH", "/usr/bin:/bin"));
    Budget usual = Budget.OF_AN_ACTION;
    return new CodeEditRunner(
        Files.createDirectory(scratch.resolve("workspaces")),
        new ActionReader(ruleKib << 10),
        tool,
        isolation,
        new Budget(
            Duration.ofSeconds(wallTimeS), usual.cores(), usual.memoryBytes(), usual.outputBytes()),
        testPrograms);
  }
}
