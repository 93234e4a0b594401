package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.RunIsHeld;
import org.colophon.provenance.HostIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLockTest {
  private static final HostIdentity HERE = new HostIdentity("here", "boot-1");
  private static final RunLock.Owner OWNER = owner(HERE);
  private static final DurableFiles DISK = new DurableFiles();

  private Path file = Path.of(".lock");

  @BeforeEach
  void inATemporaryFolder(@TempDir Path folder) {
    file = folder.resolve(".lock");
  }

  @Test
  void theSecondTakerIsToldWhoTheFirstIs() throws IOException {
    try (RunLock held = RunLock.take(file, OWNER, DISK)) {
      assertThat(held).isNotNull();
      assertThat(RunLock.holder(file, HERE)).contains(OWNER);
      assertThatThrownBy(() -> RunLock.take(file, OWNER, DISK))
          .isInstanceOf(RunIsHeld.class)
          .hasMessageContaining("process 42 on here since 2026-01-02T03:04:05Z");
      assertThatThrownBy(() -> RunLock.takeOver(file, OWNER, DISK)).isInstanceOf(RunIsHeld.class);
    }
  }

  @Test
  void aLockThatWasLetGoIsFreeEverywhere() throws IOException {
    RunLock.take(file, OWNER, DISK).close();
    HostIdentity elsewhere = new HostIdentity("elsewhere", "boot-2");
    assertThat(RunLock.holder(file, HERE)).isEmpty();
    assertThat(RunLock.holder(file, elsewhere)).isEmpty();
    RunLock.take(file, owner(elsewhere), DISK).close();
  }

  @Test
  void anOwnerOnAnotherSystemIsBelievedUntilAPersonSaysOtherwise() throws IOException {
    RunLock.Owner foreign = owner(new HostIdentity("elsewhere", "boot-2"));
    left(foreign);
    assertThat(RunLock.holder(file, HERE)).contains(foreign);
    assertThatThrownBy(() -> RunLock.take(file, OWNER, DISK))
        .isInstanceOf(RunIsHeld.class)
        .hasMessageContaining("process 42 on elsewhere")
        .hasMessageContaining("unlock --force");
    assertThat(RunLock.holder(file, HERE)).as("a refused taker changes nothing").contains(foreign);
    RunLock.takeOver(file, OWNER, DISK).close();
    assertThat(RunLock.holder(file, HERE)).isEmpty();
  }

  @Test
  void anOwnerFromWhomTheLockWasTakenKnowsAndLeavesItAlone() throws IOException {
    RunLock.Owner other = owner(new HostIdentity("elsewhere", "boot-2"));
    RunLock mistaken = RunLock.take(file, OWNER, DISK);
    assertThat(mistaken.isOurs()).isTrue();
    // written by a host whose locks this one does not see
    Files.writeString(file, Json.text(other));
    assertThatThrownBy(mistaken::requireOurs)
        .isInstanceOf(RunIsHeld.class)
        .hasMessageContaining("was taken from this process");
    mistaken.close();
    assertThat(RunLock.holder(file, HERE)).contains(other);
  }

  @Test
  void anOwnerOfAnEarlierBootOfThisHostIsGone() throws IOException {
    left(owner(new HostIdentity("here", "boot-0")));
    assertThat(RunLock.holder(file, HERE)).isEmpty();
    RunLock.take(file, OWNER, DISK).close();
  }

  /** Containers of one kernel have names of their own; the lock of the kernel holds for both. */
  @Test
  void anOwnerInAnotherContainerOfThisKernelThatLetGoIsGone() throws IOException {
    left(owner(new HostIdentity("container", "boot-1")));
    assertThat(RunLock.holder(file, HERE)).isEmpty();
    RunLock.take(file, OWNER, DISK).close();
  }

  @Test
  void aLockFileThatSaysNothingReadableHoldsNobodyUp() throws IOException {
    Files.writeString(file, "{\"host\"");
    assertThat(RunLock.holder(file, HERE)).isEmpty();
    RunLock.take(file, OWNER, DISK).close();
  }

  /** As an owner that died leaves it: named in the file, and let go by the system. */
  private void left(RunLock.Owner owner) throws IOException {
    Files.writeString(file, Json.text(owner));
  }

  private static RunLock.Owner owner(HostIdentity host) {
    return new RunLock.Owner(host, 42, "2026-01-02T03:04:05Z", "run --experiment x");
  }
}
