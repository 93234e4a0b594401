package org.colophon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Looks for new hostile bytes, guided by the code that they reach. {@code -Dfuzz.seconds=N} says
 * for how long, each reader; what breaks one is named and belongs in its folder of fixtures.
 */
@Tag("nightly")
final class FuzzingTest {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 60);
  private static final Path HOME = Path.of(System.getProperty("colophon.home"));

  @ParameterizedTest
  @EnumSource
  void noBytesBreakA(FuzzedReader reader, @TempDir Path folder) throws Exception {
    Path found = Files.createDirectories(HOME.resolve(".build/fuzz").resolve(reader.label()));
    Path log = folder.resolve("log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        Arrays.asList(
            HostileBytesTest.HEAP,
            "-Dcolophon.home=" + HOME,
            "-Dcolophon.fuzz.reader=" + reader.label(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Jazzer.class.getName(),
            "--target_class=" + FuzzTarget.class.getName(),
            "--instrumentation_includes=org.colophon.**:tools.jackson.**:io.jhdf.**:org.apache.commons.**",
            // its hooks look for other bugs, and change what the JDK does
            "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.**",
            "--reproducer_path=" + folder,
            "-max_total_time=" + SECONDS,
            "-timeout=30",
            "-rss_limit_mb=0",
            "-max_len=65536",
            "-artifact_prefix=" + found + "/",
            Files.createDirectory(folder.resolve("corpus")).toString(),
            Files.createDirectories(reader.fixtures()).toString()));

    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();

    List<String> lines = Files.readAllLines(log);
    assertThat(code)
        .as("%s", String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size())))
        .isZero();
    lines.stream()
        .filter(line -> line.startsWith("Done "))
        .forEach(line -> System.out.println(reader.label() + ": " + line));
  }
}
