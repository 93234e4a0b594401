package org.colophon.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One named pipe.
 *
 * @param file its name
 * @param held both of its ends, since opening one alone would wait for the other
 * @param output what comes out; ends when the last process that holds the pipe has closed it
 */
record OutputPipe(Path file, RandomAccessFile held, InputStream output) {
  static OutputPipe open(Path fifo) throws IOException {
    Path real = fifo.toRealPath();
    RandomAccessFile held = new RandomAccessFile(real.toFile(), "rw");
    return new OutputPipe(real, held, new FileInputStream(real.toFile()));
  }

  ProcessBuilder.Redirect input() {
    return ProcessBuilder.Redirect.to(file.toFile());
  }

  /** Whether this is what a link under {@code /proc/PID/fd} names. */
  boolean isTarget(String link) {
    return link.equals(file.toString()) || link.equals(file + " (deleted)");
  }

  void release() throws IOException {
    Files.deleteIfExists(file);
    held.close();
  }
}
