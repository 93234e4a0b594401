package org.colophon.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The start of a process by a call of the C library. */
final class DirectLaunch implements LaunchThread.Start {
  private static final Path NOTHING = Path.of("/dev/null");

  private final Command command;
  private final Preparation preparation;
  private final OutputPipes pipes;
  private volatile int pid;

  DirectLaunch(Command command, Preparation preparation, OutputPipes pipes) {
    this.command = command;
    this.preparation = preparation;
    this.pipes = pipes;
  }

  @Override
  public void start() throws IOException {
    List<Integer> descriptors = new ArrayList<>();
    try {
      open(descriptors);
      preparation.prepare(List.of(pipes.stdout().file(), pipes.stderr().file()));
      pid =
          Spawn.start(
              new Spawn.Request(
                  command.argv(),
                  command.environment(),
                  command.directory(),
                  descriptors,
                  preparation.ownSession()));
    } finally {
      descriptors.forEach(Spawn::close);
    }
    preparation.started();
  }

  /** All of it before the thread becomes one that cannot. */
  private void open(List<Integer> descriptors) throws IOException {
    List<Preparation.Handed> files = new ArrayList<>();
    files.add(new Preparation.Handed(NOTHING, false));
    files.add(new Preparation.Handed(pipes.stdout().file(), true));
    files.add(new Preparation.Handed(pipes.stderr().file(), true));
    files.addAll(preparation.handed());
    for (Preparation.Handed each : files) {
      descriptors.add(Spawn.open(each.file(), each.writes(), files.size()));
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
