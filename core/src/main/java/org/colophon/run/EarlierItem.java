package org.colophon.run;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.artifact.Sha256;
import org.colophon.items.ItemLine;
import org.colophon.items.Slice;

/**
 * What an attempt made of one item, and where its bytes are.
 *
 * @param gathered whether they are in the attempt's artifacts, else in the item's own folder
 * @param locate the file of a path, if it is there and may be read
 */
record EarlierItem(ItemLine line, boolean gathered, Place locate) {

  /** Where the files of an attempt are. */
  interface Place {
    /** Empty for a file that is not there, or not as it was recorded. */
    Optional<Path> of(String path) throws IOException;
  }

  /** In an attempt that has not been gathered, or never was. */
  static EarlierItem in(ItemFolders folders, ItemLine line) {
    return new EarlierItem(line, false, path -> Optional.of(folders.root().resolve(path)));
  }

  /** Where the bytes of a slice are. */
  Path file(Slice slice) throws IOException {
    return locate
        .of(slice.path())
        .orElseThrow(() -> new IOException(slice.path() + " is gone, or has changed"));
  }

  /** Whether every byte is there, and is what the attempt recorded. */
  boolean isWhole() throws IOException {
    return damaged().isEmpty();
  }

  /** The first part that is not there, or not what the attempt recorded. */
  Optional<Slice> damaged() throws IOException {
    List<Slice> all = new ArrayList<>(line.logs().values());
    line.outputs().values().forEach(all::addAll);
    for (Slice slice : all) {
      if (!isThere(slice)) {
        return Optional.of(slice);
      }
    }
    return Optional.empty();
  }

  /** Whether one part is there, and is what the attempt recorded. */
  boolean isThere(Slice slice) throws IOException {
    Optional<Path> found = locate.of(slice.path());
    if (found.isEmpty() || !Files.isRegularFile(found.get(), LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Path file = found.get();
    long end = slice.offset() + slice.bytes();
    // what has not been gathered is a file of its own
    if (gathered ? Files.size(file) < end : Files.size(file) != end) {
      return false;
    }
    try (InputStream bytes = open(file, slice)) {
      return Sha256.of(bytes).equals(slice.sha256());
    }
  }

  /** The bytes of a slice, and no others. */
  static InputStream open(Path file, Slice slice) throws IOException {
    InputStream source = Files.newInputStream(file);
    try {
      source.skipNBytes(slice.offset());
      return new Bounded(source, slice.bytes());
    } catch (IOException e) {
      source.close();
      throw e;
    }
  }

  /** A stream that ends after so many bytes. */
  private static final class Bounded extends FilterInputStream {
    private long left;

    Bounded(InputStream source, long bytes) {
      super(source);
      this.left = bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int count = super.read(bytes, from, (int) Math.min(most, left));
      left -= Math.max(0, count);
      return count;
    }
  }
}
