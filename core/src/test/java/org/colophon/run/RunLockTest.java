package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.colophon.contract.PipelineException.RunIsHeld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLockTest {
  private static final RunLock.Owner OWNER =
      new RunLock.Owner("here", 42, "2026-01-02T03:04:05Z", "run --experiment x");

  @TempDir private Path folder;

  @Test
  void theSecondTakerIsToldWhoTheFirstIs() throws IOException {
    Path file = folder.resolve(".lock");
    try (RunLock held = RunLock.take(file, OWNER)) {
      assertThat(held).isNotNull();
      assertThat(RunLock.holder(file)).contains(OWNER);
      assertThatThrownBy(() -> RunLock.take(file, OWNER))
          .isInstanceOf(RunIsHeld.class)
          .hasMessageContaining("process 42 on here since 2026-01-02T03:04:05Z");
    }
  }

  @Test
  void aLockThatWasLetGoIsFree() throws IOException {
    Path file = folder.resolve(".lock");
    RunLock.take(file, OWNER).close();
    assertThat(RunLock.holder(file)).isEmpty();
    RunLock.take(file, OWNER).close();
  }
}
