package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that confines nothing and counts how often it is called, in the place of a sandbox. */
final class RememberedTrialsTest {
  @TempDir private Path folder;
  private Path memory = Path.of("/");
  private Path program = Path.of("/");

  @BeforeEach
  void install() throws IOException {
    memory = folder.resolve("memory");
    program = folder.resolve("firejail");
    install("while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"");
  }

  @Test
  void whatWorkedIsNotTriedAgain() throws Exception {
    assertThat(look()).isInstanceOf(Backends.Found.Usable.class);
    assertThat(look()).isInstanceOf(Backends.Found.Usable.class);

    assertThat(calls()).isEqualTo(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(memory)))
        .isEqualTo("rwx------");
  }

  @Test
  void anotherProgramUnderTheSameNameIsTried() throws Exception {
    look();
    install("exit 1");

    assertThat(look()).isInstanceOf(Backends.Found.Unusable.class);
  }

  @Test
  void aFailureIsTriedAgain() throws Exception {
    install("exit 1");
    look();
    look();

    assertThat(calls()).isEqualTo(2);
    assertThat(memory).doesNotExist();
  }

  @Test
  void whatWorkedBeforeTheMachineWasStartedIsForgotten() throws Exception {
    look();
    Path old = Files.writeString(memory.resolve("0123"), "another boot\nfirejail\n");
    Files.setLastModifiedTime(program, Files.getLastModifiedTime(program));
    look();

    assertThat(old).as("its ctime changed, so that it was tried and remembered").doesNotExist();
  }

  @Test
  void aFolderThatOthersCanWriteToIsNotBelieved() throws Exception {
    look();
    Files.setPosixFilePermissions(memory, PosixFilePermissions.fromString("rwxrwxrwx"));
    look();

    assertThat(calls()).isEqualTo(2);
  }

  @Test
  void aLinkInItsPlaceIsNotBelieved() throws Exception {
    look();
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(memory, elsewhere);
    Files.createSymbolicLink(memory, elsewhere);
    look();

    assertThat(calls()).isEqualTo(2);
  }

  private Backends.Found look() throws IOException {
    Path scratch = Files.createTempDirectory(folder, "scratch");
    return new Backends(
            folder.toString(),
            Map.of(),
            Optional.empty(),
            scratch,
            Optional.of(new RememberedTrials(memory)))
        .look(SandboxKind.FIREJAIL);
  }

  private void install(String behaviour) throws IOException {
    Files.writeString(
        program, "#!/bin/sh\necho called >>'%s'\n%s\n".formatted(folder.resolve("log"), behaviour));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private int calls() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("log"));
    return lines.size();
  }
}
