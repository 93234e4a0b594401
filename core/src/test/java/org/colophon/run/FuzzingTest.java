package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each reader is fuzzed for a time by Jazzer, guided by what of the code is reached, in a process
 * with a small heap. {@code -Dfuzz.seconds=60} gives each so long; {@code -Dfuzz.keep=FOLDER} keeps
 * what was found.
 */
@Tag("fuzz")
final class FuzzingTest {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 20);

  /** The heap of a reader, of which the fuzzer itself takes some 100 MiB. */
  private static final String HEAP = "-Xmx512m";

  /** Bytes of one input. */
  private static final int LARGEST = 64 << 10;

  /** Seconds for one input, on a busy machine; a hundredth is usual. */
  private static final int LONGEST = 60;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void nothingIsFound(FuzzedReader reader) throws Exception {
    Path finds = Files.createDirectories(kept().resolve(reader.folderName()));
    Path log = finds.resolve("log.txt");
    int code =
        new ProcessBuilder(command(reader, finds))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(code)
        .as(
            "%s; a find is to be kept under %s once it is mended%n%s",
            reader, reader.kept(), said(log))
        .isZero();
  }

  private List<String> command(FuzzedReader reader, Path finds) throws IOException {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        HEAP,
        "-XX:+UseSerialGC",
        "-XX:+EnableDynamicAgentLoading",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Dcolophon.home=" + HostileBench.HOME,
        "-Dfuzzed=" + reader,
        "-Dfuzz.folder=" + folder,
        "-cp",
        System.getProperty("java.class.path"),
        Jazzer.class.getName(),
        "--target_class=" + FuzzTarget.class.getName(),
        "--instrumentation_includes=org.colophon.**:io.jhdf.**",
        // hooks in the libraries too would take longer to lay than the fuzzing
        "--custom_hook_includes=org.colophon.**",
        // these report what readers are for: to open what a config names, to compile a pattern
        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.FilePathTraversal"
            + ":com.code_intelligence.jazzer.sanitizers.RegexInjection",
        "--reproducer_path=" + folder,
        "-max_total_time=" + SECONDS,
        "-max_len=" + LARGEST,
        "-timeout=" + LONGEST,
        "-rss_limit_mb=0",
        "-artifact_prefix=" + finds + "/",
        corpus(reader).toString());
  }

  private Path corpus(FuzzedReader reader) throws IOException {
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    int number = 0;
    for (byte[] seed : reader.seeds()) {
      Files.write(corpus.resolve("seed" + number++), seed);
    }
    return corpus;
  }

  private Path kept() {
    String kept = System.getProperty("fuzz.keep", "");
    return kept.isEmpty() ? folder.resolve("finds") : Path.of(kept).toAbsolutePath();
  }

  /** The fuzzer's last lines, without those of its own start. */
  private static String said(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      List<String> told =
          lines.filter(line -> !line.startsWith("INFO:") && !line.startsWith("WARNING:")).toList();
      return String.join("\n", told.subList(Math.max(0, told.size() - 60), told.size()));
    }
  }
}
