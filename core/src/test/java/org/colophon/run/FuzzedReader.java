package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.colophon.contract.PipelineException;

/**
 * Every reader of bytes that somebody else wrote, and how it is called. A new reader gets a
 * constant here; its found cases are kept in {@code src-test-fixtures/hostile/<name>/}, and are
 * seeds too.
 */
// its lists are copies, and the readings hold nothing
@SuppressWarnings("ImmutableEnumChecker")
enum FuzzedReader {
  JSON(HostileReading.artifact("json", "GeometryContracts@0.1"), "stages/holography/schemas"),
  JSON_LINES(HostileReading.artifact("jsonl", "")),
  CSV(
      HostileReading.artifact("csv", "EigenmodesDataset@0.1"),
      "src-test-fixtures/holography/modes-csv"),
  NPZ(
      HostileReading.artifact("npz", "GeometryPrediction@0.1"),
      "src-test-fixtures/holography/geometry-npz"),
  NPY(HostileReading.artifact("npy", "")),
  HDF5(
      HostileReading.artifact("hdf5", "GeometryEmergent@0.1"),
      "src-test-fixtures/holography/geometry-h5"),
  XML(HostileReading.artifact("xml", ""), "pom.xml"),
  TEXT(HostileReading.artifact("opaque", ""), "stages/holography/README.md"),
  PIPELINE(HostileReading::pipeline, "stages/holography/pipeline.yaml"),
  CONFIG(HostileReading::config, "configs/holography"),
  PROFILE(HostileReading::profile, "configs/env"),
  CONTROLS(HostileReading::controls, "stages/holography/controls.yaml"),
  TOLERANCES(HostileReading::tolerances, "stages/holography/tolerances.yaml"),
  LEGACY_MAP(HostileReading::legacyMap, "stages/holography/legacy.yaml"),
  GOLDEN(HostileReading::golden, "src-test-fixtures/runs/Tfinite/golden.yaml"),
  FINDINGS(
      HostileReading::findings,
      "stages/holography/schemas/HolographicDictionary/0.1.findings.json"),
  ARTIFACT_SCHEMA(HostileReading::artifactSchema, "stages/holography/schemas"),
  PARAM_SCHEMA(HostileReading::paramSchema, "stages/holography/params"),
  SET_OPTION(HostileReading::setOption),
  STAGE_SUMMARY(HostileReading::stageSummary),
  STAGE_CONTEXT(HostileReading::stageContext),
  MANIFEST(HostileReading::manifest, "src-test-fixtures/runs/Tfinite/run/run_manifest.json"),
  JOURNAL(HostileReading::journal),
  LOCK(HostileReading::lock),
  META_LOG(HostileReading::metaLog),
  RUN_FILES(HostileReading::runFiles),
  WORK_PLAN(HostileReading::workPlan),
  SWEEP(HostileReading::sweep),
  STORE(HostileReading::store),
  LEGACY_FOLDER(HostileReading::legacyFolder),
  LEGACY_TABLES(HostileReading::legacyTables, "src-test-fixtures/legacy/flat/fase11_2023-11"),
  GIT(HostileReading::git);

  private static final long LARGEST_SEED = 64 << 10;
  private static final int MOST_SEEDS = 12;

  private final HostileReading reading;
  private final List<String> seeds;

  FuzzedReader(HostileReading reading, String... seeds) {
    this.reading = reading;
    this.seeds = List.of(seeds);
  }

  /**
   * Reads {@code bytes} as this reader would find them. A refusal with a message is an answer;
   * whatever else comes out is a find.
   */
  void read(HostileBench bench, byte[] bytes) throws IOException {
    refusable(() -> reading.read(bench, bytes));
  }

  /** Work that may be refused. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  /** Lets the declared refusals pass, if they say something. */
  static void refusable(Work work) {
    try {
      work.run();
    } catch (PipelineException | IOException e) {
      if (e.getMessage() == null || e.getMessage().isBlank()) {
        throw new AssertionError("a refusal without a message", e);
      }
    }
  }

  /** How often one call reads the bytes at least, which its bound on memory follows. */
  int copies() {
    return switch (this) {
      case PIPELINE, CONFIG, PROFILE, CONTROLS, TOLERANCES, LEGACY_MAP, GOLDEN -> 2;
      case JSON, JSON_LINES, CSV, NPZ, NPY, HDF5, XML, TEXT, ARTIFACT_SCHEMA -> 3;
      case FINDINGS,
          PARAM_SCHEMA,
          SET_OPTION,
          STAGE_SUMMARY,
          STAGE_CONTEXT,
          LOCK,
          WORK_PLAN,
          SWEEP ->
          1;
      case META_LOG, STORE -> 4;
      case MANIFEST, JOURNAL, LEGACY_TABLES -> 8;
      case RUN_FILES, LEGACY_FOLDER -> 16;
      // what JGit allocates for its config grows with the square of a line, and is not kept
      case GIT -> 200;
    };
  }

  /** Where the found cases are kept. */
  Path kept() {
    return HostileBench.HOME.resolve("src-test-fixtures/hostile").resolve(folderName());
  }

  String folderName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kept cases; each was a find, or is a whole and valid file that finds may grow from. */
  List<byte[]> cases() throws IOException {
    return contents(kept());
  }

  /** What mutations begin with: the kept cases and files that are valid, small ones. */
  List<byte[]> seeds() throws IOException {
    List<byte[]> all = new ArrayList<>(cases());
    for (String seed : seeds) {
      all.addAll(contents(HostileBench.HOME.resolve(seed)));
    }
    return all;
  }

  private static List<byte[]> contents(Path place) throws IOException {
    if (!Files.exists(place)) {
      return List.of();
    }
    List<byte[]> contents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (Files.size(file) <= LARGEST_SEED && contents.size() < MOST_SEEDS) {
          contents.add(Files.readAllBytes(file));
        }
      }
    }
    return contents;
  }
}
