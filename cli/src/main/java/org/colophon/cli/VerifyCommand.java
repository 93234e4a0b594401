package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.StageStatus;
import org.colophon.run.RunDirectory;
import org.colophon.run.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code verify}: whether a run is still what it says. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Hashes and validates a run again and names every difference: artifacts, summaries, logs,"
          + " manifest, journal, aliases, undeclared files.",
      "Ends with 0 if there is none, else with 2, and names the command that sets it right. Changes"
          + " nothing; a run at work is refused with 75."
    },
    footer = {"", "Example:", "  run_pipeline verify demo", ExitCodes.HELP})
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EXPERIMENT", description = "Name of the run.")
  private String experiment = "";

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  VerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Console console = new Console(surroundings, common.quiet());
    RunDirectory run = Place.run(common, experiment);
    if (!Files.isDirectory(run.root())) {
      throw new BadRequest("there is no run " + run.root());
    }
    Verification.Result result = Verification.of(run, surroundings.home());
    if (common.json()) {
      console.json(result);
    } else {
      result.differences().forEach(difference -> console.data(line(difference)));
    }
    result.notes().forEach(note -> console.message("note: " + note));
    console.message(
        result.differences().isEmpty()
            ? "verified: " + result.files() + " files are as the run says"
            : counted(result.differences().size(), "difference")
                + " in "
                + counted(result.files(), "file"));
    result.wayOut().forEach(console::message);
    return result.differences().isEmpty() ? 0 : StageStatus.INCOMPLETE.exitCode();
  }

  private static String counted(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String line(Verification.Difference difference) {
    String owner =
        difference.stage() == null
            ? ""
            : "  [stage "
                + difference.stage()
                + (difference.affects().isEmpty()
                    ? ""
                    : "; affects " + String.join(", ", difference.affects()))
                + "]";
    return difference.path() + ": " + difference.what() + owner;
  }
}
