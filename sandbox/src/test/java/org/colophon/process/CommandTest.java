package org.colophon.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandTest {
  private static final Path SOMEWHERE = Path.of("/somewhere");

  @Test
  void anOrdinaryCommandReadsAsItWouldBeTyped() {
    Command command =
        new Command(
            List.of("python", "main.py", "--rate=0.1", "two words"),
            Path.of("/runs/demo/02_fit"),
            Map.of("SEED", "7", "PATH", "/usr/bin:/bin"));

    assertThat(command.quoted())
        .isEqualTo(
            "cd /runs/demo/02_fit && env -i PATH=/usr/bin:/bin SEED=7"
                + " python main.py --rate=0.1 'two words'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two words",
        "it's",
        "a \"quoted\" $HOME `id` \\ *",
        "first line\nsecond line\n",
        "",
        "-n",
        "--",
        "a=b",
        "ñandú λ 日本 🜁",
        "tab\tand\rreturn",
        "!history; rm -rf x & | > y"
      })
  void aShellGivesTheProgramExactlyTheseArgumentsAndVariables(String odd, @TempDir Path folder)
      throws Exception {
    Command command =
        new Command(
            List.of("/bin/sh", "-c", "pwd; printf '<%s>' \"$@\" \"$ODD\"", "sh", odd, "last"),
            Files.createDirectory(folder.resolve("it's a\nfolder – ü")),
            Map.of("ODD", odd));

    assertThat(outputOfShell(command.quoted()))
        .isEqualTo(command.directory() + "\n<" + odd + "><last><" + odd + ">");
  }

  @Test
  void theShellAddsNoVariableOfItsOwn(@TempDir Path folder) throws Exception {
    Command command = new Command(List.of("/usr/bin/env"), folder, Map.of("ONLY", "this"));

    assertThat(outputOfShell(command.quoted())).isEqualTo("ONLY=this\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lr=0.1/program", "-program"})
  void aProgramThatLooksLikeAnAssignmentOrAnOptionStillStarts(String name, @TempDir Path folder)
      throws Exception {
    Path program = folder.resolve(name);
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh\necho ran with $1\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Command command = new Command(List.of(name, "x"), folder, Map.of("PATH", folder.toString()));

    assertThat(outputOfShell(command.quoted())).isEqualTo("ran with x\n");
  }

  @Test
  void whatNoProcessCanBeGivenIsRefusedAtOnce() {
    assertThatThrownBy(() -> new Command(List.of(), SOMEWHERE, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Command(List.of("a\0b"), SOMEWHERE, Map.of()))
        .hasMessageContaining("NUL");
    assertThatThrownBy(() -> new Command(List.of("a"), SOMEWHERE, Map.of("A", "\0")))
        .hasMessageContaining("the value of A");
    assertThatThrownBy(() -> new Command(List.of("a"), SOMEWHERE, Map.of("A=B", "c")))
        .hasMessageContaining("A=B");
    assertThatThrownBy(() -> new Command(List.of("a"), Path.of("here"), Map.of()))
        .hasMessageContaining("here");
  }

  private static String outputOfShell(String line) throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("/bin/sh").redirectErrorStream(true).start();
    try (var input = shell.outputWriter(StandardCharsets.UTF_8)) {
      input.write(line + "\n");
    }
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    shell.waitFor();
    return output;
  }
}
