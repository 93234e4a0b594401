package org.colophon.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The log of one output stream: filled as the process prints, up to a limit. */
final class OutputLog implements AutoCloseable {
  private final Path file;
  private final OutputStream stream;
  private final long limit;
  private final Lines lines;
  private long written;
  private boolean closed;

  private OutputLog(Path file, OutputStream stream, long limit, Lines lines) {
    this.file = file;
    this.stream = stream;
    this.limit = limit;
    this.lines = lines;
  }

  static OutputLog create(Path file, long limit, Consumer<String> lines) throws IOException {
    return new OutputLog(file, Files.newOutputStream(file), limit, new Lines(lines));
  }

  /** False if that was more than the limit, which is what the log holds then. */
  synchronized boolean append(byte[] chunk, int count) throws IOException {
    if (closed) {
      return true;
    }
    int kept = (int) Math.min(count, limit - written);
    try {
      stream.write(chunk, 0, kept);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
    written += kept;
    lines.add(chunk, kept);
    return kept == count;
  }

  synchronized void endLines() {
    if (!closed) {
      lines.end();
    }
  }

  /** Whatever is appended after this is dropped. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    stream.close();
  }
}
