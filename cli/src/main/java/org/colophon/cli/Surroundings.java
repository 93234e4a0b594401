package org.colophon.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.colophon.run.DurableFiles;

/**
 * The process that the command line runs in: its streams, environment, system properties and disk.
 * The only place from which these enter the program.
 */
record Surroundings(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Properties properties,
    DurableFiles disk) {

  Surroundings(
      PrintStream out, PrintStream err, Map<String, String> environment, Properties properties) {
    this(out, err, environment, properties, new DurableFiles());
  }

  static Surroundings ofThisProcess() {
    return new Surroundings(System.out, System.err, System.getenv(), System.getProperties());
  }

  /** Folder of the program, given by the launcher. */
  Path home() {
    return Path.of(properties.getProperty("colophon.home", "."));
  }

  /** Colour only for a person at a terminal who has not asked for none (no-color.org). */
  boolean colour() {
    return terminal() && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** Whether stderr is a terminal; the launcher looks, since Java cannot for one stream. */
  boolean terminal() {
    return environment.getOrDefault("COLOPHON_TTY", "").equals("1")
        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** Whether GitHub Actions reads what is printed, and obeys some of it. */
  boolean onGithub() {
    return environment.getOrDefault("GITHUB_ACTIONS", "").equals("true");
  }

  /** The file that GitHub Actions shows as a page of Markdown; empty elsewhere. */
  Optional<Path> stepSummary() {
    String file = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
    return file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
  }
}
