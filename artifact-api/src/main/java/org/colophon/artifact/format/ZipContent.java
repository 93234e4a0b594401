package org.colophon.artifact.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The entries of a zip archive, unpacked into memory and checked against their CRC-32. Nothing is
 * written anywhere.
 *
 * @param entries bytes by name, in the order of the central directory
 */
record ZipContent(Map<String, byte[]> entries, List<Finding> findings) {
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");
  private static final byte[] LOCAL_HEADER = {'P', 'K', 3, 4};
  private static final byte[] EMPTY_ARCHIVE = {'P', 'K', 5, 6};
  private static final Set<Integer> METHODS = Set.of(ZipEntry.STORED, ZipEntry.DEFLATED);

  /**
   * @param wanted which names to unpack; the others are left out in silence
   * @throws IOException if the file cannot be opened or read for a reason outside its content
   */
  static ZipContent read(Path file, Limits limits, Predicate<String> wanted) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      byte[] start = new byte[4];
      int there = channel.read(ByteBuffer.wrap(start));
      if (there < 4
          || !(Arrays.equals(start, LOCAL_HEADER) || Arrays.equals(start, EMPTY_ARCHIVE))) {
        return damaged(
            "not_a_zip", "the file does not begin as a zip archive; is it the right file?");
      }
      return unpacked(channel, limits, wanted);
    }
  }

  private static ZipContent unpacked(
      SeekableByteChannel channel, Limits limits, Predicate<String> wanted) {
    try (ZipFile zip = ZipFile.builder().setSeekableByteChannel(channel).get()) {
      List<ZipArchiveEntry> all = Collections.list(zip.getEntries());
      return new Unpacking(zip, limits).unpack(all, wanted);
    } catch (IOException | RuntimeException e) {
      // The archive is being interpreted here, so whatever goes wrong is in its bytes.
      return damaged("zip_damaged", "the zip archive is damaged or cut short: " + reason(e));
    }
  }

  private static ZipContent damaged(String code, String message) {
    return new ZipContent(Map.of(), List.of(Finding.unreadable(code, message)));
  }

  private static String reason(Exception e) {
    return Printable.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
  }

  /** Whether a name stays inside the place where an archive would be unpacked. */
  static boolean isPlainName(String name) {
    return !name.isEmpty()
        && !name.startsWith("/")
        && name.indexOf('\\') < 0
        && name.indexOf('\0') < 0
        && !DRIVE.matcher(name).matches()
        && !List.of(name.split("/", -1)).contains("..");
  }

  /** One pass over the entries; the sizes that they declare are judged before any is unpacked. */
  private static final class Unpacking {
    private final ZipFile zip;
    private final Limits limits;
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private long total;

    Unpacking(ZipFile zip, Limits limits) {
      this.zip = zip;
      this.limits = limits;
    }

    ZipContent unpack(List<ZipArchiveEntry> all, Predicate<String> wanted) {
      if (all.size() > limits.entries()) {
        return damaged(
            "too_many_entries",
            "the archive has "
                + all.size()
                + " entries; at most "
                + limits.entries()
                + " are read");
      }
      for (ZipArchiveEntry entry : all) {
        if (!isPlainName(entry.getName())) {
          findings.add(
              Finding.ignored(
                  "suspicious_entry",
                  "the entry "
                      + Printable.of(entry.getName())
                      + " leads out of the archive and was ignored"));
        } else if (!entry.isDirectory() && wanted.test(entry.getName())) {
          try {
            add(entry);
          } catch (DamagedContent damage) {
            findings.add(damage.finding());
          }
        }
      }
      return new ZipContent(entries, findings);
    }

    private void add(ZipArchiveEntry entry) throws DamagedContent {
      String name = entry.getName();
      String shown = Printable.of(name);
      if (entries.containsKey(name)) {
        throw new DamagedContent(
            "duplicate_entry:" + shown.replaceFirst("\\.npy$", ""),
            "the archive has two entries " + shown + "; keep the right one");
      }
      refuseSize(entry, shown);
      if (entry.getGeneralPurposeBit().usesEncryption() || !METHODS.contains(entry.getMethod())) {
        throw new DamagedContent(
            "zip_method",
            "the entry "
                + shown
                + " is encrypted or packed by method "
                + entry.getMethod()
                + "; pack it stored or deflated");
      }
      byte[] bytes = bytesOf(entry, shown);
      CRC32 crc = new CRC32();
      crc.update(bytes);
      if (crc.getValue() != entry.getCrc()) {
        throw new DamagedContent(
            "zip_crc",
            "the bytes of entry "
                + shown
                + " do not have the CRC-32 that the archive recorded;"
                + " copy the file again from its source");
      }
      entries.put(name, bytes);
    }

    private void refuseSize(ZipArchiveEntry entry, String shown) throws DamagedContent {
      long size = entry.getSize();
      total += Math.max(0, size);
      if (size < 0 || size > limits.entryBytes() || total > limits.totalBytes()) {
        throw new DamagedContent(
            "zip_bomb",
            "the entry "
                + shown
                + " would unpack to "
                + size
                + " bytes, "
                + total
                + " together with those before it; at most "
                + limits.entryBytes()
                + " and "
                + limits.totalBytes()
                + " are unpacked");
      }
      long packed = Math.max(1, entry.getCompressedSize());
      if (size > Limits.SMALL_ENTRY && size / packed > limits.ratio()) {
        throw new DamagedContent(
            "zip_bomb",
            "the entry "
                + shown
                + " is packed "
                + size / packed
                + " to 1; at most "
                + limits.ratio()
                + " to 1 is unpacked");
      }
    }

    private byte[] bytesOf(ZipArchiveEntry entry, String shown) throws DamagedContent {
      try (InputStream in = zip.getInputStream(entry)) {
        // Grows with what is there, so that a size that lies takes no memory.
        byte[] bytes = in.readNBytes((int) entry.getSize() + 1);
        if (bytes.length != entry.getSize()) {
          throw new IOException(
              bytes.length > entry.getSize()
                  ? "it is longer than it says"
                  : "it ends after " + bytes.length + " of " + entry.getSize() + " bytes");
        }
        return bytes;
      } catch (IOException | RuntimeException e) {
        throw new DamagedContent(
            "zip_damaged", "the entry " + shown + " cannot be unpacked: " + reason(e));
      }
    }
  }
}
