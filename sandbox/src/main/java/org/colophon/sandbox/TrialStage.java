package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.process.Command;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessOutcome.Exited;
import org.colophon.process.ProcessRunner;
import org.colophon.process.ResourceLimits;

/**
 * The smallest stage there is, to find out whether a sandbox works here: a kernel, a container or a
 * security module may forbid what it needs, although it is installed.
 *
 * @param scratch an existing, empty folder
 */
record TrialStage(Path scratch) {
  private static final ResourceLimits LIMITS =
      new ResourceLimits(Duration.ofSeconds(20), Duration.ofSeconds(1), 1 << 16);

  /** Every kind of limit, so that each is tried. */
  private static final Limits ALL =
      Limits.NONE
          .with(Resource.CPUS, 1, false)
          .with(Resource.MEMORY, 1L << 28, false)
          .with(Resource.PROCESSES, 64, false)
          .with(Resource.OPEN_FILES, 256, false)
          .with(Resource.FILE_SIZE, 1L << 28, false);

  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

  /** A program on a search path, whose folders are separated by colons; absolute ones only. */
  static Optional<Path> find(String program, String searchPath) {
    return List.of(searchPath.split(":", 0)).stream()
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** What a command prints, if it succeeds. */
  Optional<String> answer(List<String> argv) throws IOException {
    Command command = new Command(argv, scratch, ENVIRONMENT);
    ProcessOutcome outcome =
        new ProcessRunner().run(command, LIMITS, stdout(), stderr(), _ -> {}).outcome();
    return outcome.equals(new Exited(0))
        ? Optional.of(Files.readString(stdout()).strip())
        : Optional.empty();
  }

  /** Why {@code true} cannot be started in the sandbox. */
  Optional<String> failure(Sandbox sandbox) throws IOException {
    Path stage = Files.createDirectories(scratch.resolve("stage"));
    Path input = Files.createDirectories(scratch.resolve("input"));
    SandboxPolicy policy =
        new SandboxPolicy(List.of(input), List.of(stage), Network.NONE)
            .executing(false)
            .limitedTo(ALL);
    try {
      Confined trial = sandbox.confine(new Command(List.of("true"), stage, ENVIRONMENT), policy);
      ProcessOutcome outcome =
          trial.run(new ProcessRunner(), LIMITS, stdout(), stderr(), _ -> {}).outcome();
      return outcome.equals(new Exited(0))
          ? Optional.empty()
          : Optional.of(
              ("a trial of "
                      + sandbox.kind().label()
                      + " "
                      + outcome.describe()
                      + " "
                      + Files.readString(stderr()))
                  .strip());
    } catch (PolicyRefused e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Path stdout() {
    return scratch.resolve("stdout.log");
  }

  private Path stderr() {
    return scratch.resolve("stderr.log");
  }
}
