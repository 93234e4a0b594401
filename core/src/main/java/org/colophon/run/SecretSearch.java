package org.colophon.run;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.colophon.secret.Redaction;

/**
 * Looks for secrets in a file: in its bytes, and in what zip (also {@code .npz}) and gzip hold, one
 * within another. What other formats compress or encrypt it cannot see.
 */
final class SecretSearch {
  /** Bytes of what comes out of the archives in one file. */
  static final long MOST_UNPACKED = 8L << 30;

  private static final int DEEPEST = 4;
  private static final int CHUNK = 1 << 16;

  private final Redaction redaction;
  private final Set<String> found = new TreeSet<>();
  private long unpacked;

  private SecretSearch(Redaction redaction) {
    this.redaction = redaction;
  }

  /** An archive is too large, or too deep, to be looked through. */
  static final class TooMuch extends IOException {
    private static final long serialVersionUID = 1L;

    private TooMuch(String message) {
      super(message);
    }
  }

  /**
   * Names of the secrets in a file, sorted.
   *
   * @throws TooMuch if there may be more in it
   */
  static Set<String> namesIn(Path file, Redaction redaction) throws IOException {
    SecretSearch search = new SecretSearch(redaction);
    if (isZip(file)) {
      search.zip(file);
      try (InputStream stream = Files.newInputStream(file)) {
        search.found.addAll(redaction.namesIn(stream));
      }
    } else {
      try (InputStream stream = Files.newInputStream(file)) {
        search.look(stream, 0);
      }
    }
    return search.found;
  }

  private static boolean isZip(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return Magic.of(stream.readNBytes(4)) == Magic.ZIP;
    }
  }

  /** What a file begins with. */
  private enum Magic {
    ZIP,
    GZIP,
    OTHER;

    static Magic of(byte[] head) {
      if (head.length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) {
        return ZIP;
      }
      return head.length >= 2 && head[0] == 0x1f && head[1] == (byte) 0x8b ? GZIP : OTHER;
    }
  }

  /** By its directory, which also reads what cannot be read in passing. */
  private void zip(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        found.addAll(redaction.namesIn(entry.getName()));
        try (InputStream member = zip.getInputStream(entry)) {
          look(member, 1);
        } catch (ZipException _) {
          // damaged or encrypted: nobody can unpack it without more than the file
        }
      }
    } catch (ZipException _) {
      try (InputStream stream = Files.newInputStream(file)) {
        members(stream, 0);
      }
    }
  }

  /** Looks at a stream to its end, and into it if it is an archive. */
  private void look(InputStream source, int depth) throws IOException {
    Seen seen = new Seen(source, redaction.finder(), depth > 0);
    BufferedInputStream stream = new BufferedInputStream(seen, CHUNK);
    stream.mark(4);
    Magic magic = Magic.of(stream.readNBytes(4));
    stream.reset();
    if (magic != Magic.OTHER && depth == DEEPEST) {
      throw new TooMuch("archives within archives, more than " + DEEPEST + " deep");
    }
    try {
      switch (magic) {
        case ZIP -> members(stream, depth);
        case GZIP -> look(new GZIPInputStream(stream, CHUNK), depth + 1);
        case OTHER -> {}
      }
    } catch (TooMuch e) {
      throw e;
    } catch (IOException _) {
      // damaged: what could be unpacked has been looked at
    }
    byte[] chunk = new byte[CHUNK];
    while (stream.read(chunk) >= 0) {
      // the bytes are looked at as they pass
    }
    found.addAll(seen.finder.found());
  }

  private void members(InputStream stream, int depth) throws IOException {
    ZipInputStream zip = new ZipInputStream(stream);
    ZipEntry entry;
    while ((entry = zip.getNextEntry()) != null) {
      found.addAll(redaction.namesIn(entry.getName()));
      look(zip, depth + 1);
    }
  }

  /** Lets a search see what is read. */
  private final class Seen extends FilterInputStream {
    private final Redaction.Finder finder;
    private final boolean counted;

    Seen(InputStream source, Redaction.Finder finder, boolean counted) {
      super(source);
      this.finder = finder;
      this.counted = counted;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
      int count = super.read(bytes, from, most);
      if (count > 0) {
        finder.look(bytes, from, count);
        unpacked += counted ? count : 0;
        if (unpacked > MOST_UNPACKED) {
          throw new TooMuch("its archives hold more than " + MOST_UNPACKED + " bytes");
        }
      }
      return count;
    }
  }
}
