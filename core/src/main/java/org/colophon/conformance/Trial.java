package org.colophon.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.run.RunDirectory;
import org.colophon.run.StageFolder;
import tools.jackson.databind.JsonNode;

/**
 * The stage tried once.
 *
 * @param started whether its process was started
 * @param summary the summary in its folder, whoever wrote it
 */
record Trial(
    String experiment, RunDirectory run, StageEntry entry, boolean started, JsonNode summary) {

  static Trial of(String experiment, RunDirectory run, StageEntry entry) throws IOException {
    StageFolder folder = run.stage(entry.stage());
    return new Trial(
        experiment, run, entry, Files.exists(folder.stdout()), Json.read(folder.summary()));
  }

  StageFolder folder() {
    return run.stage(entry.stage());
  }

  boolean goesOn() {
    return entry.status().goesOn();
  }

  /** Whether the summary is the stage's own word, and nothing contradicts it. */
  boolean ownSummary() {
    return !summary.path("meta").path("written_by").asString("stage").equals("core");
  }

  boolean failedWith(String... codes) {
    return entry.errors().stream()
        .anyMatch(error -> List.of(codes).stream().anyMatch(error::startsWith));
  }

  /** The digest of each output, by alias. */
  Map<String, String> digests() {
    Map<String, String> digests = new TreeMap<>();
    entry.outputs().forEach(output -> digests.put(output.alias(), output.sha256()));
    return digests;
  }

  /** How it ended, for a person. */
  String ending() {
    String why = entry.errors().isEmpty() ? "" : ": " + entry.errors().getFirst();
    return entry.status() + why;
  }
}
