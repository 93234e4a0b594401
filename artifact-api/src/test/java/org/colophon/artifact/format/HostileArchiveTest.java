package org.colophon.artifact.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileArchiveTest {
  private static final int CENTRAL_CRC = 16;
  private static final int CENTRAL_SIZE = 24;

  @TempDir Path folder;

  @Test
  void anEntryPackedTooTightlyIsNotUnpacked() throws IOException {
    byte[] zeros = new byte[(int) Limits.SMALL_ENTRY + 1];
    assertThat(codes(zip(Map.of("z.npy", zeros)), Limits.DEFAULT)).containsExactly("zip_bomb");
  }

  @Test
  void anEntryLargerThanTheLimitIsNotUnpacked() throws IOException {
    Limits limits = new Limits(1 << 20, 100, 1000, 10, 200, 8, 1000);
    assertThat(codes(zip(Map.of("z.npy", new byte[101])), limits)).containsExactly("zip_bomb");
  }

  @Test
  void allEntriesTogetherAreLimited() throws IOException {
    Limits limits = new Limits(1 << 20, 100, 150, 10, 200, 8, 1000);
    byte[] zip = zip(ordered("a.npy", new byte[100], "b.npy", new byte[100]));
    assertThat(codes(zip, limits)).containsExactly("zip_bomb", "npy_magic:a");
  }

  @Test
  void tooManyEntriesAreNotUnpacked() throws IOException {
    Limits limits = new Limits(1 << 20, 100, 150, 1, 200, 8, 1000);
    byte[] zip = zip(ordered("a.npy", new byte[1], "b.npy", new byte[1]));
    assertThat(codes(zip, limits)).containsExactly("too_many_entries");
  }

  @Test
  void anEntryShorterThanItSaysIsDamage() throws IOException {
    byte[] zip = zip(Map.of("z.npy", new byte[100]));
    zip[centralDirectory(zip) + CENTRAL_SIZE] = 120;
    assertThat(codes(zip, Limits.DEFAULT)).containsExactly("zip_damaged");
  }

  @Test
  void anEntryLongerThanItSaysIsDamage() throws IOException {
    byte[] zip = zip(Map.of("z.npy", new byte[100]));
    zip[centralDirectory(zip) + CENTRAL_SIZE] = 50;
    assertThat(codes(zip, Limits.DEFAULT)).containsExactly("zip_damaged");
  }

  @Test
  void aWrongChecksumIsFoundInPackedEntriesToo() throws IOException {
    byte[] zip = zip(Map.of("z.npy", new byte[100]));
    zip[centralDirectory(zip) + CENTRAL_CRC] ^= 1;
    assertThat(codes(zip, Limits.DEFAULT)).containsExactly("zip_crc");
  }

  @Test
  void namesThatLeadOutAreIgnoredWhateverTheirForm() throws IOException {
    byte[] zip =
        zip(
            ordered(
                "/abs.npy",
                new byte[1],
                "a/../b.npy",
                new byte[1],
                "C:x.npy",
                new byte[1],
                "..\\b.npy",
                new byte[1]));
    assertThat(codes(zip, Limits.DEFAULT)).hasSize(4).containsOnly("suspicious_entry");
  }

  @Test
  void aNameWithALineBreakCannotForgeAMessage() throws IOException {
    byte[] zip = zip(Map.of("z\nOK: all is well.npy", new byte[1]));
    NpzFile file = NpzFile.read(write(zip));
    assertThat(file.findings().getFirst().message()).doesNotContain("\n").contains("\\u000a");
  }

  @Test
  void nothingIsWrittenWhileReading() throws IOException {
    Path file = folder.resolve("deep/er/x.npz");
    Files.createDirectories(file.getParent());
    Files.copy(Fixtures.npz("bad_26_traversal"), file);
    NpzFile.read(file);
    try (var all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile)).containsExactly(file);
    }
  }

  private List<String> codes(byte[] zip, Limits limits) throws IOException {
    return Fixtures.codes(NpzFile.read(write(zip), limits).findings());
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("x.npz"), bytes);
  }

  private static int centralDirectory(byte[] zip) {
    for (int i = 0; i < zip.length - 4; i++) {
      if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
        return i;
      }
    }
    throw new IllegalArgumentException("no central directory");
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static Map<String, byte[]> ordered(Object... namesAndBytes) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < namesAndBytes.length; i += 2) {
      entries.put((String) namesAndBytes[i], (byte[]) namesAndBytes[i + 1]);
    }
    return entries;
  }
}
