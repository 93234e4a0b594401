package org.colophon.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command takes. */
final class CommonOptions {
  @Option(
      names = "--runs-dir",
      paramLabel = "DIR",
      description = "Folder that holds the runs (default: runs, in the current folder).")
  private @Nullable Path runsDir;

  @Option(names = "--json", description = "Print one JSON document on stdout, for programs.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print problems only.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Log what the orchestrator does, on stderr.")
  private boolean verbose;

  Path runsDir() {
    return givenRunsDir().orElse(Path.of("runs"));
  }

  Optional<Path> givenRunsDir() {
    return Optional.ofNullable(runsDir);
  }

  boolean json() {
    return json;
  }

  boolean quiet() {
    return quiet;
  }

  boolean verbose() {
    return verbose;
  }
}
