package org.colophon.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which reports for other programs a command writes. */
final class ReportOptions {
  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write JUnit XML: a test case for each stage and each contract.")
  private @Nullable Path junit;

  @Option(
      names = "--sarif",
      paramLabel = "FILE",
      description = "Write SARIF 2.1.0: the contracts that failed.")
  private @Nullable Path sarif;

  @Option(
      names = "--github",
      negatable = true,
      description =
          "Annotations on stderr and a page in $GITHUB_STEP_SUMMARY (default: on GitHub Actions).")
  private @Nullable Boolean github;

  Optional<Path> junit() {
    return Optional.ofNullable(junit);
  }

  Optional<Path> sarif() {
    return Optional.ofNullable(sarif);
  }

  /** Whether to tell GitHub; without a word about it, where GitHub Actions is what runs us. */
  boolean github(boolean onGithub) {
    return github == null ? onGithub : github;
  }
}
