package org.colophon.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.colophon.items.Slice;

/** A file that grows by one item after the other; each knows which of its bytes are its own. */
final class GrowingFile {
  private static final int CHUNK = 1 << 16;
  private static final int HELD = 1 << 20;

  private final Path file;
  private final String path;
  private final DurableFiles disk;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private final MessageDigest digest = sha256();
  private long bytes;
  private long begin;
  private long lines;
  private int last = '\n';
  private boolean made;

  /**
   * @param path of the file, relative to the stage's folder
   */
  GrowingFile(StageFolder folder, String path, DurableFiles disk) {
    this.file = folder.root().resolve(path);
    this.path = path;
    this.disk = disk;
  }

  /** Text between the items, which is nobody's. */
  void between(String text) throws IOException {
    byte[] glue = text.getBytes(StandardCharsets.UTF_8);
    append(glue, glue.length);
    begin();
  }

  /** What is added from here on is one item's. */
  void begin() {
    begin = bytes;
    digest.reset();
  }

  void add(byte[] more) throws IOException {
    append(more, more.length);
  }

  void add(InputStream more) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int count = more.read(chunk); count >= 0; count = more.read(chunk)) {
      append(chunk, count);
    }
  }

  /** Ends the last line, if it has no end. */
  void endLine() throws IOException {
    if (bytes > begin && last != '\n') {
      add(new byte[] {'\n'});
    }
  }

  /** What has been added since {@link #begin}. */
  Slice slice(String name) {
    return new Slice(path, name, begin, bytes - begin, HexFormat.of().formatHex(digest.digest()));
  }

  private void append(byte[] more, int count) throws IOException {
    held.write(more, 0, count);
    digest.update(more, 0, count);
    for (int i = 0; i < count; i++) {
      lines += more[i] == '\n' ? 1 : 0;
    }
    last = count > 0 ? more[count - 1] : last;
    bytes += count;
    if (held.size() >= HELD) {
      flush();
    }
  }

  /** Ends of lines so far. */
  long lines() {
    return lines;
  }

  boolean isEmpty() {
    return bytes == 0;
  }

  /** Writes what is held back; also if that is nothing, so that there is a file, and ours alone. */
  void flush() throws IOException {
    if (made) {
      disk.append(file, held.toByteArray());
    } else {
      disk.create(file, held.toByteArray());
      made = true;
    }
    held.reset();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
