package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.colophon.sandbox.BubblewrapProbe.Unavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BubblewrapProbeTest {
  @TempDir private Path folder;

  @Test
  void withoutTheProgramItSaysWhereItLooked() throws Exception {
    assertThat(new BubblewrapProbe(folder).look("/nowhere:relative::"))
        .isInstanceOfSatisfying(
            Unavailable.class,
            it -> assertThat(it.reason()).contains("no bwrap on the PATH /nowhere:relative::"));
  }

  @Test
  void aProgramThatIsForbiddenToWorkIsUnavailableWithItsOwnWords() throws Exception {
    String path =
        fakeBwrap(
            """
            [ "$1" = --version ] && echo bubblewrap 0.8.0 && exit 0
            echo "bwrap: No permissions to create new namespace" >&2
            exit 1
            """);

    assertThat(new BubblewrapProbe(folder).look(path))
        .isInstanceOfSatisfying(
            Unavailable.class,
            it -> assertThat(it.reason()).contains("No permissions to create new namespace"));
  }

  @Test
  void aProgramThatPretendsIsFoundOut() throws Exception {
    String path = fakeBwrap("echo bubblewrap 0.8.0; exit 0");

    assertThat(new BubblewrapProbe(folder).look(path)).isInstanceOf(Unavailable.class);
  }

  private String fakeBwrap(String script) throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path program = Files.writeString(bin.resolve("bwrap"), "#!/bin/sh\n" + script);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return bin.toString();
  }
}
