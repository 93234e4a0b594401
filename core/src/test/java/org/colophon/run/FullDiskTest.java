package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** {@code /dev/full} answers every write as a full disk does. */
@EnabledOnOs(OS.LINUX)
final class FullDiskTest {
  @Test
  void aFullDiskIsReportedWithTheFileThatCouldNotBeWritten() {
    assertThatThrownBy(() -> new DurableFiles().append(Path.of("/dev/full"), "line\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/dev/full")
        .hasMessageContaining("No space left");
  }

  /** As after a failed write that the system had put off; a device cannot be synced either. */
  @Test
  void aSyncThatFailedIsReportedWithTheFileThatIsNotOnDisk() {
    assertThatThrownBy(() -> new DurableFiles().settle(Path.of("/dev/full")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot sync /dev/full: ");
  }
}
