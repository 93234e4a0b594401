package org.colophon.run;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.colophon.artifact.ArtifactFile;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest.Disposition;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.reuse.ReuseStore;
import org.colophon.reuse.StoredStage;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stage folder made of what another attempt left: its outputs, its logs, its command and its
 * environment, since that is how they came to be. Summary and inputs are those of this run, and say
 * whose they were.
 */
final class ReusedStage {
  private static final String SUMMARY = "stage_summary.json";

  private ReusedStage() {}

  /**
   * Fills the folder of an attempt.
   *
   * @param context text of {@code stage_inputs.json}
   */
  static void place(
      StoredStage stored,
      StageFolder folder,
      String context,
      String experiment,
      String attempt,
      ReuseStore store,
      DurableFiles disk)
      throws IOException {
    disk.write(folder.inputs(), context);
    for (OutputEntry output : stored.entry().outputs()) {
      disk.makeFolder(folder.output(output.alias()));
    }
    for (ArtifactFile file : stored.files()) {
      if (file.path().equals(SUMMARY)) {
        disk.write(folder.summary(), summary(stored, store.read(file), experiment, attempt));
      } else {
        disk.makeFolder(folder.root().resolve(file.path()).resolveSibling(""));
        store.place(file, folder.root().resolve(file.path()));
      }
    }
  }

  private static String summary(
      StoredStage stored, byte[] text, String experiment, String attempt) {
    ObjectNode summary = Json.mapper().readTree(text).asObject();
    summary.put("experiment", experiment);
    ObjectNode meta = summary.withObjectProperty("meta");
    meta.put("attempt", attempt);
    meta.putObject("reused_from")
        .put("experiment", stored.experiment())
        .put("attempt", stored.entry().attempt())
        .put("cache_key", stored.entry().cacheKey());
    return Json.text(summary);
  }

  /**
   * What is recorded of it.
   *
   * @param records of the folder; none for one that is only foretold
   */
  static StageEntry entry(
      StageChoice.Reuse choice,
      String attempt,
      String startedAt,
      String endedAt,
      List<ArtifactFile> records) {
    StageEntry made = choice.stored().entry();
    TreeSet<String> tainted = new TreeSet<>();
    choice.inputs().forEach(input -> tainted.addAll(input.taintedBy()));
    return new StageEntry(
        made.stage(),
        attempt,
        made.status(),
        made.exitCode(),
        Disposition.REUSED,
        made.command(),
        made.executor(),
        made.sandbox(),
        made.envSha256(),
        made.seed(),
        startedAt,
        endedAt,
        choice.key().sha256(),
        List.copyOf(tainted),
        choice.inputs().stream().map(AdmittedInput::entry).toList(),
        made.outputs(),
        made.warnings(),
        made.errors(),
        records,
        null);
  }
}
