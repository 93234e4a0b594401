package org.colophon.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped schemas against files of which it is known what is wrong with each. */
class HolographyFixturesTest {
  private static final Path HOME = Path.of(System.getProperty("colophon.home"));
  private static final Path FILES = HOME.resolve("src-test-fixtures/holography");
  private static final SchemaCatalog CATALOG = shipped();

  @Test
  void everyAwkwardFileHasItsStatusAndReason() throws IOException {
    List<String> rows = Files.readAllLines(FILES.resolve("EXPECTED.tsv")).stream().skip(1).toList();
    List<String> expected = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (String row : rows) {
      List<String> cells = List.of(row.split("\t", -1));
      // What is wrong with the physics is not for a schema to say.
      boolean silent = cells.get(2).equals("-") || cells.get(2).startsWith("contract:");
      ArtifactCheck check = check(cells.get(0), Reading.LEGACY);
      expected.add(cells.get(0) + " " + cells.get(1) + (silent ? "" : " " + cells.get(2)));
      found.add(cells.get(0) + " " + status(check) + (silent ? "" : " " + primary(check)));
    }
    assertThat(found).isEqualTo(expected).hasSize(82);
  }

  private static ArtifactCheck check(String file, Reading reading) throws IOException {
    return CATALOG.check(typeOf(file), FILES.resolve(file), reading);
  }

  /** What a stage would end with. */
  private static String status(ArtifactCheck check) {
    return switch (check.worst().orElse(Severity.NOTE)) {
      case NOTE -> "OK";
      case WARNING -> "WARNING";
      case INVALID -> "INCOMPLETE";
    };
  }

  private static String primary(ArtifactCheck check) {
    return check.violations().isEmpty() ? "-" : check.violations().getFirst().code();
  }

  private static ArtifactType typeOf(String file) {
    if (file.endsWith(".npz")) {
      return ArtifactType.parse("GeometryPrediction@0.1");
    }
    return ArtifactType.parse(
        file.endsWith(".csv") ? "EigenmodesDataset@0.1" : "GeometryEmergent@0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "geometry-npz/warn_01_legacy_keys.npz, missing_key:A",
    "geometry-h5/warn_01_legacy_names.h5, missing_key:A_of_z",
    "modes-csv/warn_01_m2L2_column.csv, missing_column:lambda_sl"
  })
  void theGateDoesNotKnowLegacyNames(String file, String code) throws IOException {
    ArtifactCheck check = check(file, Reading.STRICT);
    assertThat(check.usable()).isFalse();
    assertThat(primary(check)).isEqualTo(code);
    assertThat(check.violations().getFirst().message()).contains("import the file as legacy");
  }

  @ParameterizedTest
  @CsvSource({"boundary, BoundaryData@0.1, .h5, 18", "bulk-truth, BulkTruth@0.1, .h5, 12"})
  void theSandboxFilesAreAcceptedWithoutAWord(String folder, String type, String suffix, int count)
      throws IOException {
    List<Path> files = list(folder, suffix);
    assertThat(files).hasSize(count);
    for (Path file : files) {
      ArtifactCheck check = CATALOG.check(ArtifactType.parse(type), file, Reading.STRICT);
      assertThat(check.violations()).as(file.toString()).isEmpty();
    }
  }

  @Test
  void aTruthFileGivenAsBoundaryDataIsRecognised() throws IOException {
    ArtifactCheck check =
        CATALOG.check(
            ArtifactType.parse("BoundaryData@0.1"),
            FILES.resolve("bulk-truth/ads_d3_Tfinite_000_bulk_truth.h5"),
            Reading.STRICT);
    assertThat(check.usable()).isFalse();
    assertThat(check.violations()).extracting(Violation::code).contains("bulk_truth_present");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ising3d_mini.json", "on_models_d3.json"})
  void publishedSpectraAreAccepted(String file) throws IOException {
    ArtifactCheck check =
        CATALOG.check(
            ArtifactType.parse("CftSpectrum@0.1"),
            FILES.resolve("real").resolve(file),
            Reading.STRICT);
    assertThat(check.violations()).isEmpty();
  }

  @Test
  void rowsAreCounted() throws IOException {
    ArtifactCheck table =
        CATALOG.check(
            ArtifactType.parse("EigenmodesDataset@0.1"),
            FILES.resolve("modes-csv/ok_01.csv"),
            Reading.STRICT);
    assertThat(table.rows()).isEqualTo(3);
  }

  private static List<Path> list(String folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(FILES.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private static SchemaCatalog shipped() {
    try {
      return SchemaCatalog.open(List.of(HOME.resolve("stages/holography/schemas")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
