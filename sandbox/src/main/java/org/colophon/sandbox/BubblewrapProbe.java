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
 * Finds out whether bubblewrap works here, by using it: a kernel, a container or a security module
 * may forbid what it needs, although it is installed.
 */
public final class BubblewrapProbe {
  private static final ResourceLimits LIMITS =
      new ResourceLimits(Duration.ofSeconds(20), Duration.ofSeconds(1), 1 << 16);
  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

  /** Whether, and where. */
  public sealed interface Finding {}

  /**
   * It works.
   *
   * @param program the absolute path of {@code bwrap}
   * @param version such as {@code 0.8.0}
   */
  public record Available(Path program, String version) implements Finding {
    /**
     * The backend for stages of this machine.
     *
     * @param statusFolder see {@link Bubblewrap}
     */
    public Bubblewrap sandbox(Path statusFolder) throws IOException {
      return new Bubblewrap(program, SystemView.ofThisMachine(), statusFolder);
    }
  }

  /** It does not; the reason says what to change. */
  public record Unavailable(String reason) implements Finding {}

  private final Path scratch;

  /**
   * @param scratch an existing, empty folder, for the files of the trial
   */
  public BubblewrapProbe(Path scratch) {
    this.scratch = scratch;
  }

  /**
   * Looks for {@code bwrap} on a search path, and starts {@code true} under a policy.
   *
   * @param searchPath folders separated by colons, as in {@code PATH}
   */
  public Finding look(String searchPath) throws IOException {
    Optional<Path> program = find(searchPath);
    if (program.isEmpty()) {
      return new Unavailable(
          "there is no bwrap on the PATH " + searchPath + "; install the package bubblewrap");
    }
    return tryOut(program.get());
  }

  private static Optional<Path> find(String searchPath) {
    return List.of(searchPath.split(":", 0)).stream()
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, "bwrap"))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private Finding tryOut(Path program) throws IOException {
    ProcessOutcome answered = run(command(program.toString(), "--version"));
    if (!answered.equals(new Exited(0))) {
      return new Unavailable(program + " --version " + answered.describe());
    }
    String version = Files.readString(stdout()).replace("bubblewrap", "").strip();

    Path stage = Files.createDirectories(scratch.resolve("stage"));
    Path input = Files.createDirectories(scratch.resolve("input"));
    SandboxPolicy policy = new SandboxPolicy(List.of(input), List.of(stage), Network.NONE);
    Confined trial;
    try {
      trial =
          new Available(program, version)
              .sandbox(scratch)
              .confine(new Command(List.of("true"), stage, ENVIRONMENT), policy);
    } catch (PolicyRefused e) {
      return new Unavailable(String.valueOf(e.getMessage()));
    }
    ProcessOutcome outcome = trial.outcome(run(trial.command()));
    return outcome.equals(new Exited(0))
        ? new Available(program, version)
        : new Unavailable(
            "a trial of " + program + " failed: " + Files.readString(stderr()).strip());
  }

  private ProcessOutcome run(Command command) throws IOException {
    return new ProcessRunner().run(command, LIMITS, stdout(), stderr(), _ -> {}).outcome();
  }

  private Command command(String... argv) {
    return new Command(List.of(argv), scratch, ENVIRONMENT);
  }

  private Path stdout() {
    return scratch.resolve("stdout.log");
  }

  private Path stderr() {
    return scratch.resolve("stderr.log");
  }
}
