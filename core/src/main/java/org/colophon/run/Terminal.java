package org.colophon.run;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.colophon.process.Command;
import org.colophon.sandbox.Confined;

/** Starts a confined command on this process's own terminal. */
final class Terminal {
  private Terminal() {}

  /** Waits for its end; gives its exit code. */
  static int run(Confined confined) throws IOException, InterruptedException {
    FutureTask<Integer> running = new FutureTask<>(() -> start(confined).waitFor());
    // a thread of its own: what is prepared on it stays with it
    Thread.ofPlatform().name("terminal").start(running);
    try {
      return running.get();
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    }
  }

  private static Process start(Confined confined) throws IOException {
    confined.preparation().prepare(List.of());
    Command command = confined.command();
    ProcessBuilder builder = new ProcessBuilder(command.argv());
    builder.directory(command.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    return builder.inheritIO().start();
  }
}
