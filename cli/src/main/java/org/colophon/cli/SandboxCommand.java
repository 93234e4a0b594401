package org.colophon.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sandbox}: what keeps a stage in. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    subcommands = {SandboxExplainCommand.class, SandboxApplyCommand.class},
    description = "Says what keeps a stage in, or tries a change of code in there.",
    footer = {
      "",
      "Examples:",
      "  run_pipeline sandbox explain 02",
      "  run_pipeline sandbox apply --action action.json --files src",
      ExitCodes.HELP
    })
final class SandboxCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "say what: sandbox explain or sandbox apply");
    }
  }
}
