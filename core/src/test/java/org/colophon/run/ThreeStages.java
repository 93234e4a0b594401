package org.colophon.run;

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
import java.util.function.UnaryOperator;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.executor.AtOnce;
import org.colophon.executor.Executor;
import org.colophon.executor.Job;
import org.colophon.executor.Jobs;
import org.colophon.executor.LocalExecutor;
import org.colophon.pipeline.StageSpec;
import org.colophon.process.ProcessResult;
import org.colophon.provenance.HostIdentity;
import org.colophon.provenance.Machine;
import org.colophon.sandbox.NoSandbox;

/**
 * A pipeline of three real stages in a row, each a shell script that hands a file to the next, and
 * runs of it on any way to change files.
 *
 * @param home with the pipeline; small, since a run lists it
 * @param rule whether they are reused
 */
record ThreeStages(Path home, ReuseRule rule) {
  static final String EXPERIMENT = "x";
  static final List<String> ALIASES = List.of("a", "b", "c");

  private static final String SCRIPT =
      """
      stage=$(basename "$STAGE_DIR")
      alias=$(echo "$stage" | cut -c4)
      echo "from $stage"
      echo "{\\"made_by\\": \\"$alias\\", \\"of\\": $(cat "$(dirname "$0")/value")}" >"$STAGE_DIR/$alias/x.json"
      mkdir "$STAGE_DIR/$alias/more"
      echo "{}" >"$STAGE_DIR/$alias/more/y.json"
      cat >"$STAGE_DIR/stage_summary.json" <<JSON
      {"stage": "${stage%.*}", "experiment": "$EXPERIMENT", "status": "OK", "exit_code": 0}
      JSON
      """;

  static ThreeStages in(Path home) throws IOException {
    Path schemas = Files.createDirectories(home.resolve("schemas/Numbers"));
    Files.writeString(
        schemas.resolve("0.1.schema.json"),
        "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\","
            + " \"x-format\": \"json\", \"type\": \"object\"}");
    Files.writeString(home.resolve("config.yaml"), "schema: config/1.0\npipeline: pipeline.yaml\n");
    Path profiles = Files.createDirectories(home.resolve("configs/env"));
    Files.writeString(profiles.resolve("default.yaml"), "schema: env/1.0\n");
    Files.writeString(
        home.resolve("pipeline.yaml"),
        """
        schema: pipeline/1.0
        pipeline: three
        stages:
          - id: 01_a
            run: [sh, "{code}/main.sh"]
            outputs: { a: { type: Numbers@0.1, files: "**.json" } }
          - id: 02_b
            run: [sh, "{code}/main.sh"]
            inputs: { a: Numbers@0.1 }
            outputs: { b: { type: Numbers@0.1, files: "**.json" } }
          - id: 03_c
            run: [sh, "{code}/main.sh"]
            inputs: { b: Numbers@0.1 }
            outputs: { c: { type: Numbers@0.1, files: "**.json" } }
        """);
    for (String stage : List.of("01_a", "02_b", "03_c")) {
      Files.createDirectory(home.resolve(stage));
      Files.writeString(home.resolve(stage).resolve("main.sh"), SCRIPT);
    }
    ThreeStages stages = new ThreeStages(home, ReuseRule.NEVER);
    stages.value(1);
    return stages;
  }

  /** The same stages, stored and reused. */
  ThreeStages reusing() {
    return new ThreeStages(home, ReuseRule.BY_DEFAULT);
  }

  /** The same stages, with a store that every folder of runs shares. */
  ThreeStages sharing(Path store) throws IOException {
    Files.writeString(
        home.resolve("configs/env/default.yaml"), "schema: env/1.1\nstore: '" + store + "'\n");
    return reusing();
  }

  /** Changes what all stages make from now on. */
  void value(int value) throws IOException {
    for (String stage : List.of("01_a", "02_b", "03_c")) {
      Files.writeString(home.resolve(stage).resolve("value"), Integer.toString(value));
    }
  }

  /**
   * One run, or one invocation of it.
   *
   * @param runs the folder of runs
   * @param tally a file outside, with a line for each start of a stage and each that was announced
   *     as published
   */
  record Invocation(ThreeStages pipeline, Path runs, Path tally) {
    RunDirectory directory() {
      return RunDirectory.of(runs, new ExperimentName(EXPERIMENT));
    }

    PipelineRunner.Result run(FileCalls calls, boolean resume) throws IOException {
      return run(calls, resume, executor -> executor);
    }

    PipelineRunner.Result run(FileCalls calls, boolean resume, UnaryOperator<Executor> around)
        throws IOException {
      return new PipelineRunner(
              pipeline.installation(runs),
              new Tallied(around.apply(new LocalExecutor()), tally),
              new SandboxChoice(new NoSandbox(), "a test"),
              new Interruption(),
              new Announced(tally),
              new DurableFiles(calls))
          .run(pipeline.plan(runs, resume));
    }

    List<String> started() throws IOException {
      return lines("started ");
    }

    /** Those of which the user was told that they are published. */
    List<String> announced() throws IOException {
      return lines("published ");
    }

    private List<String> lines(String beginning) throws IOException {
      return Files.exists(tally)
          ? Files.readAllLines(tally).stream()
              .filter(line -> line.startsWith(beginning))
              .map(line -> line.substring(beginning.length()))
              .toList()
          : List.of();
    }
  }

  RunPlan plan(Path runs, boolean resume) throws IOException {
    return RunPlan.of(
        new RunRequest(
            new ExperimentName(EXPERIMENT),
            Optional.of(home.resolve("config.yaml")),
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
            rule,
            List.of("run")),
        installation(runs));
  }

  Installation installation(Path runs) throws IOException {
    return new Installation(
        home,
        runs,
        Path.of(System.getProperty("java.home")),
        Map.of("PATH", "/usr/bin:/bin"),
        Clock.systemUTC(),
        Machine.read(new Properties(System.getProperties()), 1),
        HostIdentity.ofThisMachine(),
        "test",
        "test");
  }

  private static void note(Path tally, String line) throws IOException {
    Files.writeString(tally, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static final class Tallied extends AtOnce {
    private final Jobs inner;
    private final Path tally;

    Tallied(Executor inner, Path tally) {
      this.inner = new Jobs(inner);
      this.tally = tally;
    }

    @Override
    protected ProcessResult run(Job job) throws IOException {
      note(tally, "started " + job.stage());
      return inner.run(job);
    }
  }

  private record Announced(Path tally) implements RunListener {
    @Override
    public void note(String message) {}

    @Override
    public void unconfined(String reason) {}

    @Override
    public void stageKept(StageSpec stage, String reason) {}

    @Override
    public void stageReused(StageSpec stage, StageEntry entry, String reason) {
      announce(stage);
    }

    @Override
    public void stageHeld(StageSpec stage, String reason) {}

    @Override
    public void stageStarted(StageSpec stage, int position, int total) {}

    @Override
    public void progress(StageSpec stage, String text) {}

    @Override
    public void stageEnded(StageSpec stage, StageEntry entry, Duration took, long rows) {
      if (entry.status().goesOn()) {
        announce(stage);
      }
    }

    private void announce(StageSpec stage) {
      try {
        ThreeStages.note(tally, "published " + stage.id());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
