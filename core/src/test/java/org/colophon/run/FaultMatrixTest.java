package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.colophon.run.FaultSuite.Scenario;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fault at every call that changes a file; see {@link FaultSuite}. */
@Tag("nightly")
final class FaultMatrixTest {
  private static final FaultMatrix MATRIX = new FaultMatrix();

  private Path folder = Path.of("");

  @BeforeEach
  void inAFolder(@TempDir Path place) {
    folder = place;
  }

  @AfterAll
  static void theMatrix() throws IOException {
    MATRIX.print();
    assertThat(MATRIX.cases()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "FIRST, DISK_FULL",
    "FIRST, IO_ERROR",
    "FIRST, IO_ERROR_FOR_GOOD",
    "ANEW, KILL",
    "ANEW, TORN",
    "ANEW, DISK_FULL",
    "ANEW, IO_ERROR",
    "ANEW, IO_ERROR_FOR_GOOD",
    "STORE, KILL",
    "STORE, TORN",
    "STORE, DISK_FULL",
    "STORE, IO_ERROR",
    "STORE, IO_ERROR_FOR_GOOD",
    "REUSE, KILL",
    "REUSE, TORN",
    "REUSE, DISK_FULL",
    "REUSE, IO_ERROR",
    "REUSE, IO_ERROR_FOR_GOOD"
  })
  void anErrorOfTheDiskOrADeathLosesNothing(Scenario scenario, Fault fault) throws IOException {
    suite(scenario).inject(fault, _ -> true);
  }

  /** Of the other scenarios each fourth or so: that it is a process adds little there. */
  @ParameterizedTest
  @CsvSource({
    "FIRST, KILL, 1",
    "FIRST, TORN, 1",
    "ANEW, KILL, 4",
    "STORE, KILL, 7",
    "REUSE, KILL, 7"
  })
  void aProcessThatKillsItselfLosesNothing(Scenario scenario, Fault fault, int every)
      throws IOException {
    suite(scenario).kill(fault, point -> point % every == 0);
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void aLostPowerLosesNothing(Scenario scenario) throws IOException {
    suite(scenario).losePower(_ -> true, 2);
  }

  /** Pairs of points: a sample of them. */
  @ParameterizedTest
  @EnumSource(value = Scenario.class, names = "FIRST")
  void aLostPowerAmidTheRecoveryFromADeathLosesNothing(Scenario scenario) throws IOException {
    suite(scenario).losePowerAfterDeath(death -> death % 15 == 2, change -> change % 9 == 0);
  }

  private FaultSuite suite(Scenario scenario) throws IOException {
    return new FaultSuite(folder, MATRIX, scenario);
  }
}
