package org.colophon.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.colophon.run.Unlocking;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code unlock}: frees a run that an owner on another host holds. */
@Command(
    name = "unlock",
    mixinStandardHelpOptions = true,
    description = {
      "Frees a run whose lock names a process on another host, which cannot be seen from here.",
      "",
      "A lock whose owner died on this host is free by itself; one whose owner lives is not taken:"
          + " stop that process. With --force you vouch that the process on the other host has"
          + " ended; that is recorded in META_LOG.md, and what it left half done is recovered."
    },
    footer = {"", "Example:", "  run_pipeline unlock demo --force", ExitCodes.HELP})
final class UnlockCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EXPERIMENT", description = "Name of the run.")
  private String experiment = "";

  @Option(
      names = "--force",
      description = "Take the run from an owner on another host that has ended.")
  private boolean force;

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  UnlockCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * What {@code --json} prints.
   *
   * @param takenFrom whose lock was taken; null if nobody held the run
   */
  record Unlocked(boolean free, @Nullable String takenFrom) {}

  @Override
  public Integer call() throws IOException {
    Console console = new Console(surroundings, common.quiet());
    Optional<String> takenFrom =
        Unlocking.of(
            Place.run(common, experiment), Place.installation(surroundings, common), force);
    if (common.json()) {
      console.json(new Unlocked(true, takenFrom.orElse(null)));
    }
    console.message(
        takenFrom
            .map(owner -> experiment + " is free; it was held by " + owner)
            .orElse("nobody holds " + experiment));
    return 0;
  }
}
