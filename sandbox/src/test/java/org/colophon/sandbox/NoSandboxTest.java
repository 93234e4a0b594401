package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.colophon.process.Command;
import org.junit.jupiter.api.Test;

final class NoSandboxTest extends SandboxContractTest {
  @Override
  Sandbox sandbox(Path status) {
    return new NoSandbox();
  }

  @Test
  void itPromisesNothing() {
    assertThat(sandbox.kind()).isEqualTo(SandboxKind.NONE);
    assertThat(sandbox.promises()).isEmpty();
  }

  @Test
  void theCommandIsStartedAsItIs() throws Exception {
    Command command = trial.shell("exit 3");

    assertThat(sandbox.confine(command, trial.policy())).isEqualTo(Confined.asIs(command));
  }

  @Test
  void aWriteOutsideIsNotPreventedButFound() throws Exception {
    List<Path> watched = List.of(trial.run, trial.neighbour);
    Listing before = Listing.of(watched, List.of(trial.stage), 1000);

    trial.run(
        sandbox,
        """
        echo fine > mine.txt
        echo new > "$NEIGHBOUR/new.txt"
        rm "$NEIGHBOUR/secret.txt"
        echo more >> "$INPUT/data.txt"
        """);

    Listing after = Listing.of(watched, List.of(trial.stage), 1000);
    OutsideWrites writes = OutsideWrites.between(before, after);
    assertThat(writes.created()).containsExactly(trial.neighbour.resolve("new.txt"));
    assertThat(writes.changed()).containsExactly(trial.input.resolve("data.txt"));
    assertThat(writes.deleted()).containsExactly(trial.neighbour.resolve("secret.txt"));
    assertThat(writes.unchecked()).isEmpty();
    assertThat(Files.exists(trial.stage.resolve("mine.txt"))).isTrue();
  }
}
