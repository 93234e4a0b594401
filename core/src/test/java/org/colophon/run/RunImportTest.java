package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.stream.Stream;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Sha256;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.Disposition;
import org.colophon.contract.StageStatus;
import org.colophon.provenance.HostIdentity;
import org.colophon.provenance.Machine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import is a whole run or none, and says of every byte where it came from. */
final class RunImportTest {
  @TempDir private Path folder;
  private Path old;

  @BeforeEach
  void anOlderFolderAndAPipeline() throws IOException {
    old = Files.createDirectories(folder.resolve("old"));
    Files.writeString(old.resolve("a.json"), "{}");
    Path schemas = Files.createDirectories(folder.resolve("schemas/Numbers"));
    Files.writeString(
        schemas.resolve("0.1.schema.json"),
        "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\","
            + " \"x-format\": \"json\", \"type\": \"object\"}");
    Files.writeString(
        folder.resolve("config.yaml"), "schema: config/1.0\npipeline: pipeline.yaml\n");
    Path profiles = Files.createDirectories(folder.resolve("configs/env"));
    Files.writeString(profiles.resolve("default.yaml"), "schema: env/1.0\n");
    Files.writeString(
        folder.resolve("pipeline.yaml"),
        """
        schema: pipeline/1.0
        pipeline: one
        stages:
          - id: 01_a
            run: [sh]
            outputs: { a: { type: Numbers@0.1, files: "*.json" } }
        """);
  }

  @Test
  void anImportedRunSaysSoAndIsVerified() throws IOException {
    RunManifest manifest = write("x", RunImport.Placing.LINK, new DurableFiles());
    RunManifest.StageEntry stage = manifest.stages().getFirst();
    assertThat(stage.disposition()).isEqualTo(Disposition.IMPORTED);
    assertThat(stage.status()).isEqualTo(StageStatus.WARNING);
    assertThat(stage.inputs())
        .allMatch(RunManifest.InputEntry::resolvedFromLegacy)
        .allMatch(input -> input.resolvedFrom() == RunManifest.ResolvedFrom.LEGACY);
    assertThat(directory("x").root().resolve("a/a.json").toRealPath())
        .isEqualTo(old.resolve("a.json").toRealPath());
    assertThat(verified("x")).isEmpty();
  }

  @Test
  void aLaterChangeOfALinkedFileIsSeen() throws IOException {
    write("x", RunImport.Placing.LINK, new DurableFiles());
    Files.writeString(old.resolve("a.json"), "{\"more\": 1}");
    assertThat(verified("x")).anyMatch(what -> what.contains("has changed since"));
    Files.delete(old.resolve("a.json"));
    assertThat(verified("x")).anyMatch(what -> what.contains("which is gone"));
  }

  @Test
  void aCopySurvivesTheOlderFolder() throws IOException {
    write("x", RunImport.Placing.COPY, new DurableFiles());
    Files.delete(old.resolve("a.json"));
    assertThat(verified("x")).isEmpty();
  }

  @Test
  void anOutputThatBecameALinkIsNoticedWhereTheStageWasCopied() throws IOException {
    write("x", RunImport.Placing.COPY, new DurableFiles());
    Path file = directory("x").root().resolve("01_a/a/a.json");
    Files.delete(file);
    Files.createSymbolicLink(file, folder.resolve("elsewhere.json"));
    assertThat(verified("x")).isNotEmpty();
  }

  @Test
  void theReportIsPartOfWhatIsVerified() throws IOException {
    write("x", RunImport.Placing.LINK, new DurableFiles());
    Files.writeString(directory("x").importReport(), "{}");
    assertThat(verified("x")).anyMatch(what -> what.startsWith("import_report.json"));
  }

  @Test
  void anExperimentThatExistsIsLeftAlone() throws IOException {
    write("x", RunImport.Placing.LINK, new DurableFiles());
    assertThatThrownBy(() -> write("x", RunImport.Placing.LINK, new DurableFiles()))
        .isInstanceOf(BadRequest.class)
        .hasMessageContaining("exists already");
  }

  @Test
  void dyingBeforeAnyChangeLeavesNoRunOrAWholeOne() throws IOException {
    write("first", RunImport.Placing.LINK, new DurableFiles());
    FaultyCalls counting = FaultyCalls.none();
    write("counted", RunImport.Placing.LINK, new DurableFiles(counting));
    int points = counting.calls().size();
    assertThat(points).isGreaterThan(15);
    for (int i = 1; i <= points; i++) {
      int point = i;
      String experiment = "crash" + point;
      DurableFiles dying =
          new DurableFiles(
              new FaultyCalls(
                  Fault.KILL,
                  point,
                  () -> {
                    throw new Death(point);
                  }));
      assertThatThrownBy(() -> write(experiment, RunImport.Placing.LINK, dying))
          .as("dies at point %d", point)
          .isInstanceOf(Death.class);
      if (!Files.exists(directory(experiment).root())) {
        write(experiment, RunImport.Placing.LINK, new DurableFiles());
      }
      assertThat(verified(experiment)).as("verify after point %d", point).isEmpty();
    }
    try (Stream<Path> left = Files.list(folder.resolve("runs"))) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".importing-"));
    }
  }

  @Test
  void aFileThatChangedSinceItWasCheckedIsNotImported() {
    RunImport.File stale =
        new RunImport.File(
            "a.json",
            old.resolve("a.json"),
            "0".repeat(64),
            RunImport.Placing.LINK,
            new ArtifactFile("a.json", 2, "0".repeat(64)));
    assertThatThrownBy(() -> write("x", stale, new DurableFiles()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("while it was being imported");
    assertThat(directory("x").root()).doesNotExist();
  }

  private RunManifest write(String experiment, RunImport.Placing placing, DurableFiles disk)
      throws IOException {
    Path source = old.resolve("a.json").toRealPath();
    String digest = Sha256.of(source);
    return write(
        experiment,
        new RunImport.File(
            "a.json",
            source,
            digest,
            placing,
            new ArtifactFile("a.json", Files.size(source), digest)),
        disk);
  }

  private RunManifest write(String experiment, RunImport.File file, DurableFiles disk)
      throws IOException {
    RunPlan plan = plan(experiment);
    RunImport.Output output =
        new RunImport.Output("a", ArtifactType.parse("Numbers@0.1"), old, List.of(file));
    RunImport.Stage stage =
        new RunImport.Stage(
            plan.pipeline().stage("01"), List.of(output), List.of("imported: a, not made here"));
    return new RunImport(installation(), disk).write(plan, old, List.of(stage), List.of(), "{}\n");
  }

  private List<String> verified(String experiment) throws IOException {
    return Verification.of(directory(experiment), folder).differences().stream()
        .map(difference -> difference.path() + ": " + difference.what())
        .toList();
  }

  private RunDirectory directory(String experiment) {
    return RunDirectory.of(folder.resolve("runs"), new ExperimentName(experiment));
  }

  private RunPlan plan(String experiment) throws IOException {
    return RunPlan.of(
        new RunRequest(
            new ExperimentName(experiment),
            Optional.of(folder.resolve("config.yaml")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Map.of(),
            OptionalLong.empty(),
            "default",
            false,
            false,
            Optional.empty(),
            List.of("import-legacy", "old")),
        installation());
  }

  private Installation installation() throws IOException {
    return new Installation(
        folder,
        folder.resolve("runs"),
        Path.of(System.getProperty("java.home")),
        Map.of("PATH", "/usr/bin:/bin"),
        Clock.systemUTC(),
        Machine.read(new Properties(System.getProperties()), 1),
        HostIdentity.ofThisMachine(),
        "test",
        "test");
  }
}
