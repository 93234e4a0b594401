package org.colophon.stages.holography.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.stages.holography.contracts.SystemContracts.Role;
import org.colophon.stages.holography.contracts.SystemContracts.Verdict;
import org.colophon.stages.holography.geometry.GeometryPredictionFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhysicsFilesTest {
  private static final Path FIXTURES =
      Path.of(System.getProperty("colophon.home"), "src-test-fixtures/holography");

  /**
   * The claims beyond those of EXPECTED.tsv follow from the same defect: f = 1 - z³ is not the
   * blackening function of A = -ln z + 0.2 z², NEC2 = -1.2 z³ e^{-2A}; and f = 1 - z² gives E3 - 1
   * = -z²/3 and a UV exponent of 2.
   */
  @ParameterizedTest
  @CsvSource({
    "phys_01_wrong_sign_f, G4 G9, horizon_exists energy_sign",
    "phys_02_nec_violating, G8, NEC1 NEC2",
    "phys_03_not_einstein, G6 G7, uv_exponent E2 E3 R",
    "phys_04_zh_mismatch, G4, horizon_position"
  })
  void badPhysicsFailsExactlyWhatItBreaks(String name, String contracts, String claims)
      throws IOException {
    SystemContracts result = examined(name);

    assertThat(result.failedContracts()).containsExactly(contracts.split(" "));
    assertThat(result.failedClaims()).containsExactly(claims.split(" "));
    assertThat(result.failedClaims()).containsAll(expectedClaims(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ok_01_stored", "ok_03_big_endian", "ok_04_float32", "ok_13_pure_ads"})
  void goodPhysicsPasses(String name) throws IOException {
    SystemContracts result = examined(name);

    assertThat(result.failedClaims()).isEmpty();
    assertThat(result.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void halfPrecisionIsNotAskedForSecondDerivatives() throws IOException {
    SystemContracts result = examined("bad_30_float16");

    assertThat(result.result(Claim.E2).status()).isEqualTo(ContractResult.Status.SKIP);
  }

  private static SystemContracts examined(String name) throws IOException {
    return SystemContracts.of(
        GeometryPredictionFile.read(FIXTURES.resolve("geometry-npz/" + name + ".npz")),
        Optional.empty(),
        Role.SYSTEM,
        Tolerances.DEFAULTS);
  }

  /** From a line {@code geometry-npz/<name>.npz<TAB>OK<TAB>contract:<claims> FAIL<TAB>…}. */
  private static List<String> expectedClaims(String name) throws IOException {
    String line =
        Files.readAllLines(FIXTURES.resolve("EXPECTED.tsv")).stream()
            .filter(one -> one.startsWith("geometry-npz/" + name))
            .findFirst()
            .orElseThrow();
    String code = line.split("\t", -1)[2];
    return List.of(code.substring("contract:".length(), code.indexOf(" FAIL")).split(",", -1));
  }
}
