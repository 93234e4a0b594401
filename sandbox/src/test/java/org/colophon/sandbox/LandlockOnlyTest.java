package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessOutcome.Exited;
import org.colophon.process.ResourceLimits;
import org.colophon.sandbox.linux.Landlock;
import org.colophon.sandbox.seccomp.Architecture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a stage can and cannot do that only its own thread holds back. */
@Tag("landlock")
final class LandlockOnlyTest extends SandboxContractTest {
  @BeforeAll
  static void skipWhereThereIsNone() {
    assumeTrue(Landlock.version() >= Landlock.TRUNCATES, "this kernel has no Landlock 3");
  }

  @Override
  Sandbox sandbox(Path status) throws IOException {
    return new LandlockOnly(
        SystemView.ofThisMachine(), Architecture.ofThisMachine().orElseThrow(), Landlock.version());
  }

  @Test
  void itPromisesNoMoreThanItCanKeep() {
    assertThat(sandbox.promises())
        .containsExactlyInAnyOrder(Promise.NO_OUTSIDE_READS, Promise.NETWORK, Promise.SYSTEM_CALLS);
  }

  @Test
  void nothingOutsideIsWrittenThoughModesCanBeChanged() throws Exception {
    String out =
        trial
            .run(
                sandbox,
                """
                say() { (echo bad >"$1") 2>/dev/null && echo "wrote $1"; }
                try() { "$@" 2>/dev/null && echo "$1"; }
                say "$NEIGHBOUR/new.txt"
                say "$NEIGHBOUR/secret.txt"
                say "$INPUT/data.txt"
                say /tmp/colophon-escape
                say /proc/sys/kernel/core_pattern
                try truncate -s 0 "$INPUT/data.txt"
                try rm -f "$INPUT/data.txt"
                try mv "$INPUT/data.txt" stolen
                try ln "$INPUT/data.txt" hard
                try chmod 640 "$INPUT/data.txt"
                """)
            .out();

    assertThat(out).as("said in the docs not to be kept").isEqualTo("chmod\n");
    assertThat(trial.input.resolve("data.txt")).hasContent("data\n");
    assertThat(trial.neighbour.resolve("secret.txt")).hasContent("secret\n");
  }

  @Test
  void theStageHasNoCapabilitiesAndCanGainNone() throws Exception {
    String out = trial.run(sandbox, "cat /proc/self/status; kill -0 1; echo $?; id -u").out();

    assertThat(out).as("its own folder of /proc is not there").doesNotContain("Cap");
    assertThat(out.lines().findFirst()).as("kill").contains("1");
    assertThat(trial.run(sandbox, "chown 1 copy 2>&1; touch own && chown 1 own").outcome())
        .isEqualTo(new Exited(1));
  }

  @Test
  void theOtherThreadsStayFree() throws Exception {
    trial.run(sandbox, "true");

    assertThat(Files.readString(Path.of("/proc/self/status"))).contains("NoNewPrivs:\t0");
    assertThat(Files.writeString(trial.neighbour.resolve("free"), "x")).exists();
  }

  @Test
  void aStageThatRunsOnIsEnded() throws Exception {
    StrayProcesses strays = StrayProcesses.marked();

    Trial.Ran ran =
        trial.run(
            sandbox.confine(trial.shell(strays.command() + " & wait"), trial.policy()),
            new ResourceLimits(Duration.ofMillis(500), Duration.ofMillis(100), 1000),
            _ -> {});

    assertThat(ran.outcome()).isInstanceOf(ProcessOutcome.TimedOut.class);
    assertThat(strays.waitUntilGone()).isEmpty();
  }

  @Test
  void signalsReachOnlyItsOwnProcesses() throws Exception {
    assumeTrue(Landlock.version() >= Landlock.SCOPES, "Landlock 6 only");
    Process other = new ProcessBuilder("sleep", "300").start();
    try {
      String script = "kill -TERM " + other.pid() + " 2>/dev/null && echo sent; sleep 9 & kill $!";

      assertThat(trial.run(sandbox, script)).extracting(Trial.Ran::out).isEqualTo("");
      assertThat(other.isAlive()).isTrue();
      assertThat(
              trial
                  .run(sandbox, trial.shell(script), trial.policy().signalling(Signals.USER))
                  .out())
          .isEqualTo("sent\n");
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void notEvenALocalSocketIsReached() throws Exception {
    Path socket = trial.input.resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      String connect =
          "perl -MIO::Socket::UNIX -e 'print IO::Socket::UNIX->new(Peer => shift) ? 1 : 0' "
              + "\"$INPUT/s\"";

      assertThat(trial.run(sandbox, connect).out()).isEqualTo("0");
      assertThat(trial.run(sandbox, trial.shell(connect), trial.policy(Network.HOST)).out())
          .isEqualTo("1");
    }
  }

  @Test
  void whatIsReadableOnlyCannotLieInWhatIsWritable() throws Exception {
    Path frozen = Files.createDirectory(trial.stage.resolve("frozen"));

    assertThatThrownBy(() ->
            sandbox.confine(
                trial.shell("true"),
                new SandboxPolicy(List.of(frozen), List.of(trial.stage), Network.NONE)))
        .isInstanceOf(PolicyRefused.class)
        .hasMessageContaining("frozen lies in a writable path");
  }

  @Test
  void memoryIsRefusedIfInsistedOnAndNamedIfNot() throws Exception {
    SandboxPolicy insisting =
        trial.policy().limitedTo(Limits.NONE.with(Resource.MEMORY, 1000, true));
    SandboxPolicy asking =
        trial
            .policy()
            .limitedTo(
                Limits.NONE.with(Resource.MEMORY, 1000, false).with(Resource.OPEN_FILES, 50, true));

    assertThatThrownBy(() -> sandbox.confine(trial.shell("true"), insisting))
        .isInstanceOf(PolicyRefused.class)
        .hasMessageContaining("memory: 1000 cannot be kept here, it takes the sandbox bubblewrap");
    assertThat(sandbox.confine(trial.shell("true"), asking).notEnforced())
        .anyMatch(line -> line.startsWith("memory: no limit"))
        .noneMatch(line -> line.startsWith("open_files"));
    assertThat(trial.run(sandbox, trial.shell("ulimit -n"), asking).out()).isEqualTo("50\n");
  }
}
