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
import java.util.function.Function;
import org.colophon.artifact.Sha256;
import org.colophon.items.ItemLine;
import org.colophon.items.Slice;

/**
 * What an attempt made of one item, and where its bytes are.
 *
 * @param gathered whether they are in the attempt's artifacts, else in the item's own folder
 * @param locate the file of a path, if it is there
 */
record EarlierItem(ItemLine line, boolean gathered, Function<String, Optional<Path>> locate) {

  /** In an attempt that has not been gathered, or never was. */
  static EarlierItem in(ItemFolders folders, ItemLine line) {
    return new EarlierItem(line, false, path -> Optional.of(folders.root().resolve(path)));
  }

  /** Where the bytes of a slice are. */
  Path file(Slice slice) {
    return locate.apply(slice.path()).orElseThrow();
  }

  /** Whether every byte is there, and is what the attempt recorded. */
  boolean isWhole() throws IOException {
    List<Slice> all = new ArrayList<>(line.logs().values());
    line.outputs().values().forEach(all::addAll);
    for (Slice slice : all) {
      Optional<Path> file = locate.apply(slice.path());
      if (file.isEmpty() || !isThere(file.get(), slice)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isThere(Path file, Slice slice) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || Files.size(file) < slice.offset() + slice.bytes()) {
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
