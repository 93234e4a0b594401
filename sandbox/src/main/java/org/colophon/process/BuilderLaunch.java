package org.colophon.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The start of a process by the JDK, and by a shell where that has no means for it. */
final class BuilderLaunch implements LaunchThread.Start {
  private final ProcessBuilder builder;
  private final Preparation preparation;
  private final List<Path> outputs;
  private volatile Optional<Process> process = Optional.empty();

  /**
   * @param pipes what it prints into; without them it has this program's input and outputs
   */
  BuilderLaunch(Command command, Preparation preparation, Optional<OutputPipes> pipes) {
    this.preparation = preparation;
    this.outputs = pipes.map(OutputPipes::files).orElse(List.of());
    this.builder =
        new ProcessBuilder(argv(command, preparation)).directory(command.directory().toFile());
    if (pipes.isPresent()) {
      builder
          .redirectInput(new File("/dev/null"))
          .redirectOutput(pipes.get().stdout().input())
          .redirectError(pipes.get().stderr().input());
    } else {
      builder.inheritIO();
    }
    builder.environment().clear();
    builder.environment().putAll(command.environment());
  }

  private static List<String> argv(Command command, Preparation preparation) {
    List<String> argv = new ArrayList<>();
    if (!preparation.handed().isEmpty() || preparation.ownSession()) {
      StringBuilder script = new StringBuilder();
      for (int i = 0; i < preparation.handed().size(); i++) {
        String direction = preparation.handed().get(i).writes() ? ">" : "<";
        script.append("exec ").append(3 + i).append(direction).append("\"$1\"; shift; ");
      }
      if (preparation.ownSession()) {
        script.append("[ -x /usr/bin/setsid ] && exec /usr/bin/setsid \"$@\"; ");
      }
      argv.addAll(List.of("/bin/sh", "-c", script + "exec \"$@\"", "sh"));
      preparation.handed().forEach(each -> argv.add(each.file().toString()));
    }
    argv.addAll(command.argv());
    return argv;
  }

  @Override
  public void start() throws IOException {
    try {
      preparation.prepare(outputs);
      process = Optional.of(builder.start());
    } finally {
      preparation.afterStart();
    }
  }

  @Override
  public ProcessHandle handle() {
    Process started = process.orElseThrow();
    return ProcessHandle.of(started.pid()).orElseGet(started::toHandle);
  }

  @Override
  public int await() throws InterruptedException {
    return process.orElseThrow().waitFor();
  }
}
