package org.colophon.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Reading;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.Sha256;
import org.colophon.artifact.compatibility.SchemaDiff;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.artifact.format.FileValues;
import org.colophon.artifact.format.RowVisitor;
import org.colophon.comparison.ArtifactReader;
import org.colophon.comparison.Golden;
import org.colophon.comparison.RecordedRun;
import org.colophon.comparison.RunComparison;
import org.colophon.comparison.Tolerances;
import org.colophon.config.ConfigFile;
import org.colophon.config.Profile;
import org.colophon.config.RunConfig;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.colophon.contract.StageContext;
import org.colophon.control.ControlsFile;
import org.colophon.document.DocumentSchema;
import org.colophon.legacy.LegacyImport;
import org.colophon.legacy.LegacyMapFile;
import org.colophon.pipeline.PipelineFile;
import org.colophon.provenance.GitState;
import org.colophon.provenance.HostIdentity;
import org.colophon.reporting.FindingsMap;
import org.colophon.reuse.FileDigests;
import org.colophon.reuse.ReuseStore;
import org.colophon.reuse.StoredStage;
import org.colophon.sweep.Sweep;
import tools.jackson.databind.JsonNode;

/** Puts hostile bytes where a reader of ours would find them, and has it read them. */
@FunctionalInterface
interface HostileReading {
  void read(HostileBench bench, byte[] bytes) throws IOException;

  /** A file of an artifact: described, judged by a type unless that is empty, and its values. */
  static HostileReading artifact(String format, String type) {
    return (bench, bytes) -> {
      Path file = bench.file("x." + format, bytes);
      try {
        ArtifactFormat reader = ArtifactFormat.named(format);
        reader.describe(file, RowVisitor.NONE);
        FileValues.of(reader, file);
        if (!type.isEmpty()) {
          bench.catalog().check(ArtifactType.parse(type), file, Reading.LEGACY);
        }
      } catch (IOException e) {
        // damage is a finding, never an exception
        throw new AssertionError(e);
      }
    };
  }

  static void pipeline(HostileBench bench, byte[] bytes) {
    bench.eachDocument(bytes, PipelineFile::read);
  }

  static void config(HostileBench bench, byte[] bytes) {
    bench.eachDocument(
        bytes,
        file -> {
          ConfigFile config = ConfigFile.read(file);
          FuzzedReader.refusable(config::inputs);
          FuzzedReader.refusable(() -> config.pipelineFile(HostileBench.HOME));
          RunConfig.resolve(config, List.of(), OptionalLong.empty(), bench.pipeline()).text();
        });
    Path frozen = bench.file("config.resolved.json", bytes);
    FuzzedReader.refusable(() -> RunConfig.read(frozen).differencesTo(bench.plan().config()));
    FuzzedReader.refusable(
        () -> RunConfig.changed(frozen, List.of(), OptionalLong.of(1), bench.pipeline()));
  }

  static void profile(HostileBench bench, byte[] bytes) {
    bench.eachDocument(bytes, Profile::read);
  }

  static void controls(HostileBench bench, byte[] bytes) {
    bench.eachDocument(bytes, file -> ControlsFile.read(file, bench.pipeline()));
  }

  static void tolerances(HostileBench bench, byte[] bytes) {
    bench.eachDocument(bytes, Tolerances::read);
  }

  static void legacyMap(HostileBench bench, byte[] bytes) {
    bench.eachDocument(bytes, file -> LegacyMapFile.check(file, bench.pipeline()));
  }

  static void golden(HostileBench bench, byte[] bytes) {
    bench.eachDocument(bytes, Golden::read);
  }

  static void findings(HostileBench bench, byte[] bytes) throws IOException {
    bench.file("N/0.1.findings.json", bytes);
    FindingsMap.of(ArtifactType.parse("N@0.1"), bench.folder());
  }

  /** A schema that came with a pipeline: compiled, used, and compared with another. */
  static void artifactSchema(HostileBench bench, byte[] bytes) throws IOException {
    Path file = bench.file("schemas/N/0.1.schema.json", bytes);
    FuzzedReader.refusable(() ->
        SchemaCatalog.open(List.of(bench.folder().resolve("schemas")))
            .check(ArtifactType.parse("N@0.1"), bench.validJson(), Reading.LEGACY));
    JsonNode schema = SchemaCatalog.read(file);
    SchemaDiff.of(schema, bench.otherSchema());
    SchemaDiff.of(bench.otherSchema(), schema);
  }

  static void paramSchema(HostileBench bench, byte[] bytes) throws IOException {
    DocumentSchema schema = DocumentSchema.read(bench.file("p.schema.json", bytes));
    schema.problems(Json.mapper().createObjectNode().put("a", 1), pointer -> pointer);
    schema.fillDefaults(Json.mapper().createObjectNode());
  }

