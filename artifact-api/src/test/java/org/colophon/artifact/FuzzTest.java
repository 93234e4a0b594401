package org.colophon.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.artifact.format.RowVisitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged copies of good and bad files: always a verdict, never an exception or much memory. */
class FuzzTest {
  private static final Path HOME = Path.of(System.getProperty("colophon.home"));
  private static final Path FILES = HOME.resolve("src-test-fixtures/holography");
  private static final long MOST_BYTES = 64L << 20;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "geometry-npz, GeometryPrediction@0.1, 25",
    "geometry-h5,  GeometryEmergent@0.1,   20",
    "modes-csv,    EigenmodesDataset@0.1,  40",
    "real,         CftSpectrum@0.1,        80"
  })
  void damagedFilesGetAVerdict(String source, String type, int perFile) throws IOException {
    SchemaCatalog catalog = SchemaCatalog.open(List.of(HOME.resolve("stages/holography/schemas")));
    ArtifactType wanted = ArtifactType.parse(type);
    Random random = new Random(20_261_122);
    for (Path file : files(source)) {
      byte[] bytes = Files.readAllBytes(file);
      for (int i = 0; i < perFile; i++) {
        Path damaged = Files.write(folder.resolve("x"), damage(bytes, random));
        long allocated = allocated();
        assertThat(catalog.check(wanted, damaged, Reading.LEGACY)).isNotNull();
        assertThat(allocated() - allocated).as("%s, case %d", file, i).isLessThan(MOST_BYTES);
      }
    }
  }

  @Test
  void damagedArraysGetAVerdict() throws IOException {
    ArtifactFormat npy = ArtifactFormat.named("npy");
    Random random = new Random(7);
    String header = "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 4), }";
    byte[] array = new byte[10 + header.length() + 64];
    System.arraycopy("\u0093NUMPY\u0001\0".getBytes(StandardCharsets.ISO_8859_1), 0, array, 0, 8);
    array[8] = (byte) header.length();
    System.arraycopy(header.getBytes(StandardCharsets.ISO_8859_1), 0, array, 10, header.length());
    assertThat(npy.describe(Files.write(folder.resolve("x"), array), RowVisitor.NONE).findings())
        .isEmpty();
    for (int i = 0; i < 2000; i++) {
      Path damaged = Files.write(folder.resolve("x"), damage(array, random));
      long allocated = allocated();
      assertThat(npy.describe(damaged, RowVisitor.NONE)).isNotNull();
      assertThat(allocated() - allocated).as("case %d", i).isLessThan(MOST_BYTES);
    }
  }

  /** Flips up to four bytes, or cuts the end off, or both. */
  private static byte[] damage(byte[] bytes, Random random) {
    byte[] damaged = bytes.clone();
    if (damaged.length == 0) {
      return damaged;
    }
    for (int flips = random.nextInt(5); flips > 0; flips--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    boolean cut = random.nextInt(4) == 0;
    return cut ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged;
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(FILES.resolve(folder))) {
      return files.sorted().toList();
    }
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }
}
