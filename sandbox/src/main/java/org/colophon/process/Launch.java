package org.colophon.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

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
  static Process start(Command command, Preparation preparation, OutputPipes pipes)
      throws IOException, Failed {
    try (pipes) {
      if (!Files.isDirectory(command.directory())) {
        throw new Failed("its directory " + command.directory() + " does not exist");
      }
      refuseUnencodable(command);
      List<String> argv = new ArrayList<>(command.argv());
      argv.set(0, located(command));
      ProcessBuilder builder =
          new ProcessBuilder(argv)
              .directory(command.directory().toFile())
              .redirectInput(new File("/dev/null"))
              .redirectOutput(pipes.stdout().input())
              .redirectError(pipes.stderr().input());
      builder.environment().clear();
      builder.environment().putAll(command.environment());
      // this thread waits for the process to end
      return preparation.equals(Preparation.NONE) && !Thread.currentThread().isVirtual()
          ? startHere(builder)
          : startOnLastingThread(
              builder, preparation, List.of(pipes.stdout().file(), pipes.stderr().file()));
    } catch (Failed e) {
      pipes.discard();
      throw e;
    }
  }

  private static Process startHere(ProcessBuilder builder) throws Failed {
    try {
      return builder.start();
    } catch (IOException | RuntimeException e) {
      throw new Failed(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Starts the process from a thread that lives as long as the process does. Linux tells a process
   * that asked for it (PR_SET_PDEATHSIG, as bubblewrap does) that its parent died as soon as the
   * parent's <em>thread</em> is gone, and the carrier of a virtual thread can go at any time.
   */
  private static Process startOnLastingThread(
      ProcessBuilder builder, Preparation preparation, List<Path> outputs) throws Failed {
    CompletableFuture<Process> started = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("process-keeper")
        .start(() -> {
          try {
            preparation.prepare(outputs);
            Process process = builder.start();
            started.complete(process);
            process.waitFor();
          } catch (IOException | RuntimeException | Error | InterruptedException e) {
            started.completeExceptionally(e);
          }
        });
    try {
      return started.join();
    } catch (CompletionException e) {
      throw new Failed(String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage()));
    }
  }

  /** ProcessBuilder itself would look on the orchestrator's PATH. */
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
