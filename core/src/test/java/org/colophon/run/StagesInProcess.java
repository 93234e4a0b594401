package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.colophon.executor.AtOnce;
import org.colophon.executor.Job;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessResult;

/**
 * Writes what the scripts of {@link ThreeStages} write, byte for byte, without a process: for runs
 * that are repeated thousands of times and of which the stages are not what is tried.
 */
final class StagesInProcess extends AtOnce {
  @Override
  protected ProcessResult run(Job job) throws IOException {
    Path folder = Path.of(job.command().environment().get("STAGE_DIR"));
    String stage = job.stage();
    String alias = stage.substring(3, 4);
    Path script = Path.of(job.command().argv().getLast());
    String value = Files.readString(script.resolveSibling("value"));
    Files.writeString(job.stdoutLog(), "from " + folder.getFileName() + "\n");
    Files.writeString(job.stderrLog(), "");
    Files.writeString(
        folder.resolve(alias).resolve("x.json"),
        "{\"made_by\": \"" + alias + "\", \"of\": " + value + "}\n");
    Path more = Files.createDirectory(folder.resolve(alias).resolve("more"));
    Files.writeString(more.resolve("y.json"), "{}\n");
    Files.writeString(
        folder.resolve("stage_summary.json"),
        "{\"stage\": \""
            + stage
            + "\", \"experiment\": \""
            + ThreeStages.EXPERIMENT
            + "\", \"status\": \"OK\", \"exit_code\": 0}\n");
    return new ProcessResult(new ProcessOutcome.Exited(0), List.of(), Duration.ZERO);
  }
}
