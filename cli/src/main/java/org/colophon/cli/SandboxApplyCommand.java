package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.PipelineException.MissingInput;
import org.colophon.contract.StageStatus;
import org.colophon.executor.LocalExecutor;
import org.colophon.run.PipelineProgram;
import org.colophon.run.ScratchFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code sandbox apply}: one action of code-edit. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Applies one ast-grep action to a copy of the files of a folder, confined, and prints the"
          + " difference and what became of the action. The folder itself is not changed.",
      "",
      "Ends with 0 if files would change, 1 if nothing would, 2 if the action, its rule or its"
          + " files are refused or the change would not parse, 3 if ast-grep failed or ran into a"
          + " limit."
    },
    footer = {
      "",
      "Example:",
      "  run_pipeline sandbox apply --action action.json --files src",
      ExitCodes.HELP
    })
final class SandboxApplyCommand implements Callable<Integer> {
  private static final String PIPELINE = "code-edit";
  private static final String PROGRAM = "org.colophon.stages.codeedit.ApplyAction";

  /** Two looks of half a minute each, and a slow machine. */
  private static final PipelineProgram.Limits LIMITS =
      new PipelineProgram.Limits(Duration.ofMinutes(3), 256L << 20);

  @Option(
      names = "--action",
      paramLabel = "FILE",
      required = true,
      description = "The action as JSON (AstGrepAction@0.1).")
  private @Nullable Path action;

  @Option(
      names = "--files",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the files, at most 64 and 4 MiB.")
  private @Nullable Path files;

  @Option(
      names = "--isolation",
      paramLabel = "HOW",
      defaultValue = "required",
      description =
          "required, or none to run ast-grep unconfined; the result says so (default:"
              + " ${DEFAULT-VALUE}).")
  private String isolation = "required";

  @Mixin private CommonOptions common = new CommonOptions();

  private final Surroundings surroundings;

  SandboxApplyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Logging.configure(common.verbose());
    if (!List.of("required", "none").contains(isolation)) {
      throw new BadRequest("--isolation is required or none, not " + isolation);
    }
    Path actionFile = given("--action", action, false);
    Path folder = given("--files", files, true);
    JsonNode result = result(List.of(actionFile.toString(), folder.toString(), isolation));
    Console console = new Console(surroundings, common.quiet());
    if (common.json()) {
      console.json(result);
    } else {
      show(result, console);
    }
    return ExitCodes.of(statusOf(result.path("status").asString()));
  }

  private static Path given(String option, @Nullable Path path, boolean folder) {
    if (path == null || !(folder ? Files.isDirectory(path) : Files.isRegularFile(path))) {
      throw new BadRequest(option + ": there is no " + (folder ? "folder " : "file ") + path);
    }
    return path.toAbsolutePath().normalize();
  }

  private JsonNode result(List<String> arguments) throws IOException {
    PipelineProgram program =
        new PipelineProgram(
            Place.pipeline(PIPELINE, surroundings),
            PROGRAM,
            Place.installation(surroundings, common));
    try (ScratchFolder scratch = ScratchFolder.make()) {
      PipelineProgram.Answer answer =
          program.run(arguments, scratch.path(), LIMITS, new LocalExecutor());
      String message = answer.stderr().strip();
      if (answer.exitCode() == StageStatus.INCOMPLETE.exitCode()) {
        throw new MissingInput(message);
      }
      if (answer.exitCode() != StageStatus.OK.exitCode()) {
        throw new IOException(PROGRAM + " ended with " + answer.exitCode() + ": " + message);
      }
      return Json.read(answer.stdout());
    }
  }

  private static void show(JsonNode result, Console console) {
    result.path("diff").asString().lines().forEach(console::data);
    StageStatus status = statusOf(result.path("status").asString());
    String reason = result.path("reason").asString();
    console.message(
        console.coloured(status, result.path("status").asString())
            + (reason.isEmpty() ? "" : ": " + reason)
            + "; matches: "
            + result.path("matches").asInt()
            + ", isolation: "
            + result.path("isolation").asString());
  }

  /** A status that this version does not know is no success. */
  private static StageStatus statusOf(String status) {
    return switch (status) {
      case "applied" -> StageStatus.OK;
      case "no_match", "no_change" -> StageStatus.WARNING;
      case "invalid_action", "rule_rejected", "parse_broken" -> StageStatus.INCOMPLETE;
      default -> StageStatus.ERROR;
    };
  }
}
