package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What firejail keeps, tried; it cannot express the names that the other backends are tried with.
 */
@Tag("nightly")
final class FirejailTest extends SandboxContractTest {
  @Override
  Trial trial(Path folder) throws IOException {
    return new Trial(folder, "run", "01_stage");
  }

  @Override
  Sandbox sandbox(Path status) throws IOException {
    Backends backends = new Backends(System.getenv("PATH"), Map.of(), Optional.empty(), status);
    return switch (backends.look(SandboxKind.FIREJAIL)) {
      case Backends.Found.Usable(Sandbox sandbox) -> sandbox;
      case Backends.Found.Unusable(String reason) -> abort(reason);
    };
  }

  @Test
  void aPathThatItCannotExpressIsRefused() throws Exception {
    Path odd = Files.createDirectory(trial.run.resolve("two words"));

    assertThatThrownBy(() ->
            sandbox.confine(
                trial.shell("true"),
                new SandboxPolicy(List.of(odd), List.of(trial.stage), Network.NONE)))
        .isInstanceOf(PolicyRefused.class)
        .hasMessageContaining("two words, for its name");
  }

  @Test
  void aPathInAFolderThatItCoversItselfIsRefused() {
    assertThatThrownBy(() ->
            sandbox.confine(
                trial.shell("true"),
                new SandboxPolicy(
                    List.of(Path.of("/var/log")), List.of(trial.stage), Network.NONE)))
        .isInstanceOf(PolicyRefused.class)
        .hasMessageContaining("it cannot show /var/log");
  }

  @Test
  void aPathGivenThroughALinkWorksByBothNames() throws Exception {
    Path link = Files.createSymbolicLink(trial.run.resolve("alias"), Path.of("input"));
    SandboxPolicy policy = new SandboxPolicy(List.of(link), List.of(trial.stage), Network.NONE);

    assertThat(
            trial
                .run(
                    sandbox, trial.shell("cat \"$RUN/alias/data.txt\" \"$INPUT/data.txt\""), policy)
                .out())
        .isEqualTo("data\ndata\n");
  }

  @Test
  void theStageCannotForgeItsStart() throws Exception {
    assertThat(trial.run(sandbox, "(echo x >&3) 2>/dev/null && echo wrote").out()).isEmpty();
  }

  @Test
  void socketsOfVirtualMachinesAndNamespacesAreRefused() throws Exception {
    String out =
        trial
            .run(
                sandbox,
                """
                perl -e 'for (40, 38, 17) { print "family $_\\n" if socket(S, $_, 1, 0) }'
                perl -e 'print "userns\\n" if syscall(272, 0x10000000) == 0'
                (exec 3>>/proc/sys/kernel/core_pattern) 2>/dev/null && echo core_pattern
                grep CapEff /proc/self/status
                """)
            .out();

    assertThat(out).isEqualTo("CapEff:\t0000000000000000\n");
  }
}
