package org.colophon.run;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.colophon.contract.BoundedFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every reader is given the kept cases, bytes that are made up, and damaged copies of good files;
 * the same ones each time. It answers, or refuses with a message, within the bounds.
 */
final class HostileBytesTest {
  /** What a reading may allocate in all, not at once: so much, and so many times what is read. */
  private static final long MOST_BYTES = 48L << 20;

  private static final long MOST_BYTES_PER_BYTE = 600;

  /** Processor time of one reading; what is quadratic passes it by far. */
  private static final long MOST_CPU_NANOS = 5_000_000_000L;

  private static final int DAMAGED = Integer.getInteger("hostile.cases", 25);
  private static final long SEED = 20_261_127;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private static Path folder;
  private static HostileBench bench;

  @BeforeAll
  static void aBench() throws IOException {
    bench = HostileBench.in(folder);
  }

  @ParameterizedTest
  @EnumSource
  // a reader that hangs must not hang the suite
  @Timeout(value = 10, unit = MINUTES, threadMode = SEPARATE_THREAD)
  void noBytesMakeAReaderCrashOrHangOrSwell(FuzzedReader reader) throws IOException {
    List<String> finds = new ArrayList<>();
    List<byte[]> kept = reader.cases();
    for (int i = 0; i < kept.size(); i++) {
      attack(reader, "kept case " + i, kept.get(i), finds);
    }
    HostileBytes.madeUp().forEach((what, bytes) -> attack(reader, what, bytes, finds));
    List<byte[]> seeds = reader.seeds();
    assertThat(seeds).as("files that mutations begin with").isNotEmpty();
    Random random = new Random(SEED);
    for (int i = 0; i < DAMAGED; i++) {
      byte[] seed = seeds.get(random.nextInt(seeds.size()));
      byte[] other = seeds.get(random.nextInt(seeds.size()));
      attack(reader, "damaged case " + i, HostileBytes.damaged(seed, other, random), finds);
    }
    assertThat(finds).isEmpty();
  }

  /** A pipe never ends, and a device may not either. */
  @ParameterizedTest
  @ValueSource(strings = {"/dev/zero", "pipe"})
  @Timeout(value = 3, unit = MINUTES, threadMode = SEPARATE_THREAD)
  void aRunWhoseFilesAreNoFilesIsRefusedUnread(String target) throws Exception {
    Path pipe = folder.resolve("pipe");
    if (Files.notExists(pipe)) {
      assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    }
    for (Path name : HostileReading.filesOf(bench, bench.runFolder())) {
      Files.deleteIfExists(name);
      Files.createSymbolicLink(name, folder.resolve(target));
      HostileReading.useRun(bench, new RunDirectory(bench.folder().resolve("runs/x")));
      bench.runFolder();
    }
  }

  @Test
  void aJournalOverItsBoundIsRefusedUnread() throws IOException {
    RunDirectory run = bench.runFolder();
    try (RandomAccessFile journal = new RandomAccessFile(run.journal().toFile(), "rw")) {
      journal.setLength(BoundedFile.MOST_BYTES + 1);
    }
    assertThatThrownBy(() -> ReadRun.of(run))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("events.jsonl is over 256 MiB");
  }

  private static void attack(FuzzedReader reader, String what, byte[] bytes, List<String> finds) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long cpu = THREADS.getCurrentThreadCpuTime();
    try {
      reader.read(bench, bytes);
    } catch (Throwable e) {
      finds.add(what + ": " + trace(e));
    }
    long took = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    if (took > MOST_BYTES + MOST_BYTES_PER_BYTE * reader.copies() * bytes.length) {
      finds.add(what + ": allocated " + took + " bytes for " + bytes.length);
    }
    long nanos = THREADS.getCurrentThreadCpuTime() - cpu;
    if (nanos > MOST_CPU_NANOS) {
      finds.add(what + ": took " + nanos / 1_000_000 + " ms of processor time");
    }
  }

  private static String trace(Throwable find) {
    StringWriter trace = new StringWriter();
    find.printStackTrace(new PrintWriter(trace));
    return trace.toString().lines().limit(20).collect(Collectors.joining("\n"));
  }
}
