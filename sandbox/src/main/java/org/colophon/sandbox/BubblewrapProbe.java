package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds out whether bubblewrap works here, by using it: a kernel, a container or a security module
 * may forbid what it needs, although it is installed.
 */
public final class BubblewrapProbe {
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
  private final TrialStage trial;

  /**
   * @param scratch an existing, empty folder, for the files of the trial
   */
  public BubblewrapProbe(Path scratch) {
    this.scratch = scratch;
    this.trial = new TrialStage(scratch);
  }

  /**
   * Looks for {@code bwrap} on a search path, and starts {@code true} under a policy.
   *
   * @param searchPath folders separated by colons, as in {@code PATH}
   */
  public Finding look(String searchPath) throws IOException {
    Optional<Path> program = TrialStage.find("bwrap", searchPath);
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
    Armour armour = Armour.ofThisMachine(statusFolder, found.program());
    Optional<String> failure = failure(found, armour);
    while (failure.isPresent()) {
      armour = armour.weaker(failure.get());
      failure = armour.isBare() ? Optional.empty() : failure(found, armour);
    }
    return found.sandbox(statusFolder, armour);
  }

  private Optional<String> failure(Available found, Armour armour) throws IOException {
    return trial.failure(found.sandbox(scratch, armour));
  }

  private Finding tryOut(Path program) throws IOException {
    Optional<String> version = trial.answer(List.of(program.toString(), "--version"));
    if (version.isEmpty()) {
      return new Unavailable(program + " --version failed");
    }
    Available found = new Available(program, version.get().replace("bubblewrap", "").strip());
    Optional<String> failure = failure(found, Armour.NONE);
    return failure.isEmpty() ? found : new Unavailable(failure.get());
  }
}
