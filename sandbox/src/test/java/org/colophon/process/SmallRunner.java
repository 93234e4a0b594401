package org.colophon.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs one shell script, as a program of its own that a test can kill. */
final class SmallRunner {
  private SmallRunner() {}

  /**
   * @param args an empty folder, a shell script, the value of the mark, the most bytes of an output
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Command command =
        new Command(
                List.of("/bin/sh", "-c", args[1]),
                folder,
                Map.of("PATH", "/usr/bin:/bin", "MINE", args[2]))
            .markedBy("MINE");
    ResourceLimits limits =
        new ResourceLimits(Duration.ofMinutes(10), Duration.ofSeconds(1), Long.parseLong(args[3]));
    ProcessResult result =
        new ProcessRunner()
            .run(
                command,
                limits,
                folder.resolve("stdout.log"),
                folder.resolve("stderr.log"),
                _ -> {});
    System.out.print(result.outcome().cause());
  }
}
