package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.process.Command;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessOutcome.Exited;
import org.colophon.process.ResourceLimits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages in real containers, half a second each: an image made of this machine's own programs. */
@Tag("nightly")
final class PodmanTest extends SandboxContractTest {
  private static TrialImage image = new TrialImage(Map.of(), "");

  @BeforeAll
  static void makeAnImageOrSkip(@TempDir Path folder) throws Exception {
    Optional<TrialImage> made = TrialImage.make(folder);
    assumeTrue(made.isPresent(), "there is no podman");
    image = made.get();
  }

  @Override
  Sandbox sandbox(Path status) throws IOException {
    Backends backends =
        new Backends(System.getenv("PATH"), image.environment(), Optional.of(image.name()), status);
    return switch (backends.look(SandboxKind.PODMAN)) {
      case Backends.Found.Usable(Sandbox sandbox) -> sandbox;
      case Backends.Found.Unusable(String reason) -> abort(reason);
    };
  }

  /** The engine says who and where they are. */
  @Override
  Map<String, String> added() {
    return Map.of("HOSTNAME", "stage", "HOME", "/");
  }

  /** The first process of a container is safe from its own signals. */
  @Override
  String killsItself() {
    return "sh -c 'kill -KILL $$'; exit $?";
  }

  @Test
  void theImageIsKnownByItsDigest() {
    assertThat(sandbox.image()).contains(image.name()).get().asString().contains("@sha256:");
  }

  @Test
  void noValueStandsInAnArgument() throws Exception {
    Command command =
        new Command(
                List.of("true"),
                trial.stage,
                Map.of("PATH", "/usr/bin", "HTTPS_PROXY", "http://u:secret1@x"))
            .withSecrets(Map.of("TOKEN", "secret2", "HOME", "/secret3"));

    try (Confined confined = sandbox.confine(command, trial.policy())) {
      assertThat(String.join(" ", confined.command().argv())).doesNotContain("secret");
      assertThat(confined.command().quoted()).doesNotContain("secret2");
      assertThat(confined.command().environment()).doesNotContainEntry("HOME", "/secret3");
    }
  }

  @Test
  void theFilterAndTheKernelsControlsHold() throws Exception {
    String out =
        trial
            .run(
                sandbox,
                """
                perl -e 'for (40, 38, 17) { print "family $_\\n" if socket(S, $_, 1, 0) }'
                perl -e 'print "fchmodat2\\n" if syscall(452, -100, "data", 04755, 0) == 0'
                touch data; chmod u+s data 2>/dev/null && echo set-user-id
                perl -e 'print "userns\\n" if syscall(272, 0x10000000) == 0'
                (exec 3>>/proc/sys/kernel/core_pattern) 2>/dev/null && echo core_pattern
                grep -E 'Cap(Eff|Bnd|Prm)|NoNewPrivs' /proc/self/status
                """)
            .out();

    assertThat(out.lines().map(line -> line.replaceAll("\\s+", " ")))
        .containsExactlyInAnyOrder(
            "CapPrm: 0000000000000000",
            "CapEff: 0000000000000000",
            "CapBnd: 0000000000000000",
            "NoNewPrivs: 1");
  }

  @Test
  void aContainerThatRunsOnIsRemovedByItsName() throws Exception {
    Confined confined = sandbox.confine(trial.shell("trap '' TERM; sleep 300"), trial.policy());
    String name = confined.command().argv().get(confined.command().argv().indexOf("--name") + 1);

    Trial.Ran ran =
        trial.run(
            confined,
            new ResourceLimits(Duration.ofSeconds(3), Duration.ofMillis(200), 1000),
            _ -> {});

    assertThat(ran.outcome()).isInstanceOf(ProcessOutcome.TimedOut.class);
    assertThat(image.said(confined.command().program(), "ps", "--all", "--format", "{{.Names}}"))
        .doesNotContain(name);
  }

  @Test
  void memoryProcessesAndFilesAreLimited() throws Exception {
    Limits limits =
        Limits.NONE
            .with(Resource.MEMORY, 64L << 20, true)
            .with(Resource.PROCESSES, 20, true)
            .with(Resource.CPUS, 1, true)
            .with(Resource.OPEN_FILES, 42, true)
            .with(Resource.FILE_SIZE, 1 << 20, true);
    String script =
        "ulimit -n; head -c 300M /dev/zero | tail -c 300M >/dev/null; head -c 2000000 /dev/zero"
            + " >big; true";

    Trial.Ran ran = trial.run(sandbox, trial.shell(script), trial.policy().limitedTo(limits));

    assertThat(ran.out()).isEqualTo("42\n");
    assertThat(ran.outcome()).isIn(new Exited(0), new ProcessOutcome.Killed(9));
    assertThat(trial.stage.resolve("big"))
        .satisfiesAnyOf(
            big -> assertThat(big).hasSize(1 << 20), big -> assertThat(big).doesNotExist());
  }
}