  static void setOption(HostileBench bench, byte[] bytes) throws IOException {
    RunConfig.resolve(
        bench.configFile(),
        List.of(new String(bytes, StandardCharsets.UTF_8)),
        OptionalLong.empty(),
        bench.pipeline());
  }

  static void stageSummary(HostileBench bench, byte[] bytes) throws IOException {
    SummaryReading reading =
        SummaryReading.of(bench.file("stage_summary.json", bytes), "01_a", "x");
    if (reading instanceof SummaryReading.Valid valid) {
      valid.status();
      valid.exitCode();
      valid.strings("errors");
      valid.strings("warnings");
    }
  }

  static void stageContext(HostileBench bench, byte[] bytes) throws IOException {
    StageContext.read(bench.file("stage_inputs.json", bytes));
  }

  /** A run that is kept without its journal. */
  static void manifest(HostileBench bench, byte[] bytes) throws IOException {
    bench.file("run/run_manifest.json", bytes);
    RecordedRun recorded = RecordedRun.read(bench.folder().resolve("run"));
    FuzzedReader.refusable(() -> recorded.pipelineFile(HostileBench.HOME));
    RunComparison.of(recorded, recorded, ArtifactReader.of(bench.pipeline()));
  }

  /** A run from elsewhere, whose author knows how to make a chain. */
  static void journal(HostileBench bench, byte[] bytes) throws IOException {
    RunDirectory run = bench.runFolder();
    Files.write(run.journal(), chained(bytes));
    useRun(bench, run);
  }

  static void lock(HostileBench bench, byte[] bytes) throws IOException {
    RunDirectory run = bench.runFolder();
    Files.write(run.lock(), bytes);
    FuzzedReader.refusable(() -> RunLock.holder(run.lock(), HostIdentity.ofThisMachine()));
    FuzzedReader.refusable(() -> Repair.of(run, bench.installation(), "fuzz"));
    FuzzedReader.refusable(() -> Unlocking.of(run, bench.installation(), true));
  }

  static void metaLog(HostileBench bench, byte[] bytes) throws IOException {
    RunDirectory run = bench.runFolder();
    Files.write(run.metaLog(), bytes);
    MetaLogAudit.alone(run.metaLog());
    MetaLogAudit.of(run);
  }

  static void workPlan(HostileBench bench, byte[] bytes) throws IOException {
    WorkPlan plan = WorkPlan.read(bench.file("plan.json", bytes));
    plan.isBlocked();
    plan.requireSame(plan);
  }

  static void sweep(HostileBench bench, byte[] bytes) throws IOException {
    bench.file("sweep/sweep.json", bytes);
    Sweep.in(bench.folder().resolve("sweep")).ifPresent(Sweep::trials);
  }

  /** A store that was shared by somebody, who knows the names of keys. */
  static void store(HostileBench bench, byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String stage = "00_validate_io_contracts";
    Matcher named = Pattern.compile("\"cache_key\" *: *\"([0-9a-f]{64})\"").matcher(text);
    String key = named.find() ? named.group(1) : "0".repeat(64);
    bench.file("store/stages/holography/" + stage + "/" + key + ".json", bytes);
    bench.file(
        "store/stages/holography/" + stage + "/latest", key.getBytes(StandardCharsets.UTF_8));
    Path root = bench.folder().resolve("store");
    ReuseStore store = new ReuseStore(root, new DurableFiles(), FileDigests.withoutMemory());
    Optional<StoredStage> stored = store.latest("holography", stage);
    if (stored.isPresent()) {
      store.damage(stored.get(), ReuseStore.Trust.CONTENT);
      store.forget(stored.get());
    }
  }

  /** Every file of a run that core reads back, but for the journal. */
  static void runFiles(HostileBench bench, byte[] bytes) throws IOException {
    RunDirectory run = bench.runFolder();
    for (Path file : filesOf(bench, run)) {
      if (!file.equals(run.journal()) && !file.equals(run.lock())) {
        Files.write(file, bytes);
      }
    }
    useRun(bench, run);
  }

  /** Every file of a run that core reads back. */
  static List<Path> filesOf(HostileBench bench, RunDirectory run) {
    List<Path> files = new ArrayList<>(List.of(run.journal(), run.lock(), run.manifest()));
    files.addAll(List.of(run.runSummary(), run.metaLog(), run.config(), run.importReport()));
    for (StageFolder folder : bench.stageFolders(run)) {
      files.addAll(List.of(folder.inputs(), folder.summary(), folder.environment()));
      files.addAll(List.of(folder.stdout(), folder.stderr(), folder.command()));
    }
    return files;
  }

