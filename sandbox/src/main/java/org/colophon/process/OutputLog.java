package org.colophon.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.colophon.secret.Redaction;
import org.colophon.secret.Redactor;

/**
 * The log of one output stream: filled as the process prints, up to a limit, without secrets. Of
 * what comes after the limit the end is kept too, since that is where a process says why it failed.
 */
final class OutputLog implements AutoCloseable {
  /** Bytes kept of the end of an output that is too large; never more than the limit itself. */
  static final int TAIL = 1 << 16;

  /** A log could not be written; the message names it and says why. */
  static final class NotWritten extends IOException {
    private static final long serialVersionUID = 1L;

    private NotWritten(Path file, IOException cause) {
      super("cannot write " + file + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
      return cause instanceof FileSystemException e && e.getReason() != null
          ? e.getReason()
          : cause instanceof FileSystemException
              ? cause.getClass().getSimpleName()
              : String.valueOf(cause.getMessage());
    }
  }

  private final Path file;
  private final OutputStream stream;
  private final long limit;
  private final Redactor redactor;
  private final Lines lines;
  private final Tail tail;
  private long written;
  private boolean ended;
  private boolean closed;

  private OutputLog(Path file, OutputStream stream, long limit, Redactor redactor, Lines lines) {
    this.file = file;
    this.stream = stream;
    this.limit = limit;
    this.redactor = redactor;
    this.lines = lines;
    this.tail = new Tail((int) Math.max(1, Math.min(limit, TAIL)));
  }

  static OutputLog create(Path file, long limit, Redaction redaction, Consumer<String> lines)
      throws NotWritten {
    try {
      return new OutputLog(
          file, Files.newOutputStream(file), limit, redaction.redactor(), new Lines(lines));
    } catch (IOException e) {
      throw new NotWritten(file, e);
    }
  }

  /** False if that was more than the limit. */
  synchronized boolean append(byte[] chunk, int count) throws NotWritten {
    return closed || keep(redactor.next(chunk, count));
  }

  private boolean keep(byte[] clean) throws NotWritten {
    int count = clean.length;
    int kept = (int) Math.min(count, limit - written);
    try {
      stream.write(clean, 0, kept);
    } catch (IOException e) {
      throw new NotWritten(file, e);
    }
    written += kept;
    lines.add(clean, kept);
    tail.add(clean, kept, count - kept);
    return kept == count;
  }

  /** Nothing more comes. */
  synchronized void end() throws NotWritten {
    if (!closed && !ended) {
      ended = true;
      keep(redactor.end());
      lines.end();
    }
  }

  /** Whatever is appended after this is dropped. */
  @Override
  public synchronized void close() throws NotWritten {
    if (closed) {
      return;
    }
    closed = true;
    try (stream) {
      if (!ended) {
        keep(redactor.end());
      }
      if (tail.lost() > 0) {
        stream.write(cut().getBytes(StandardCharsets.UTF_8));
      }
      tail.writeTo(stream);
    } catch (IOException e) {
      throw new NotWritten(file, e);
    }
  }

  private String cut() {
    return "\n[" + tail.lost() + " bytes cut here: more than the limit of " + limit + "]\n";
  }
}
