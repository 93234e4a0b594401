package org.colophon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The classics of hostile files, and every case that fuzzing found, read by a JVM with little
 * memory: each gets an answer.
 */
final class HostileBytesTest {
  /** The bound on memory that the documentation states. */
  static final String HEAP = "-Xmx512m";

  @TempDir private Path folder;

  @Test
  void everyKeptCaseGetsAnAnswer() throws Exception {
    List<String> cases = new ArrayList<>();
    for (FuzzedReader reader : FuzzedReader.values()) {
      if (Files.isDirectory(reader.fixtures())) {
        cases.addAll(List.of(reader.label(), reader.fixtures().toString()));
      }
    }
    assertAnswers(cases);
  }

  /** Too large to keep: made here. */
  @Test
  void enormousFilesGetAnAnswer() throws Exception {
    List<String> cases = new ArrayList<>();
    add(cases, FuzzedReader.CSV, "a,b\n1,\"", "x,y\n", 20_000_000);
    add(cases, FuzzedReader.CSV, "a,b\n", "x", 100_000_000);
    add(cases, FuzzedReader.CSV, "a\n", "1", 2_000_000, "x\n");
    add(cases, FuzzedReader.CSV, "a", ",", 30_000_000);
    add(cases, FuzzedReader.JSON, "", "[", 60_000_000);
    add(cases, FuzzedReader.JSON, "[0", ",[]", 20_000_000, "]");
    add(cases, FuzzedReader.JSON, "[0", ",\"\"", 20_000_000, "]");
    add(cases, FuzzedReader.JSON, "{\"a\":", "9", 60_000_000, "}");
    add(cases, FuzzedReader.JSON, "\"", "x", 60_000_000, "\"");
    add(
        cases,
        FuzzedReader.JSON,
        nested("k", 40_000, 50) + "[0",
        ",0",
        1_000_000,
        "]" + "}".repeat(50));
    add(cases, FuzzedReader.JSONL, "\"", "x", 100_000_000);
    add(cases, FuzzedReader.JSONL, "", "[0,0]\n", 1_000_000);
    add(cases, FuzzedReader.CONFIG_JSON, nested("k", 40_000, 1) + "[0", ",0", 1_000_000, "]}");
    add(cases, FuzzedReader.CONFIG_JSON, nested("k", 8_000, 400), "", 0, "0" + "}".repeat(400));
    add(cases, FuzzedReader.CONFIG, "a: [0", ",0", 1_500_000, "]");
    add(cases, FuzzedReader.CONFIG, "a: ", "[", 2_000_000);
    add(cases, FuzzedReader.CONFIG, "a: ", "9", 2_000_000);
    add(cases, FuzzedReader.PIPELINE, "a: ", "- ", 1_000_000);
    add(cases, FuzzedReader.MANIFEST, "", "[", 10_000_000);
    add(cases, FuzzedReader.MANIFEST, "{\"status\":", "9", 10_000_000, "}");
    add(cases, FuzzedReader.JOURNAL, "", "{\"body\":", 1_000_000, "\n");
    add(cases, FuzzedReader.JOURNAL, "{\"seq\":", "9", 10_000_000, "}\n");
    add(cases, FuzzedReader.XML, "", "<a>", 10_000_000);
    add(cases, FuzzedReader.XML, "<a>", "x", 60_000_000, "</a>");
    assertAnswers(cases);
  }

  private static String nested(String letter, int keyLength, int depth) {
    return ("{\"" + letter.repeat(keyLength) + "\":").repeat(depth);
  }

  private void add(
      List<String> cases, FuzzedReader reader, String begin, String middle, int times, String end)
      throws IOException {
    Path file = folder.resolve(cases.size() / 2 + "." + reader.label());
    byte[] unit = middle.getBytes(StandardCharsets.UTF_8);
    int batch = Math.max(1, Math.min(times, 1 << 16));
    byte[] many = new byte[unit.length * batch];
    for (int i = 0; i < batch; i++) {
      System.arraycopy(unit, 0, many, i * unit.length, unit.length);
    }
    try (var out = Files.newOutputStream(file)) {
      out.write(begin.getBytes(StandardCharsets.UTF_8));
      for (int left = times; left > 0; left -= batch) {
        out.write(many, 0, unit.length * Math.min(left, batch));
      }
      out.write(end.getBytes(StandardCharsets.UTF_8));
    }
    cases.addAll(List.of(reader.label(), file.toString()));
  }

  private void add(List<String> cases, FuzzedReader reader, String begin, String middle, int times)
      throws IOException {
    add(cases, reader, begin, middle, times, "");
  }

  private void assertAnswers(List<String> cases) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        Arrays.asList(
            HEAP,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dcolophon.home=" + System.getProperty("colophon.home"),
            "-cp",
            System.getProperty("java.class.path"),
            FuzzCases.class.getName(),
            Files.createDirectories(folder.resolve("work")).toString()));
    command.addAll(cases);
    Path log = folder.resolve("log");
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(code).as("%s", Files.readString(log)).isZero();
    System.out.println(Files.readString(log).strip());
  }
}