  /** What status, why, gc, verify, diff, repair and the next run do. */
  static void useRun(HostileBench bench, RunDirectory run) {
    FuzzedReader.refusable(() -> {
      ReadRun read = ReadRun.of(run);
      read.manifest();
      read.activity();
      read.pipelineFile(HostileBench.HOME);
      for (String stage : read.asked()) {
        StageStory.of(read, stage);
        read.givenTo(stage);
      }
      for (RunManifest.StageEntry entry : read.manifest().stages()) {
        Diagnosis.of(run, entry);
      }
    });
    FuzzedReader.refusable(() -> GarbageCollection.of(run));
    FuzzedReader.refusable(() -> {
      RecordedRun recorded = RecordedRun.read(run.root());
      RunComparison.of(recorded, recorded, ArtifactReader.ofBytes());
    });
    FuzzedReader.refusable(() -> Verification.of(run, HostileBench.HOME));
    FuzzedReader.refusable(() -> MetaLogAudit.of(run));
    FuzzedReader.refusable(() -> Repair.planned(run));
    FuzzedReader.refusable(() -> Repair.of(run, bench.installation(), "fuzz"));
    FuzzedReader.refusable(() -> GarbageCollection.remove(run, bench.installation()));
  }

  /** The lines with their numbers and digests put right, or a journal would be refused unread. */
  private static byte[] chained(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    String prev = "0".repeat(64);
    int seq = 0;
    String left = new String(bytes, StandardCharsets.UTF_8);
    for (int end = left.indexOf('\n'); end >= 0; end = left.indexOf('\n')) {
      String line = left.substring(0, end);
      if (!line.contains("\"prev\":\"")) {
        // it is refused here, so the rest may stay as it is
        break;
      }
      left = left.substring(end + 1);
      seq++;
      String right =
          line.replaceFirst("\"seq\":-?[0-9]+", "\"seq\":" + seq)
              .replaceFirst("\"prev\":\"[^\"]*\"", "\"prev\":\"" + prev + "\"");
      text.append(right).append('\n');
      prev = Sha256.of(right);
    }
    return text.append(left).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The small text files in which other tools say how their results came to be. */
  static void legacyFolder(HostileBench bench, byte[] bytes) throws IOException {
    for (String path :
        List.of(
            "hydra/.hydra/config.yaml",
            "hydra/.hydra/overrides.yaml",
            "hydra/.hydra/hydra.yaml",
            "mlruns/0/meta.yaml",
            "mlruns/0/ab/meta.yaml",
            "mlruns/0/ab/params/lr",
            "mlruns/0/ab/metrics/loss",
            "mlruns/0/ab/tags/mlflow.source.name",
            "dvc/dvc.lock",
            "dvc/dvc.yaml",
            "snake/.snakemake/metadata/YQ==",
            "snake/Snakefile",
            "numbered/run_manifest.json",
            "numbered/02_x/stage_summary.json",
            "numbered/03_y/stage_summary.json")) {
      bench.file("legacy/" + path, bytes);
    }
    importFrom(bench, "legacy");
  }

  /** Old NPZ and CSV files, which are converted by the declared mappings. */
  static void legacyTables(HostileBench bench, byte[] bytes) throws IOException {
    bench.file("tables/predictions/ads_d3_Tfinite_000_geometry.npz", bytes);
    bench.file("tables/predictions/ads_d3_Tfinite_000_geometry.h5", bytes);
    bench.file("tables/bulk_modes_dataset.csv", bytes);
    importFrom(bench, "tables");
  }

  private static void importFrom(HostileBench bench, String folder) throws IOException {
    Json.text(
        LegacyImport.of(
                bench.plan(),
                bench.folder().resolve(folder),
                Map.of(),
                RunImport.Placing.LINK,
                bench.emptyFolder("scratch"))
            .report());
  }

  /** The checkout around a pipeline file, which may have been cloned from anywhere. */
  static void git(HostileBench bench, byte[] bytes) throws IOException {
    Path checkout = bench.checkout();
    for (String path :
        List.of(
            ".git/HEAD",
            ".git/config",
            ".git/index",
            ".git/packed-refs",
            ".git/refs/heads/main",
            ".git/info/exclude",
            ".gitignore",
            ".gitattributes")) {
      Path file = checkout.resolve(path);
      byte[] before = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      Files.createDirectories(file.resolveSibling(""));
      Files.write(file, bytes);
      try {
        FuzzedReader.refusable(() -> GitState.of(checkout));
      } finally {
        Files.write(file, before);
      }
    }
  }
}
