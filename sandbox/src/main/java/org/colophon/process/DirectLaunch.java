package org.colophon.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The start of a process by a call of the C library. */
final class DirectLaunch implements LaunchThread.Start {
  private static final Path NOTHING = Path.of("/dev/null");

  /** Input and two outputs. */
  private static final int STANDARD = 3;

  private final Command command;
  private final Preparation preparation;
  private final Optional<OutputPipes> pipes;
  private volatile int pid;

  /**
   * @param pipes what it prints into; without them it has this program's input and outputs
   */
  DirectLaunch(Command command, Preparation preparation, Optional<OutputPipes> pipes) {
    this.command = command;
    this.preparation = preparation;
    this.pipes = pipes;
  }

  @Override
  public void start() throws IOException {
    List<Integer> descriptors = new ArrayList<>();
    try {
      open(descriptors);
      pid = prepareAndSpawn(descriptors);
    } finally {
      descriptors.forEach(Spawn::close);
    }
  }

  private int prepareAndSpawn(List<Integer> descriptors) throws IOException {
    Spawn.Request request =
        new Spawn.Request(
            command.argv(),
            command.environment(),
            command.directory(),
            descriptors,
            preparation.ownSession());
    List<Path> outputs = pipes.map(OutputPipes::files).orElse(List.of());
    try {
      preparation.prepare(outputs);
      return Spawn.start(request);
    } finally {
      preparation.afterStart();
    }
  }

  /** All of it before the thread becomes one that cannot. */
  private void open(List<Integer> descriptors) throws IOException {
    int lowest = STANDARD + preparation.handed().size();
    if (pipes.isPresent()) {
      descriptors.add(Spawn.open(NOTHING, false, lowest));
      for (Path output : pipes.get().files()) {
        descriptors.add(Spawn.open(output, true, lowest));
      }
    } else {
      for (int own = 0; own < STANDARD; own++) {
        descriptors.add(Spawn.duplicate(own, lowest));
      }
    }
    for (Preparation.Handed each : preparation.handed()) {
      descriptors.add(Spawn.open(each.file(), each.writes(), lowest));
    }
  }

  @Override
  public ProcessHandle handle() {
    return ProcessHandle.of(pid).orElseThrow();
  }

  @Override
  public int await() throws IOException {
    return Spawn.waitFor(pid);
  }
}
