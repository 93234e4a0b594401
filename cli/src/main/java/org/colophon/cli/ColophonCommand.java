package org.colophon.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command that holds all others; which they are is in {@link Commands}. */
@Command(
    name = "run_pipeline",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs numbered stages in a sandbox, checks every artifact against its schema, and leaves a"
          + " run folder from which anyone can see which command ran, on which inputs, at which"
          + " version, and where the outputs are.",
      "",
      "Without a command, options are those of @|bold run|@."
    },
    footer = {
      "",
      "Example:",
      "  run_pipeline --experiment demo --from 00 --to 06 --config configs/holography/toy.yaml",
      ExitCodes.HELP
    })
final class ColophonCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "say what to do");
    }
  }
}
