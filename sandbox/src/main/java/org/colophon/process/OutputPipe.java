package org.colophon.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A named pipe that carries one output of a process, and has a name only until the process has
 * started.
 *
 * <p>The JDK's own pipes will not do: it closes them as soon as the process exits, and what a child
 * still prints is lost ({@code cmd > >(tee log)}). And by its name one can find who still holds it.
 */
final class OutputPipe implements AutoCloseable {
  private final Path file;
  private final RandomAccessFile held;
  private final FileInputStream output;

  private OutputPipe(Path file) throws IOException {
    this.file = file;
    // opening one end alone would wait for the other
    this.held = new RandomAccessFile(file.toFile(), "rw");
    this.output = new FileInputStream(file.toFile());
  }

  /**
   * Makes a pipe beside {@code log}.
   *
   * @throws IOException if that folder cannot hold one
   */
  static OutputPipe beside(Path log) throws IOException {
    Path file = log.toAbsolutePath().resolveSibling(log.getFileName() + ".pipe");
    Files.deleteIfExists(file);
    makeFifo(file);
    return new OutputPipe(file.toRealPath());
  }

  private static void makeFifo(Path file) throws IOException {
    Process mkfifo =
        new ProcessBuilder("mkfifo", "-m", "600", "--", file.toString())
            .redirectErrorStream(true)
            .start();
    String message =
        new String(mkfifo.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!message.isEmpty()) {
      throw new IOException("cannot make a pipe for the output of a process: " + message);
    }
  }

  ProcessBuilder.Redirect input() {
    return ProcessBuilder.Redirect.to(file.toFile());
  }

  /** Ends when the last process that holds the pipe has closed it. */
  InputStream output() {
    return output;
  }

  /** Whether this is what a link under {@code /proc/PID/fd} names. */
  boolean isTarget(String link) {
    return link.equals(file.toString()) || link.equals(file + " (deleted)");
  }

  /** Takes the name away and leaves the pipe to those who hold it. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    held.close();
  }
}
