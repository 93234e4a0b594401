package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;
import org.colophon.executor.Executor;
import org.colophon.executor.Job;
import org.colophon.pipeline.StageSpec;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessResult;
import org.colophon.provenance.HostIdentity;
import org.colophon.provenance.Machine;
import org.colophon.sandbox.NoSandbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The orchestrator dies before each change that it makes to a run folder, one after the other;
 * every time the next command recovers the run, finished stages are not run again, and the run
 * digest is that of an undisturbed run.
 */
final class CrashTest {
  @TempDir private Path folder;

  @Test
  void dyingBeforeAnyChangeOfFilesLosesNothing() throws IOException {
    pipeline();
    String undisturbed = run("undisturbed", new DurableFiles(), false).manifest().runDigest();
    int points = changesOfAnUndisturbedRun();
    assertThat(points).isGreaterThan(40);
    for (int point = 1; point <= points; point++) {
      String experiment = "crash" + point;
      StageCounter stages = new StageCounter();
      assertThat(dies(experiment, point, stages)).as("dies at point %d", point).isTrue();
      RunDirectory directory = directory(experiment);
      boolean begun = Files.exists(directory.journal()) && began(directory);
      if (begun) {
        assertThat(ReadRun.of(directory).activity())
            .as("activity after point %d", point)
            .isNotEqualTo(ReadRun.Activity.RUNNING);
      }
      int publishedBefore = begun ? ReadRun.of(directory).state().published().size() : 0;
      int ranBefore = stages.count;
      PipelineRunner.Result result = runner(new DurableFiles(), stages).run(plan(experiment, true));
      assertThat(result.manifest().status()).as("point %d", point).isEqualTo(StageStatus.OK);
      assertThat(result.manifest().runDigest()).as("point %d", point).isEqualTo(undisturbed);
      assertThat(stages.count - ranBefore)
          .as("stages run again after point %d", point)
          .isEqualTo(3 - publishedBefore);
      assertThat(Verification.of(directory, folder).differences())
          .as("verify after point %d", point)
          .isEmpty();
    }
  }

  @Test
  void aTornLastLineOfTheJournalNeverHappened() throws IOException {
    pipeline();
    run("torn", new DurableFiles(), false);
    Path journal = directory("torn").journal();
    Files.writeString(journal, "{\"seq\": 99, \"ti", StandardOpenOption.APPEND);
    assertThat(Verification.of(directory("torn"), folder).differences()).isNotEmpty();
    run("torn", new DurableFiles(), true);
    assertThat(Verification.of(directory("torn"), folder).differences()).isEmpty();
  }

  private int changesOfAnUndisturbedRun() throws IOException {
    DyingFiles counting = new DyingFiles(Integer.MAX_VALUE);
    run("counted", counting, false);
    return counting.calls();
  }

  private static boolean began(RunDirectory directory) throws IOException {
    RunState state = RunState.of(Journal.read(directory.journal()).records());
    return state.created().isPresent() && state.started().isPresent();
  }

  private boolean dies(String experiment, int point, StageCounter stages) throws IOException {
    try {
      runner(new DyingFiles(point), stages).run(plan(experiment, false));
      return false;
    } catch (Death e) {
      return true;
    }
  }

  private PipelineRunner.Result run(String experiment, DurableFiles disk, boolean resume)
      throws IOException {
    return runner(disk, new StageCounter()).run(plan(experiment, resume));
  }

  private PipelineRunner runner(DurableFiles disk, StageCounter stages) throws IOException {
    return new PipelineRunner(
        installation(),
        stages,
        new SandboxChoice(new NoSandbox(), "a test without processes"),
        new Interruption(),
        new SilentListener(),
        disk);
  }

  private RunPlan plan(String experiment, boolean resume) throws IOException {
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
            resume,
            false,
            Optional.empty(),
            List.of("run")),
        installation());
  }

  private RunDirectory directory(String experiment) {
    return RunDirectory.of(folder.resolve("runs"), new ExperimentName(experiment));
  }

  private Installation installation() throws IOException {
    return new Installation(
        folder,
        folder.resolve("runs"),
        Path.of(System.getProperty("java.home")),
        Map.of("PATH", "/usr/bin:/bin"),
        Clock.systemUTC(),
        Machine.read(new Properties(System.getProperties()), 1),
        new HostIdentity("here", "boot"),
        "test",
        "test");
  }

  /** Three stages in a row, each handing numbers to the next. */
  private void pipeline() throws IOException {
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
        pipeline: three
        stages:
          - id: 01_a
            run: [sh]
            outputs: { a: { type: Numbers@0.1, files: "*.json" } }
          - id: 02_b
            run: [sh]
            inputs: { a: Numbers@0.1 }
            outputs: { b: { type: Numbers@0.1, files: "*.json" } }
          - id: 03_c
            run: [sh]
            inputs: { b: Numbers@0.1 }
            outputs: { c: { type: Numbers@0.1, files: "*.json" } }
        """);
  }

  /** Plays every stage by writing what it owes, and counts. */
  private static final class StageCounter implements Executor {
    private int count;

    @Override
    public String name() {
      return "local";
    }

    @Override
    public ProcessResult run(Job job) throws IOException {
      count++;
      Map<String, String> environment = new TreeMap<>(job.command().environment());
      Path stage = Path.of(environment.get("STAGE_DIR"));
      Files.writeString(job.stdoutLog(), "");
      Files.writeString(job.stderrLog(), "");
      String alias = job.stage().substring(3);
      Files.writeString(stage.resolve(alias).resolve("x.json"), "{}");
      Files.writeString(
          stage.resolve("stage_summary.json"),
          "{\"stage\": \"%s\", \"experiment\": \"%s\", \"status\": \"OK\", \"exit_code\": 0}"
              .formatted(job.stage(), environment.get("EXPERIMENT")));
      return new ProcessResult(new ProcessOutcome.Exited(0), List.of(), Duration.ZERO);
    }
  }

  private static final class SilentListener implements RunListener {
    @Override
    public void note(String message) {}

    @Override
    public void unconfined(String reason) {}

    @Override
    public void stageKept(StageSpec stage, String reason) {}

    @Override
    public void stageHeld(StageSpec stage, String reason) {}

    @Override
    public void stageStarted(StageSpec stage, int position, int total) {}

    @Override
    public void progress(StageSpec stage, String text) {}

    @Override
    public void stageEnded(StageSpec stage, StageEntry entry, Duration took, long rows) {}
  }
}
