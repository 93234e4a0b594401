package org.colophon.stages.codeedit.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.colophon.process.Command;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessRunner;

/**
 * The one version of ast-grep that rules are kept for: others refuse rules that this one takes, and
 * the other way round.
 *
 * @param program absolute
 */
public record AstGrep(Path program) {
  public static final String VERSION = "0.51.1";

  /** Where {@code scripts/install-ast-grep} puts it. */
  private static final String INSTALLED = ".build/tools/ast-grep-" + VERSION + "/ast-grep";

  /** It is not there, or is another version; the message says what to do. */
  public static final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    private Missing(String message) {
      super(message);
    }
  }

  /**
   * The one that the project's script installs.
   *
   * @param home of the project
   * @throws Missing if it is not there
   */
  public static AstGrep installedIn(Path home) throws Missing {
    Path program = home.toAbsolutePath().normalize().resolve(INSTALLED);
    if (!Files.isExecutable(program)) {
      throw new Missing(
          "there is no ast-grep " + VERSION + " at " + program + "; run scripts/install-ast-grep");
    }
    return new AstGrep(program);
  }

  /**
   * Asks the program for its version.
   *
   * @param scratch an existing folder for what it says
   * @throws Missing if it is not this one
   */
  public AstGrep verified(Path scratch) throws IOException, Missing {
    Path stdout = scratch.resolve("version.log");
    ProcessOutcome outcome =
        new ProcessRunner()
            .run(
                new Command(
                    List.of(program.toString(), "--version"),
                    scratch,
                    Map.of("PATH", "/usr/bin:/bin")),
                new Budget(Duration.ofSeconds(20), 1, 1L << 30, 1 << 16).limits(),
                stdout,
                scratch.resolve("version-stderr.log"),
                _ -> {})
            .outcome();
    String said = Files.readString(stdout).strip();
    if (!outcome.equals(new ProcessOutcome.Exited(0)) || !said.equals("ast-grep " + VERSION)) {
      throw new Missing(
          program
              + " is not ast-grep "
              + VERSION
              + ", it says: "
              + said
              + "; run"
              + " scripts/install-ast-grep");
    }
    return this;
  }
}
