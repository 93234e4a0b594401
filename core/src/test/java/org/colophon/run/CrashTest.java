package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sample of {@link FaultMatrixTest}: every fault, at calls that are spread over the run. */
final class CrashTest {
  private final FaultMatrix matrix = new FaultMatrix();
  private FaultSuite suite;

  private Path anew = Path.of("");

  @BeforeEach
  void anUndisturbedRun(@TempDir Path folder, @TempDir Path another) throws IOException {
    anew = another;
    suite = new FaultSuite(folder, matrix, FaultSuite.Scenario.FIRST);
    assertThat(suite.points()).isGreaterThan(150);
  }

  @AfterEach
  void somethingWasTried() {
    assertThat(matrix.cases()).isPositive();
  }

  @Test
  void aDeathBeforeACallLosesNothing() throws IOException {
    suite.inject(Fault.KILL, every(11));
  }

  @Test
  void aDeathAmidAWriteLosesNothing() throws IOException {
    suite.inject(Fault.TORN, every(7));
  }

  @Test
  void aProcessThatKillsItselfLosesNothing() throws IOException {
    suite.kill(Fault.KILL, every(80));
  }

  @Test
  void aFullDiskLosesNothing() throws IOException {
    suite.inject(Fault.DISK_FULL, every(13));
  }

  @Test
  void anErrorOfTheDiskLosesNothing() throws IOException {
    suite.inject(Fault.IO_ERROR, every(17));
    suite.inject(Fault.IO_ERROR_FOR_GOOD, every(29));
  }

  @Test
  void aLostPowerLosesNothing() throws IOException {
    suite.losePower(every(41), 1);
  }

  @Test
  void aRunThatIsMadeAnewLosesNothingOfEither() throws IOException {
    FaultSuite over = new FaultSuite(anew, matrix, FaultSuite.Scenario.ANEW);
    over.inject(Fault.KILL, every(9));
    over.losePower(every(53), 1);
  }

  private static IntPredicate every(int n) {
    return point -> point % n == 1;
  }
}
