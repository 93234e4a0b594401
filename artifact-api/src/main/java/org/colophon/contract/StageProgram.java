package org.colophon.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The body of a Java stage. {@link #main} gives it its context, writes its summary and turns the
 * outcome into the exit code, so that a stage is only what it computes.
 */
@FunctionalInterface
public interface StageProgram {

  /**
   * Does the work of the stage.
   *
   * @throws Exception for a bug or an unrecoverable failure; the stage then ends ERROR
   */
  void run(StageContext context, StageReport report) throws Exception;

  /** Runs {@code program} as a process: reads {@code STAGE_CONTEXT}, writes the summary, exits. */
  static void main(StageProgram program, Map<String, String> environment) throws IOException {
    Instant start = Instant.now();
    String contextFile = environment.get("STAGE_CONTEXT");
    String stageDir = environment.get("STAGE_DIR");
    if (contextFile == null || stageDir == null) {
      System.err.println(
          "This is a stage program: run_pipeline starts it with STAGE_CONTEXT and STAGE_DIR set.");
      System.exit(StageStatus.ERROR.exitCode());
    }
    StageContext context = StageContext.read(Path.of(contextFile));
    StageReport report = new StageReport();
    try {
      program.run(context, report);
    } catch (Exception e) {
      e.printStackTrace(System.err);
      report.fail(e.toString());
    }
    Instant end = Instant.now();
    StageSummary summary =
        report.summary(context, end, Duration.between(start, end).toMillis() / 1000.0);
    Json.write(Path.of(stageDir, "stage_summary.json"), summary);
    System.exit(summary.exitCode());
  }
}
