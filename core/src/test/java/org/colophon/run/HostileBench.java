package org.colophon.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.config.ConfigFile;
import org.colophon.config.RunConfig;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.PipelineFile;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import tools.jackson.databind.JsonNode;

/**
 * What the readers need around the hostile bytes: a pipeline, its schemas, a plan, a run, a
 * checkout. Made once; the folder is theirs to write in.
 *
 * @param checkout a small git repository
 * @param otherSchema that hostile ones are compared with
 */
record HostileBench(
    Path folder,
    Pipeline pipeline,
    SchemaCatalog catalog,
    ConfigFile configFile,
    RunPlan plan,
    Installation installation,
    Path checkout,
    JsonNode otherSchema) {
  static final Path HOME = Path.of(System.getProperty("colophon.home"));

  private static final Path STAGES = HOME.resolve("stages/holography");

  static HostileBench in(Path folder) throws IOException {
    Installation installation =
        new ThreeStages(HOME, ReuseRule.NEVER)
            .installation(Files.createDirectories(folder.resolve("runs")));
    ConfigFile config = ConfigFile.read(HOME.resolve("configs/holography/toy.yaml"));
    Pipeline pipeline = PipelineFile.read(STAGES.resolve("pipeline.yaml"));
    SchemaCatalog catalog = SchemaCatalog.open(List.of(pipeline.schemas()));
    RunRequest request =
        RunRequest.ofCommand(new ExperimentName("imported"), "default", List.of("import-legacy"));
    RunPlan plan =
        RunPlan.exactly(
            request,
            pipeline,
            RunConfig.resolve(config, List.of(), OptionalLong.empty(), pipeline),
            pipeline.stages(),
            Map.of(),
            installation);
    return new HostileBench(
        folder,
        pipeline,
        catalog,
        config,
        plan,
        installation,
        checkout(Files.createDirectories(folder.resolve("checkout"))),
        SchemaCatalog.read(pipeline.schemas().resolve("GeometryPrediction/0.1.schema.json")));
  }

  private static Path checkout(Path folder) throws IOException {
    try (Git git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
      Files.writeString(folder.resolve("a.txt"), "a\n");
      git.add().addFilepattern("a.txt").call();
      git.commit()
          .setSign(false)
          .setAuthor("a", "a@example.org")
          .setCommitter("a", "a@example.org")
          .setMessage("a")
          .call();
      Files.writeString(folder.resolve("a.txt"), "b\n");
      return folder;
    } catch (GitAPIException e) {
      throw new IOException(e);
    }
  }

  /** Writes a file of that name, in place of any before. */
  Path file(String name, byte[] bytes) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.resolveSibling(""));
      return Files.write(file, bytes);
    } catch (IOException e) {
      // no part of what is tried
      throw new UncheckedIOException(e);
    }
  }

  /** A reader of a file that people write. */
  @FunctionalInterface
  interface DocumentReader {
    void read(Path file) throws IOException;
  }

  /** Documents are YAML or JSON by their name, read by two libraries. */
  void eachDocument(byte[] bytes, DocumentReader reader) {
    for (String name : List.of("document.yaml", "document.json")) {
      Path file = file(name, bytes);
      FuzzedReader.refusable(() -> reader.read(file));
    }
  }

  Path validJson() {
    return file(
        "valid.json", "{\"a\": [1, 2.5, \"x\"], \"b\": {}}".getBytes(StandardCharsets.UTF_8));
  }

  Path emptyFolder(String name) throws IOException {
    Path empty = folder.resolve(name);
    if (Files.exists(empty)) {
      try (Stream<Path> all = Files.walk(empty)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    return Files.createDirectories(empty);
  }

  /** A run of three stages: one published, one failed, one cut off; with a good journal. */
  RunDirectory runFolder() throws IOException {
    RunDirectory run = new RunDirectory(emptyFolder("runs/x"));
    for (StageFolder stage : stageFolders(run)) {
      Files.createDirectories(stage.logs());
      Files.writeString(stage.inputs(), "{\"attempt\": \"0001\"}");
      Files.writeString(stage.stderr(), "it ended\n");
    }
    Files.copy(HOME.resolve("src-test-fixtures/hostile/journal/three_stages.jsonl"), run.journal());
    return run;
  }

  List<StageFolder> stageFolders(RunDirectory run) {
    return List.of(
        run.stage("01_a"),
        run.stage("02_b"),
        run.attempt("03_c", "0001"),
        run.history("01_a", "0000"));
  }
}
