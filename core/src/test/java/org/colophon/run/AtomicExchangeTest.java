package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicExchangeTest {
  @TempDir private Path folder;

  @Test
  void twoFoldersChangePlaces() throws IOException {
    Path one = Files.createDirectory(folder.resolve("one ñ"));
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(one.resolve("was one"), "");
    assertThat(AtomicExchange.exchange(one, other)).isTrue();
    assertThat(other.resolve("was one")).exists();
    assertThat(one).isEmptyDirectory();
  }
}
