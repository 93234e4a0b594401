package org.colophon.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ProcEntryTest {
  @BeforeEach
  void onlyWhereThereIsOne() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "there is no /proc");
  }

  @Test
  void aProcessThatRunsIsNoZombieAndHasOneNumber() {
    ProcEntry self = ProcEntry.of(ProcessHandle.current());

    assertThat(self.isZombie()).isFalse();
    assertThat(self.pidNamespaceDepth()).isEqualTo(1);
    assertThat(self.name()).isEqualTo("java");
    assertThat(self.descriptors()).contains("0", "1", "2");
  }

  @Test
  void aThreadThatCanBeAskedForLikeAProcessIsNone() throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      assertThat(
              threads.map(thread -> new ProcEntry(Path.of("/proc").resolve(thread.getFileName()))))
          .filteredOn(ProcEntry::isProcess)
          .containsExactly(ProcEntry.of(ProcessHandle.current()));
    }
  }

  @Test
  void aProcessThatBecomesAnotherProgramAllTheTimeIsKnownByItsVariableAtEachLook()
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", "exec sh -c \"$0\" \"$0\"", "exec sh -c \"$0\" \"$0\"");
    builder.environment().put("MINE", "it");
    Process process = builder.start();
    try {
      ProcEntry entry = ProcEntry.of(process.toHandle());

      for (int look = 0; look < 300; look++) {
        assertThat(entry.startedWith("MINE=it")).isTrue();
      }
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aChildThatNobodyWaitsForIsAZombieAlthoughTheJdkCallsItAlive() throws Exception {
    Process parent = new ProcessBuilder("sh", "-c", "true & exec sleep 600").start();
    try {
      ProcessHandle child = firstZombieOf(parent);

      assertThat(child.isAlive()).isTrue();
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }

  @Test
  void nothingIsKnownOfAProcessThatIsGone() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    ProcEntry entry = ProcEntry.of(gone.toHandle());

    assertThat(entry.name()).isEqualTo("?");
    assertThat(entry.isZombie()).isFalse();
    assertThat(entry.descriptors()).isEmpty();
    assertThat(entry.target("1")).isEmpty();
    assertThat(entry.writes("1")).isFalse();
  }

  @Test
  void theEndsOfAPipeAreToldApart() throws IOException {
    Process cat = new ProcessBuilder("cat").start();
    try {
      ProcEntry entry = ProcEntry.of(cat.toHandle());

      assertThat(entry.target("0").orElseThrow()).startsWith("pipe:");
      assertThat(entry.writes("0")).isFalse();
      assertThat(entry.writes("1")).isTrue();
    } finally {
      cat.destroyForcibly();
    }
  }

  private static ProcessHandle firstZombieOf(Process parent) throws InterruptedException {
    while (true) {
      var zombie = parent.children().filter(child -> ProcEntry.of(child).isZombie()).findFirst();
      if (zombie.isPresent()) {
        return zombie.get();
      }
      Thread.sleep(5);
    }
  }
}
