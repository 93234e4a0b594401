package org.colophon.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.colophon.contract.StageStatus;
import org.colophon.contract.StageSummary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The summary that core writes for a stage that left none, or one that the evidence contradicts.
 *
 * @param items how many there were and how they ended, of a stage that runs once for each
 */
record CoreSummary(
    String stage,
    String experiment,
    StageStatus status,
    List<String> errors,
    List<String> warnings,
    String attempt,
    long seed,
    String gitSha,
    Instant createdAt,
    Optional<JsonNode> items) {

  /** Of a stage that runs once. */
  CoreSummary(
      String stage,
      String experiment,
      StageStatus status,
      List<String> errors,
      List<String> warnings,
      String attempt,
      long seed,
      String gitSha,
      Instant createdAt) {
    this(
        stage,
        experiment,
        status,
        errors,
        warnings,
        attempt,
        seed,
        gitSha,
        createdAt,
        Optional.empty());
  }

  /**
   * The summary as JSON.
   *
   * @param said the stage's own summary, whose counts, artifacts and metrics are kept and whose
   *     word is quoted; empty if there is none
   */
  ObjectNode json(ObjectNode said) {
    ObjectNode json = said.objectNode();
    json.put("schema_name", StageSummary.SCHEMA_NAME);
    json.put("schema_version", StageSummary.SCHEMA_VERSION);
    json.put("stage", stage);
    json.put("experiment", experiment);
    json.put("status", status.name());
    json.put("exit_code", status.exitCode());
    json.set("counts", said.has("counts") ? said.get("counts") : noCounts(said));
    errors.forEach(json.putArray("errors")::add);
    warnings.forEach(json.putArray("warnings")::add);
    json.set("artifacts", said.has("artifacts") ? said.get("artifacts") : said.objectNode());
    json.set("metrics", said.has("metrics") ? said.get("metrics") : said.objectNode());
    ObjectNode meta = json.putObject("meta");
    meta.put("git_sha", gitSha);
    meta.put("created_at", createdAt.toString());
    meta.put("attempt", attempt);
    meta.put("written_by", "core");
    meta.put("seed", seed);
    if (said.has("status")) {
      meta.put("stage_said", said.get("status").asString());
    }
    items.ifPresent(counted -> meta.set("items", counted));
    return json;
  }

  private static ObjectNode noCounts(ObjectNode factory) {
    return factory
        .objectNode()
        .put("inputs_total", 0)
        .put("inputs_ok", 0)
        .put("inputs_failed", 0)
        .put("outputs_rows", 0);
  }
}
