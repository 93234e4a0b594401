package org.colophon.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskUseTest {
  @TempDir private Path folder = Path.of("/not/set");

  private Process writer;

  DiskUseTest() throws IOException {
    this.writer = new ProcessBuilder("true").start();
  }

  @AfterEach
  void end() {
    writer.destroyForcibly().onExit().join();
  }

  @Test
  void filesInFoldersAreCountedTogether() throws IOException {
    Files.write(folder.resolve("one"), new byte[30_000]);
    Files.write(Files.createDirectory(folder.resolve("in")).resolve("two"), new byte[30_000]);

    assertThat(exceeds(100_000)).isFalse();
    assertThat(exceeds(50_000)).isTrue();
  }

  @Test
  void aFileOfNothingTakesABlock() throws IOException {
    for (int i = 0; i < 30; i++) {
      Files.createFile(folder.resolve("empty" + i));
    }

    assertThat(exceeds(100_000)).isTrue();
    assertThat(exceeds(200_000)).isFalse();
  }

  @Test
  void aRemovedFileCountsWhileItIsOpen() throws IOException {
    write("exec 3>f; rm f; head -c 300000 /dev/zero >&3; echo; read -r never");

    assertThat(folder).isEmptyDirectory();
    assertThat(exceeds(200_000)).isTrue();
    assertThat(exceeds(400_000)).isFalse();
  }

  @Test
  void aRemovedFileOfAnotherDiskDoesNotCount() throws IOException {
    write("exec 3>/dev/shm/$$; rm /dev/shm/$$; head -c 300000 /dev/zero >&3; echo; read -r never");

    assertThat(exceeds(200_000)).isFalse();
  }

  @Test
  void aFolderWhoseNameIsTooLongToLookAtIsTooMuch() throws IOException {
    Path level = Path.of("d".repeat(200));
    write(
        "for i in $(seq 25); do mkdir " + level + "; cd " + level + "; done; echo; read -r never");

    assertThat(exceeds(1L << 40)).isTrue();
    new ProcessBuilder("rm", "-rf", folder.resolve(level).toString()).start().onExit().join();
  }

  /** Returns when the script has printed a line. */
  private void write(String script) throws IOException {
    writer =
        new ProcessBuilder("/bin/sh", "-c", script)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(writer.inputReader().readLine()).isEmpty();
  }

  private boolean exceeds(long bytes) {
    return DiskUse.exceeds(new DiskLimit(folder, bytes), List.of(ProcEntry.of(writer.toHandle())));
  }
}
