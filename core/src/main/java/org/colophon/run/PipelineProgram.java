package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.colophon.contract.PipelineException.MissingInput;
import org.colophon.executor.Executor;
import org.colophon.executor.Job;
import org.colophon.executor.JobKey;
import org.colophon.executor.Jobs;
import org.colophon.pipeline.Pipeline;
import org.colophon.process.Command;
import org.colophon.process.Preparation;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessResult;
import org.colophon.process.ResourceLimits;
import org.colophon.secret.Redaction;

/**
 * A Java program of a pipeline that is no stage: started as a process, as stages are, since what it
 * knows has no place on the orchestrator's class path. It is our own code, and not confined.
 */
public final class PipelineProgram {
  private static final Duration KILL_DELAY = Duration.ofSeconds(2);

  private final Pipeline pipeline;
  private final String mainClass;
  private final Installation installation;

  /** The program with that main class in the pipeline's jar. */
  public PipelineProgram(Pipeline pipeline, String mainClass, Installation installation) {
    this.pipeline = pipeline;
    this.mainClass = mainClass;
    this.installation = installation;
  }

  /**
   * How a program ended, and what it printed.
   *
   * @param stdout a file in the scratch folder
   */
  public record Answer(int exitCode, Path stdout, String stderr) {}

  /**
   * What a program may take.
   *
   * @param outputBytes of standard output, and likewise of standard error
   */
  public record Limits(Duration wallTime, long outputBytes) {}

  /**
   * Runs it to its end.
   *
   * @param scratch an existing folder, where it is started
   * @throws MissingInput if it is not built
   * @throws IOException if it does not exit by itself; the message says what became of it
   */
  public Answer run(List<String> arguments, Path scratch, Limits limits, Executor executor)
      throws IOException {
    Pipeline.JavaStages java =
        pipeline
            .java()
            .filter(programs -> Files.exists(programs.jar()))
            .orElseThrow(() ->
                new MissingInput(
                    "the programs of " + pipeline.name() + " are not built; run scripts/build"));
    List<String> argv = new ArrayList<>(JavaLaunch.argv(java, mainClass, installation));
    argv.addAll(arguments);
    Command command =
        new Command(
                argv,
                scratch,
                Map.of(
                    "PATH", installation.path(),
                    "LC_ALL", "C.UTF-8",
                    "PROGRAM_DIR", scratch.toString()))
            .markedBy("PROGRAM_DIR");
    Path stdout = scratch.resolve("stdout.log");
    Path stderr = scratch.resolve("stderr.log");
    ProcessResult result =
        new Jobs(executor)
            .run(
                new Job(
                    JobKey.once(pipeline.name()),
                    pipeline.name(),
                    command,
                    Preparation.NONE,
                    new ResourceLimits(limits.wallTime(), KILL_DELAY, limits.outputBytes()),
                    Redaction.NONE,
                    stdout,
                    stderr,
                    _ -> {}));
    if (!(result.outcome() instanceof ProcessOutcome.Exited(int code))) {
      throw new IOException(mainClass + " " + result.outcome().describe());
    }
    return new Answer(code, stdout, Files.readString(stderr));
  }
}
