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

  /** Every kind of limit, so that each is tried. */
  private static final Limits TRIAL =
      Limits.NONE
          .with(Resource.CPUS, 1, false)
          .with(Resource.MEMORY, 1L << 28, false)
          .with(Resource.PROCESSES, 64, false)
          .with(Resource.OPEN_FILES, 256, false)
          .with(Resource.FILE_SIZE, 1L << 28, false);

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
     * The backend with nothing but bubblewrap's own namespaces, as {@link #tryOut} uses it.
     *
     * @param statusFolder see {@link Bubblewrap}
     */
    public Bubblewrap sandbox(Path statusFolder) throws IOException {
      return sandbox(statusFolder, Armour.NONE);
    }

    private Bubblewrap sandbox(Path statusFolder, Armour armour) throws IOException {
      return new Bubblewrap(program, SystemView.ofThisMachine(), statusFolder, armour);
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

  /**
   * The strongest backend of this machine: the first of ever weaker ones that can start {@code
   * true}. What is missing in it, its confined commands say.
   *
   * @param statusFolder see {@link Bubblewrap}; also for its own files
   */
  public Bubblewrap strongest(Available found, Path statusFolder) throws IOException {
    Armour all = Armour.ofThisMachine(statusFolder);
    all.groups().removeAbandoned();
    Armour armour = all;
    Optional<String> failure = failure(found, armour);
    while (failure.isPresent()) {
      armour = armour.weaker(failure.get());
      failure = armour.isBare() ? Optional.empty() : failure(found, armour);
    }
    return found.sandbox(statusFolder, armour);
  }

  private Optional<String> failure(Available found, Armour armour) throws IOException {
    return failure(found.sandbox(scratch, armour));
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

    Available found = new Available(program, version);
    Optional<String> failure = failure(found.sandbox(scratch));
    return failure.isEmpty() ? found : new Unavailable(failure.get());
  }

  /** Why a trial of the sandbox fails. */
  private Optional<String> failure(Bubblewrap sandbox) throws IOException {
    Path stage = Files.createDirectories(scratch.resolve("stage"));
    Path input = Files.createDirectories(scratch.resolve("input"));
    SandboxPolicy policy =
        new SandboxPolicy(List.of(input), List.of(stage), Network.NONE).limitedTo(TRIAL);
    try {
      Confined trial = sandbox.confine(new Command(List.of("true"), stage, ENVIRONMENT), policy);
      ProcessOutcome outcome =
          trial.run(new ProcessRunner(), LIMITS, stdout(), stderr(), _ -> {}).outcome();
      return outcome.equals(new Exited(0))
          ? Optional.empty()
          : Optional.of(
              ("a trial of bubblewrap " + outcome.describe() + " " + Files.readString(stderr()))
                  .strip());
    } catch (PolicyRefused e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
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
