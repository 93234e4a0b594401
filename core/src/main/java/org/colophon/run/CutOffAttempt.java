package org.colophon.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.contract.BoundedFile;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.colophon.contract.StageStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An attempt whose orchestrator died. It ends as ERROR {@code interrupted}; whatever it wrote is
 * kept for reading, and a summary exists in the end.
 */
record CutOffAttempt(
    RunDirectory run, RunState state, String stage, String attempt, List<JournalRecord> records) {
  /** What core wrote, and the logs, which are masked as they are written. */
  private static final Set<String> CLEAN =
      Set.of(
          "cmd.txt",
          "meta_env.json",
          "stage_inputs.json",
          "stage_key.json",
          "logs",
          "logs/stdout.log",
          "logs/stderr.log");

  private static final String REASON =
      "interrupted: the orchestrator ended while the stage ran; run it again";

  /** Whether an attempt was recorded as one that nobody saw end. */
  static boolean isOneOf(RunManifest.StageEntry entry) {
    return entry.errors().equals(List.of(REASON));
  }

  /** Completes the attempt's folder. */
  void settle(DurableFiles disk) throws IOException {
    StageFolder folder = run.attempt(stage, attempt);
    disk.makeFolder(folder.root());
    disk.openToOwner(folder.root());
    if (mayHoldSecrets(folder)) {
      discardAllButRecords(folder, disk);
    }
    if (!PlannedTree.onDisk(folder).equals(Optional.of(attempt))) {
      ObjectNode inputs = JsonNodeFactory.instance.objectNode();
      inputs.put("schema_name", "StageContext").put("schema_version", "1.0");
      inputs.put("stage", stage).put("attempt", attempt);
      disk.write(folder.inputs(), Json.text(inputs));
    }
    RunEvent.Created created = state.created().orElseThrow();
    CoreSummary summary =
        new CoreSummary(
            stage,
            created.experiment(),
            StageStatus.ERROR,
            List.of(REASON),
            List.of(),
            attempt,
            created.seed(),
            state.started().map(started -> started.git().sha()).orElse("unknown"),
            Instant.parse(startedAt()));
    disk.write(folder.summary(), Json.text(summary.json(JsonNodeFactory.instance.objectNode())));
    // what items left is looked at byte by byte before it is believed
    disk.syncTree(folder.root(), Optional.of(folder.itemFolders().root()));
  }

  /** If the record of what it was given is damaged or lost, it may. */
  private static boolean mayHoldSecrets(StageFolder folder) throws IOException {
    if (!Files.exists(folder.environment(), LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    try {
      return !Files.isRegularFile(folder.environment(), LinkOption.NOFOLLOW_LINKS)
          || !Json.mapper()
              .readTree(Files.readAllBytes(folder.environment()))
              .path("secrets")
              .isEmpty();
    } catch (JacksonException _) {
      return true;
    }
  }

  /** Nobody can look for secrets in what it had written: the one that knew them is dead. */
  private static void discardAllButRecords(StageFolder folder, DurableFiles disk)
      throws IOException {
    for (Path place : List.of(folder.root(), folder.logs())) {
      List<Path> entries = new ArrayList<>();
      if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(place)) {
          found.forEach(entries::add);
        }
      }
      for (Path entry : entries) {
        String name = FolderContents.name(folder.root(), entry);
        if (!CLEAN.contains(name)) {
          disk.discard(entry);
        }
      }
    }
  }

  /** What is recorded of the attempt, once it is settled. */
  RunManifest.StageEntry entry() throws IOException {
    StageFolder folder = run.attempt(stage, attempt);
    RunEvent.Created created = state.created().orElseThrow();
    String startedAt = startedAt();
    return new RunManifest.StageEntry(
        stage,
        attempt,
        StageStatus.ERROR,
        StageStatus.ERROR.exitCode(),
        RunManifest.Disposition.EXECUTED,
        List.of(),
        "local",
        sandbox(folder),
        "",
        created.seed(),
        startedAt,
        startedAt,
        "",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(REASON),
        StageRecords.of(folder),
        null);
  }

  private String startedAt() {
    return records.stream()
        .filter(record ->
            record.body() instanceof RunEvent.StageStarted started
                && started.stage().equals(stage)
                && started.attempt().equals(attempt))
        .map(JournalRecord::time)
        .findFirst()
        .orElseThrow();
  }

  private static String sandbox(StageFolder folder) throws IOException {
    if (!Files.isRegularFile(folder.environment(), LinkOption.NOFOLLOW_LINKS)) {
      return "none";
    }
    try {
      JsonNode environment = Json.mapper().readTree(BoundedFile.read(folder.environment()));
      return environment.path("sandbox").asString("none");
    } catch (JacksonException _) {
      // the stage had overwritten it when it was cut off
      return "unknown";
    }
  }
}
