package org.colophon.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException;
import org.colophon.contract.StageStatus;
import org.colophon.reporting.WorkflowCommands;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: parses the command line, runs one command, turns its outcome into an exit code. */
public final class Main {
  private static final List<String> NOT_SHORTHAND = List.of("-h", "--help", "-V", "--version");

  /** What a terminal would obey, in a message that may hold names of files. */
  private static final String OBEYED = "[\\p{Cc}\\p{Cf}&&[^\\n\\t]]";

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args, Surroundings.ofThisProcess()));
  }

  static int run(String[] args, Surroundings surroundings) {
    String[] full = withRun(args);
    CommandLine commandLine = commandLine(surroundings, List.of(full));
    try {
      return commandLine.execute(full);
    } catch (Error e) {
      // by itself the JVM would exit with 1, which means WARNING here
      e.printStackTrace(surroundings.err());
      return StageStatus.ERROR.exitCode();
    }
  }

  /** With every command that {@code args} may call. */
  static CommandLine commandLine(Surroundings surroundings, List<String> args) {
    CommandLine root = new CommandLine(new ColophonCommand(), new CommandFactory(surroundings));
    Commands.add(root, args);
    return root.setOut(writer(surroundings.out()))
        .setErr(writer(surroundings.err()))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                surroundings.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler(Main::wrongCommandLine)
        .setExecutionExceptionHandler(Main::failure);
  }

  /** {@code run_pipeline --experiment X} is short for {@code run_pipeline run --experiment X}. */
  private static String[] withRun(String[] args) {
    boolean shorthand =
        args.length > 0 && args[0].startsWith("-") && !NOT_SHORTHAND.contains(args[0]);
    if (!shorthand) {
      return args;
    }
    List<String> full = new ArrayList<>(List.of("run"));
    full.addAll(Arrays.asList(args));
    return full.toArray(String[]::new);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static int wrongCommandLine(CommandLine.ParameterException problem, String[] args) {
    CommandLine command = problem.getCommandLine();
    printable(String.valueOf(problem.getMessage())).forEach(command.getErr()::println);
    asJson(command, args, String.valueOf(problem.getMessage()), ExitCodes.WRONG_COMMAND_LINE);
    UnmatchedArgumentException.printSuggestions(problem, command.getErr());
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCodes.WRONG_COMMAND_LINE;
  }

  private static int failure(Exception problem, CommandLine command, ParseResult parsed) {
    printable("error: " + message(problem)).forEach(command.getErr()::println);
    boolean verbose = parsed.expandedArgs().contains("-v");
    boolean bug = problem instanceof RuntimeException && !(problem instanceof PipelineException);
    if (verbose || bug) {
      problem.printStackTrace(command.getErr());
    }
    int code = ExitCodes.of(problem);
    asJson(command, parsed.originalArgs().toArray(String[]::new), message(problem), code);
    return code;
  }

  /** The message, each line of it harmless to a terminal and to whoever reads our lines. */
  private static Stream<String> printable(String message) {
    return message.replaceAll(OBEYED, "�").lines().map(WorkflowCommands::neutral);
  }

  /** What {@code --json} prints when there is nothing else to print. */
  record Failure(String error, int exitCode) {}

  private static void asJson(CommandLine command, String[] args, String message, int code) {
    if (List.of(args).contains("--json")) {
      command.getOut().print(Json.text(new Failure(message, code)));
      command.getOut().flush();
    }
  }

  static String message(Exception problem) {
    if (problem instanceof FileSystemException e) {
      String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      return e.getFile() + ": " + reason;
    }
    return problem instanceof PipelineException || problem instanceof IOException
        ? String.valueOf(problem.getMessage())
        : problem.toString();
  }
}
