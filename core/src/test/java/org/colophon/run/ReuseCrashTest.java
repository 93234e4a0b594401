package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.artifact.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sample of the faults of {@link FaultSuite}, while stages are stored and while they are reused.
 */
final class ReuseCrashTest {
  private final FaultMatrix matrix = new FaultMatrix();

  @AfterEach
  void somethingWasTried() {
    assertThat(matrix.cases()).isPositive();
  }

  @Test
  void aDeathWhileAStageIsStoredLosesNothing(@TempDir Path folder) throws IOException {
    FaultSuite suite = new FaultSuite(folder, matrix, FaultSuite.Scenario.STORE);
    assertThat(suite.points()).isGreaterThan(200);
    suite.inject(Fault.KILL, point -> point % 47 == 1);
    suite.inject(Fault.TORN, point -> point % 15 == 1);
    suite.inject(Fault.DISK_FULL, point -> point % 27 == 1);
  }

  @Test
  void aDeathWhileAStageIsReusedLosesNothing(@TempDir Path folder) throws IOException {
    FaultSuite suite = new FaultSuite(folder, matrix, FaultSuite.Scenario.REUSE);
    suite.inject(Fault.KILL, point -> point % 23 == 1);
    suite.inject(Fault.TORN, point -> point % 7 == 1);
    suite.inject(Fault.DISK_FULL, point -> point % 13 == 1);
    suite.inject(Fault.IO_ERROR, point -> point % 35 == 1);
    suite.kill(Fault.KILL, point -> point % 120 == 1);
    everyStoredFileIsWhatItsNameSays(folder.resolve("store/files"));
  }

  private static void everyStoredFileIsWhatItsNameSays(Path files) throws IOException {
    try (Stream<Path> found = Files.walk(files)) {
      List<Path> stored = found.filter(Files::isRegularFile).toList();
      assertThat(stored).isNotEmpty();
      for (Path file : stored) {
        assertThat(Sha256.of(file)).isEqualTo(String.valueOf(file.getFileName()));
      }
    }
  }
}
