package org.colophon.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The named pipes that carry standard output and standard error of a process. They have a name only
 * until it has started; from then on it holds the ends it writes to, and the pipes end with it.
 *
 * <p>The JDK's own pipes will not do: it closes them as soon as the process exits, and what a child
 * still prints is lost ({@code cmd > >(tee log)}). And who holds a pipe with a name can be found.
 */
record OutputPipes(OutputPipe stdout, OutputPipe stderr) implements AutoCloseable {

  /**
   * Makes a pipe beside each log.
   *
   * @throws IOException if their folders cannot hold pipes
   */
  static OutputPipes beside(Path stdoutLog, Path stderrLog) throws IOException {
    Path stdout = pipeOf(stdoutLog);
    Path stderr = pipeOf(stderrLog);
    makeFifos(stdout, stderr);
    return new OutputPipes(OutputPipe.open(stdout), OutputPipe.open(stderr));
  }

  List<Path> files() {
    return List.of(stdout.file(), stderr.file());
  }

  /** Lets another user open them, while they have names and after. */
  void give(int user) throws IOException {
    Files.setAttribute(stdout.file(), "unix:uid", user);
    Files.setAttribute(stderr.file(), "unix:uid", user);
  }

  private static Path pipeOf(Path log) throws IOException {
    Path pipe = log.toAbsolutePath().resolveSibling(log.getFileName() + ".pipe");
    // from an orchestrator that was killed between two lines of this class
    Files.deleteIfExists(pipe);
    return pipe;
  }

  private static void makeFifos(Path stdout, Path stderr) throws IOException {
    if (NamedPipes.make(stdout) && NamedPipes.make(stderr)) {
      return;
    }
    Files.deleteIfExists(stdout);
    Process mkfifo =
        new ProcessBuilder("mkfifo", "-m", "600", "--", stdout.toString(), stderr.toString())
            .redirectErrorStream(true)
            .start();
    String message =
        new String(mkfifo.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    // a process that has ended but was not waited for would still be found among our children
    mkfifo.onExit().join();
    if (!message.isEmpty()) {
      throw new IOException("cannot make pipes for the output of a process: " + message);
    }
  }

  /**
   * The processes that can still write to one of the pipes: how a process that detached itself is
   * found again, when it kept standard output or standard error.
   */
  List<ProcessHandle> holders() {
    return ProcessHandle.allProcesses().filter(this::isHolder).toList();
  }

  private boolean isHolder(ProcessHandle process) {
    ProcEntry entry = ProcEntry.of(process);
    return entry.descriptors().stream()
        .filter(descriptor -> entry.target(descriptor).filter(this::isOurs).isPresent())
        // this program holds the other ends, for reading
        .anyMatch(entry::writes);
  }

  private boolean isOurs(String link) {
    return stdout.isTarget(link) || stderr.isTarget(link);
  }

  /** Takes the names away and leaves the pipes to those who hold them. */
  @Override
  public void close() throws IOException {
    stdout.release();
    stderr.release();
  }

  /** Nothing will ever come out of them. */
  void discard() throws IOException {
    stdout.output().close();
    stderr.output().close();
  }
}
