package org.colophon.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.colophon.process.Command;
import org.colophon.process.Preparation;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessOutcome.Exited;
import org.colophon.process.ProcessOutcome.NotStarted;

/**
 * A command in a container.
 *
 * <p>An engine exits with the stage's code, and with 125 to 127 if it could not start it, which a
 * stage can do as well: then the engine's own record of the container tells.
 */
final class Contained implements Confined {
  private static final Set<Integer> AMBIGUOUS = Set.of(125, 126, 127);
  private static final int PATIENCE_SECONDS = 30;

  private final SandboxKind kind;
  private final Command command;
  private final Path program;
  private final Map<String, String> client;
  private final String name;
  private final EngineVariables variables;
  private final List<String> notEnforced;
  private volatile boolean started;

  Contained(
      SandboxKind kind,
      Command command,
      Path program,
      Map<String, String> client,
      String name,
      EngineVariables variables,
      List<String> notEnforced) {
    this.kind = kind;
    this.command = command;
    this.program = program;
    this.client = Map.copyOf(client);
    this.name = name;
    this.variables = variables;
    this.notEnforced = List.copyOf(notEnforced);
  }

  @Override
  public Command command() {
    return command;
  }

  @Override
  public Preparation preparation() {
    return _ -> {
      variables.write();
      started = true;
    };
  }

  @Override
  public List<String> notEnforced() {
    return notEnforced;
  }

  @Override
  public ProcessOutcome outcome(ProcessOutcome ofCommand) throws IOException {
    if (!(ofCommand instanceof Exited(int code))) {
      return ofCommand;
    }
    // an engine whose program has exited by itself has removed the container
    started = false;
    return !AMBIGUOUS.contains(code) || hasStarted()
        ? ofCommand
        : new NotStarted(
            program.getFileName()
                + " ended with code "
                + code
                + " before the stage began; its last words are in the stage's stderr");
  }

  private boolean hasStarted() throws IOException {
    String untilNow = kind == SandboxKind.PODMAN ? "--stream=false" : "--until=0s";
    List<String> question =
        List.of(
            "events",
            untilNow,
            "--since=24h",
            "--filter=event=start",
            "--filter=container=" + name,
            "--format={{.Status}}");
    return ask(question).contains("start");
  }

  /** What the engine's program prints. */
  private String ask(List<String> arguments) throws IOException {
    List<String> argv = new ArrayList<>(List.of(program.toString()));
    argv.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(client);
    Process process = builder.start();
    process.getOutputStream().close();
    process.onExit().completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    if (process.isAlive()) {
      // an engine that does not answer is not waited for
      process.destroyForcibly();
      return "";
    }
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** A container whose program was killed may run on; it is known by its name. */
  @Override
  public void close() throws IOException {
    variables.remove();
    if (started) {
      started = false;
      ask(List.of("rm", "--force", name));
    }
  }
}
