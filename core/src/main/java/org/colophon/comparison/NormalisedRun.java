package org.colophon.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.artifact.ArtifactFile;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.InputEntry;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.run.RunDirectory;
import org.colophon.run.ScratchFolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps a run without what another machine or another day would change: times, commands, paths,
 * hosts, tools, logs. A file without values that could be named, such as a picture, is kept by its
 * digest alone, and listed.
 */
final class NormalisedRun {
  private static final String NO_TIME = "1970-01-01T00:00:00Z";
  private static final String NONE = "";

  private final RecordedRun run;
  private final ArtifactReader reader;
  private final RunDirectory target;

  /** The outputs of the run kept before that are the same but for fields of no account. */
  private final Map<String, KeptOutput> unchanged;

  private final List<String> byDigest = new ArrayList<>();

  private record KeptOutput(RecordedRun run, OutputEntry entry) {}

  private NormalisedRun(
      RecordedRun run, ArtifactReader reader, Path target, Map<String, KeptOutput> unchanged) {
    this.run = run;
    this.reader = reader;
    this.target = new RunDirectory(target);
    this.unchanged = unchanged;
  }

  /**
   * Writes {@code run} in place of what a golden run has kept. An artifact that is the same keeps
   * its bytes, so that only what changed shows in version control.
   */
  static void keep(RecordedRun run, Golden golden, ArtifactReader reader) throws IOException {
    Path place = golden.kept();
    Path written = place.resolveSibling(".run.new");
    new ScratchFolder(Files.createDirectories(written)).close();
    Files.createDirectory(written);
    new NormalisedRun(run, reader, written, unchanged(run, golden, reader)).write();
    if (golden.isRecorded()) {
      new ScratchFolder(place).close();
    }
    Files.move(written, place);
  }

  private static Map<String, KeptOutput> unchanged(
      RecordedRun run, Golden golden, ArtifactReader reader) throws IOException {
    Map<String, KeptOutput> unchanged = new TreeMap<>();
    if (golden.isRecorded()) {
      RecordedRun before = golden.recorded();
      Map<String, RunManifest.Published> made = before.manifest().published();
      for (StageComparison stage : StageComparison.of(before, run, reader)) {
        for (ArtifactComparison artifact : stage.artifacts()) {
          RunManifest.Published published = made.get(artifact.alias());
          if (published != null && artifact.answer() instanceof Answer.Identical) {
            unchanged.put(artifact.alias(), new KeptOutput(before, published.output()));
          }
        }
      }
    }
    return unchanged;
  }

  private void write() throws IOException {
    List<StageEntry> stages = new ArrayList<>();
    for (StageEntry entry : run.manifest().stages()) {
      Files.createDirectories(target.stage(entry.stage()).root());
      Json.write(target.stage(entry.stage()).summary(), summary(entry.stage()));
      stages.add(stage(entry));
    }
    FilesByDigest.write(byDigest, target.root());
    Json.write(target.manifest(), manifest(stages));
    Json.write(target.config(), run.config());
    Json.write(target.runSummary(), runSummary());
  }

  private JsonNode summary(String stage) throws IOException {
    ObjectNode summary = JsonNodeFactory.instance.objectNode();
    summary.put("schema_name", "StageSummary").put("schema_version", "1.0");
    summary.put("stage", stage).put("experiment", run.manifest().experiment());
    summary.setAll(run.summary(stage).asObject());
    return summary;
  }

  private JsonNode runSummary() throws IOException {
    ObjectNode summary = Json.read(run.directory().runSummary()).asObject();
    summary.put("run_digest", NONE);
    summary
        .path("stages")
        .forEach(line -> line.asObject().put("started_at", NO_TIME).put("ended_at", NO_TIME));
    return summary;
  }

  private RunManifest manifest(List<StageEntry> stages) {
    RunManifest made = run.manifest();
    return new RunManifest(
        made.schemaName(),
        made.schemaVersion(),
        made.experiment(),
        made.status(),
        made.exitCode(),
        NONE,
        made.pipeline(),
        made.configSha256(),
        made.seed(),
        new RunManifest.Git("unknown", false, null),
        RunManifest.AliasKind.LINK,
        new RunManifest.JournalRef(0, NONE),
        stages);
  }

  private StageEntry stage(StageEntry entry) throws IOException {
    List<OutputEntry> outputs = new ArrayList<>();
    for (OutputEntry output : entry.outputs()) {
      outputs.add(kept(output));
    }
    return new StageEntry(
        entry.stage(),
        "0001",
        entry.status(),
        entry.exitCode(),
        entry.disposition(),
        List.of(),
        NONE,
        NONE,
        NONE,
        entry.seed(),
        NO_TIME,
        NO_TIME,
        NONE,
        entry.taintedBy(),
        entry.inputs().stream().map(NormalisedRun::input).toList(),
        outputs,
        messages(entry.stage(), entry.warnings()),
        messages(entry.stage(), entry.errors()),
        List.of(),
        null);
  }

  private List<String> messages(String stage, List<String> messages) {
    return messages.stream().map(message -> run.withoutPlaces(stage, message)).toList();
  }

  /**
   * An input from outside is known by its digests; where it lay is not kept. The files of one that
   * a stage made stand at that stage already.
   */
  private static InputEntry input(InputEntry input) {
    boolean made = input.resolvedFrom() == RunManifest.ResolvedFrom.MANIFEST;
    return new InputEntry(
        input.alias(),
        input.type(),
        made ? input.path() : input.alias(),
        input.bytes(),
        input.sha256(),
        input.resolvedFrom(),
        input.resolvedFromLegacy(),
        made ? List.of() : input.files());
  }

  private OutputEntry kept(OutputEntry made) throws IOException {
    KeptOutput source =
        Optional.ofNullable(unchanged.get(made.alias())).orElseGet(() -> new KeptOutput(run, made));
    for (ArtifactFile file : source.entry().files()) {
      Path from = source.run().file(source.entry(), file);
      String type = reader.typeOf(source.entry(), file.path());
      if (source.run().byDigest().has(source.entry(), file)
          || reader.values(type, from).isEmpty()) {
        byDigest.add(FilesByDigest.line(source.entry(), file));
      } else {
        Path to = target.root().resolve(made.path()).resolve(file.path());
        Files.createDirectories(to.resolveSibling(""));
        Files.copy(from, to);
      }
    }
    return source.entry();
  }
}
