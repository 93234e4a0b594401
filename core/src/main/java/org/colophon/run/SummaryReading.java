package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.colophon.contract.Json;
import org.colophon.contract.StageStatus;
import org.colophon.document.DocumentSchema;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What reading {@code stage_summary.json} after an attempt gave. */
sealed interface SummaryReading {
  /** A summary of this attempt; its own words are kept. */
  record Valid(ObjectNode json) implements SummaryReading {
    StageStatus status() {
      return StageStatus.valueOf(json.get("status").asString());
    }

    int exitCode() {
      return json.get("exit_code").asInt();
    }

    List<String> strings(String key) {
      return json.path(key).valueStream().map(JsonNode::asString).toList();
    }
  }

  /** No summary, or none that can be believed. */
  record Unusable(String reason) implements SummaryReading {}

  /** A summary is a page; anything much larger is not read. */
  long MAX_BYTES = 16L << 20;

  DocumentSchema SCHEMA = DocumentSchema.builtIn("stage_summary-1.0.schema.json");

  /**
   * Reads the summary of an attempt; its folder was empty before, so the summary is of this attempt
   * if its stage and experiment agree.
   */
  static SummaryReading of(Path file, String stage, String experiment) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Unusable("no stage_summary.json");
    }
    if (Files.size(file) > MAX_BYTES) {
      return new Unusable("stage_summary.json is over 16 MiB");
    }
    try {
      JsonNode json = Json.mapper().readTree(Files.readAllBytes(file));
      List<String> problems = SCHEMA.problems(json, pointer -> "stage_summary.json" + pointer);
      if (!problems.isEmpty()) {
        return new Unusable("stage_summary.json is not valid: " + problems.getFirst());
      }
      if (!json.get("stage").asString().equals(stage)
          || !json.get("experiment").asString().equals(experiment)) {
        return new Unusable(
            "stage_summary.json is of stage "
                + json.get("stage").asString()
                + " in experiment "
                + json.get("experiment").asString());
      }
      return new Valid(json.asObject());
    } catch (JacksonException e) {
      return new Unusable("stage_summary.json is not JSON: " + e.getOriginalMessage());
    }
  }
}
