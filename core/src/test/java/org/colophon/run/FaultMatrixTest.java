package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fault at every call that changes a file; see {@link FaultSuite}. */
@Tag("nightly")
final class FaultMatrixTest {
  private static final FaultMatrix MATRIX = new FaultMatrix();

  private FaultSuite suite;

  @BeforeEach
  void anUndisturbedRun(@TempDir Path folder) throws IOException {
    suite = new FaultSuite(folder, MATRIX);
  }

  @AfterAll
  static void theMatrix() throws IOException {
    MATRIX.print();
    assertThat(Files.readString(Path.of("target/fault-matrix.md"))).contains("recovered whole");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"DISK_FULL", "IO_ERROR", "IO_ERROR_FOR_GOOD"})
  void anErrorOfTheDiskLosesNothing(Fault fault) throws IOException {
    suite.inject(fault, _ -> true);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"KILL", "TORN"})
  void aProcessThatKillsItselfLosesNothing(Fault fault) throws IOException {
    suite.kill(fault, _ -> true);
  }

  @Test
  void aLostPowerLosesNothing() throws IOException {
    suite.losePower(_ -> true, 2);
  }

  @Test
  void aLostPowerAmidTheRecoveryFromADeathLosesNothing() throws IOException {
    suite.losePowerAfterDeath(death -> death % 15 == 2, change -> change % 9 == 0);
  }
}
