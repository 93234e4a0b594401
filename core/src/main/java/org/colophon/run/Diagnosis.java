package org.colophon.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.items.ItemText;
import tools.jackson.databind.JsonNode;

/**
 * What to look at after an attempt failed: where, evidence, the last lines of stderr, and the next
 * command. With the stage's own line and its error that makes eight lines.
 */
public final class Diagnosis {
  private static final int LAST_LINES = 3;
  private static final int TAIL_BYTES = 4096;
  private static final int WIDTH = 160;

  private Diagnosis() {}

  /** The lines, at most six. */
  public static List<String> of(RunDirectory run, StageEntry failure) throws IOException {
    StageFolder folder = folder(run, failure);
    String experiment = String.valueOf(run.root().getFileName());
    String number = failure.stage().split("_", 2)[0];
    List<String> lines = new ArrayList<>();
    lines.add("  where     " + folder.root());
    lines.add("  evidence  " + run.relative(folder.summary()) + ", events.jsonl");
    failedItem(folder, experiment, number).ifPresent(lines::add);
    lastLines(folder.stderr()).forEach(line -> lines.add("  stderr    " + line));
    lines.add(
        "  next      run_pipeline why %s %s; run_pipeline shell %s %s; run_pipeline run --experiment %s --resume"
            .formatted(experiment, number, experiment, number, experiment));
    return lines;
  }

  /** The first of the items that failed, and how to see what it said. */
  private static Optional<String> failedItem(StageFolder folder, String experiment, String number)
      throws IOException {
    JsonNode items =
        Files.isRegularFile(folder.summary())
            ? Json.read(folder.summary()).path("meta").path("items")
            : Json.mapper().createObjectNode();
    return items
        .path("failed_items")
        .valueStream()
        .findFirst()
        .map(item -> item.path("key").asString(""))
        .map(key ->
            "  items     %d of %d failed; the first: run_pipeline logs %s %s --stderr --item '%s'"
                .formatted(
                    items.path("failed").asInt(0),
                    items.path("total").asInt(0),
                    experiment,
                    number,
                    ItemText.of(key).replace("'", "'\\''")));
  }

  private static StageFolder folder(RunDirectory run, StageEntry failure) throws IOException {
    StageFolder kept = run.history(failure.stage(), failure.attempt());
    return Files.isDirectory(kept.root()) ? kept : run.stage(failure.stage());
  }

  private static List<String> lastLines(Path log) throws IOException {
    if (!Files.isRegularFile(log)) {
      return List.of();
    }
    try (InputStream file = Files.newInputStream(log)) {
      file.skipNBytes(Math.max(0, Files.size(log) - TAIL_BYTES));
      byte[] tail = file.readNBytes(TAIL_BYTES);
      List<String> lines =
          new String(tail, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .map(Diagnosis::shortened)
              .toList();
      return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    }
  }

  private static String shortened(String line) {
    String first = line.lines().findFirst().orElse(line);
    return first.length() > WIDTH ? first.substring(0, WIDTH) + "…" : first;
  }
}
