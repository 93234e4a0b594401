package org.colophon.stages.holography;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.colophon.contract.Json;
import org.colophon.contract.StageStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class Stage00ValidateIoContractsTest {
  /** A structured array that nothing needs may be reported: a note, the file stays OK. */
  private static final String UNUSED_ARRAY = "unsupported_dtype:ops";

  @TempDir Path folder;
  private ObjectNode params = Json.mapper().createObjectNode();

  @BeforeEach
  void readDefaults() {
    params = ParameterDefaults.of("validate_io");
  }

  private StageProcess run(Map<String, Path> inputs) throws IOException, InterruptedException {
    return StageProcess.of(
        Stage00ValidateIoContracts.class, folder, params, inputs, List.of("io_report"));
  }

  private List<JsonNode> files(StageProcess run) throws IOException {
    List<JsonNode> files = new ArrayList<>();
    Json.read(run.folder().resolve("io_report/io_report.json")).get("files").forEach(files::add);
    return files;
  }

  /** Rows of EXPECTED.tsv: file, status, code, what it is. */
  private static List<String[]> expected() throws IOException {
    return Files.readAllLines(Fixtures.holography("EXPECTED.tsv")).stream()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .toList();
  }

  @Test
  void everyAwkwardFileGetsTheStatusAndTheCodeThatAreExpected() throws Exception {
    List<String> before = StageProcess.filesIn(Fixtures.holography(""));
    StageProcess run = run(Map.of("external", Fixtures.holography("")));
    Map<String, JsonNode> found = new HashMap<>();
    files(run).forEach(file -> found.put(file.get("path").stringValue(), file));

    List<String> wrong = new ArrayList<>();
    for (String[] row : expected()) {
      JsonNode file = found.getOrDefault(row[0], Json.mapper().nullNode());
      List<String> codes = new ArrayList<>();
      file.path("codes").forEach(code -> codes.add(code.stringValue()));
      boolean statusIsRight = file.path("status").asString("").equals(row[1]);
      boolean codesAreRight =
          expectsNoCode(row)
              ? codes.stream().allMatch(UNUSED_ARRAY::equals)
              : !codes.isEmpty() && codes.getFirst().equals(row[2]);
      if (!statusIsRight || !codesAreRight) {
        wrong.add(row[0] + " wanted " + row[1] + " " + row[2] + ", got " + file);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(expected()).hasSize(82);
    assertThat(run.summary().status()).isEqualTo(StageStatus.WARNING);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(files(run)).extracting(file -> file.get("path").stringValue()).isSorted();
    assertThat(StageProcess.filesIn(Fixtures.holography(""))).isEqualTo(before);
    assertThat(StageProcess.filesIn(folder))
        .containsExactlyInAnyOrder(
            "context.json",
            "io_report/io_report.json",
            "stage_summary.json",
            "stderr.log",
            "stdout.log");
  }

  /** Codes of physics contracts are for stage 04 to give. */
  private static boolean expectsNoCode(String[] row) {
    return row[2].equals("-") || row[2].startsWith("contract:");
  }

  @Test
  void withoutExternalFilesTheReportIsEmpty() throws Exception {
    StageProcess run = run(Map.of());
    assertThat(files(run)).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void strictStopsTheRunAtAnUnusableFile() throws Exception {
    params.withObject("/validate_io").put("strict", true);
    Path external = Files.createDirectory(folder.resolve("given"));
    Files.copy(
        Fixtures.holography("geometry-npz/bad_02_nan.npz"), external.resolve("bad_02_nan.npz"));
    StageProcess run = run(Map.of("external", external));
    assertThat(run.summary().status()).isEqualTo(StageStatus.INCOMPLETE);
    assertThat(run.summary().errors()).containsExactly("bad_02_nan.npz: INCOMPLETE non_finite:f");
  }
}
