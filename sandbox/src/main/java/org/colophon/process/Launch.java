package org.colophon.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The start of a process, with every way it can fail told in words. */
final class Launch {
  /** No process came into being; the message says why. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    Failed(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  private Launch() {}

  /**
   * Starts it with empty input. From then on only the process holds the ends of the pipes it writes
   * to, so that the pipes end with it.
   */
  static Started start(Command command, Preparation preparation, OutputPipes pipes)
      throws IOException, Failed {
    try (pipes) {
      return start(command, preparation, Optional.of(pipes));
    } catch (Failed e) {
      pipes.discard();
      throw e;
    }
  }

  /** Starts it with this program's own input and outputs. */
  static Started inheriting(Command command, Preparation preparation) throws Failed {
    return start(command, preparation, Optional.empty());
  }

  private static Started start(
      Command command, Preparation preparation, Optional<OutputPipes> pipes) throws Failed {
    if (!Files.isDirectory(command.directory())) {
      throw new Failed("its directory " + command.directory() + " does not exist");
    }
    refuseUnencodable(command);
    List<String> argv = new ArrayList<>(command.argv());
    argv.set(0, located(command));
    Command found = command.withArgv(argv);
    return LaunchThread.run(
        Spawn.isPossible()
            ? new DirectLaunch(found, preparation, pipes)
            : new BuilderLaunch(found, preparation, pipes));
  }

  /** Never looked for on the orchestrator's PATH. */
  private static String located(Command command) throws Failed {
    String program = command.program();
    if (program.contains("/")) {
      return program;
    }
    return command
        .located()
        .map(Path::toString)
        .orElseThrow(
            () -> new Failed("there is no program " + program + " on its PATH " + command.path()));
  }

  /** Java replaces what the locale cannot express by question marks, without a word. */
  private static void refuseUnencodable(Command command) throws Failed {
    Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    for (String argument : command.argv()) {
      refuseUnencodable(argument, charset);
    }
    for (Map.Entry<String, String> variable : command.environment().entrySet()) {
      refuseUnencodable(variable.getValue(), charset);
    }
  }

  private static void refuseUnencodable(String text, Charset charset) throws Failed {
    if (!charset.newEncoder().canEncode(text)) {
      throw new Failed(
          "the locale's encoding "
              + charset
              + " cannot express an argument or variable of it; set LC_ALL=C.UTF-8 for"
              + " run_pipeline");
    }
  }
}
