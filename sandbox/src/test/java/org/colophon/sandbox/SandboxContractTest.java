package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.colophon.process.Command;
import org.colophon.process.ProcessOutcome.Exited;
import org.colophon.process.ProcessOutcome.Killed;
import org.colophon.process.ProcessOutcome.NotStarted;
import org.colophon.sandbox.proxy.HostRule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each MUST of {@link Sandbox}, and each {@link Promise} that an implementation makes. */
abstract class SandboxContractTest {
  Trial trial;
  Sandbox sandbox;

  /**
   * The implementation.
   *
   * @param status an existing folder outside every policy
   */
  abstract Sandbox sandbox(Path status) throws IOException;

  @BeforeEach
  void prepare(@TempDir Path folder) throws IOException {
    trial = trial(folder);
    sandbox = sandbox(trial.status);
  }

  Trial trial(Path folder) throws IOException {
    return new Trial(folder);
  }

  /** Variables that a backend cannot help adding, and says so. */
  Map<String, String> added() {
    return Map.of();
  }

  String killsItself() {
    return "kill -KILL $$";
  }

  @Test
  void theArgumentsReachTheStageUnchanged() throws Exception {
    Command command =
        trial.command("printf", "<%s>", "two words", "", "it's\nλ", "--", "-n", "$HOME", "a=b");

    Confined confined = sandbox.confine(command, trial.policy());

    assertThat(confined.command().argv()).endsWith(command.argv().toArray(String[]::new));
    assertThat(trial.run(sandbox, command, trial.policy()).out())
        .isEqualTo("<two words><><it's\nλ><--><-n><$HOME><a=b>");
  }

  @Test
  void theStageStartsInItsOwnFolder() throws Exception {
    assertThat(trial.run(sandbox, "pwd").out()).isEqualTo(trial.stage + "\n");
  }

  @Test
  void theStageSeesItsVariablesAndNoOther() throws Exception {
    String out = trial.run(sandbox, trial.command("/usr/bin/env", "-0"), trial.policy()).out();

    Map<String, String> expected = new TreeMap<>(added());
    expected.putAll(Trial.ENVIRONMENT);
    assertThat(trial.variables(out)).isEqualTo(expected);
  }

  @Test
  void variablesOfTheLoaderReachTheStageToo() throws Exception {
    Command command =
        new Command(List.of("/usr/bin/env"), trial.stage, Map.of("LD_LIBRARY_PATH", "/somewhere"));

    assertThat(trial.run(sandbox, command, trial.policy()).out())
        .contains("LD_LIBRARY_PATH=/somewhere\n");
  }

  @Test
  void theStageReadsItsInputAndWritesItsFolder() throws Exception {
    Trial.Ran ran = trial.run(sandbox, "cp \"$INPUT/data.txt\" copy.txt");

    assertThat(ran.outcome()).isEqualTo(new Exited(0));
    assertThat(trial.stage.resolve("copy.txt")).hasContent("data\n");
    assertThat(Files.getOwner(trial.stage.resolve("copy.txt")))
        .isEqualTo(Files.getOwner(trial.stage));
  }

  @Test
  void everyExitCodeComesThrough() throws Exception {
    for (int code : List.of(0, 1, 2, 3, 127, 255)) {
      assertThat(trial.run(sandbox, "exit " + code).outcome()).isEqualTo(new Exited(code));
    }
  }

  @Test
  void aStageKilledByASignalIsNotAnExit() throws Exception {
    assertThat(trial.run(sandbox, killsItself()).outcome()).isEqualTo(new Killed(9));
  }

  @Test
  void aStageThatNeverStartedIsToldFromOneThatExited() throws Exception {
    Command missing = trial.command("no-such-program");

    assertThat(trial.run(sandbox, missing, trial.policy()).outcome())
        .isInstanceOf(NotStarted.class);
  }

  @Test
  void aPolicyThatCannotBeKeptIsRefused() {
    assumeTrue(!sandbox.promises().isEmpty(), "promises nothing");
    Path missing = trial.run.resolve("not there");
    SandboxPolicy policy = new SandboxPolicy(List.of(missing), List.of(trial.stage), Network.NONE);

    assertThatThrownBy(() -> sandbox.confine(trial.shell("true"), policy))
        .isInstanceOf(PolicyRefused.class)
        .hasMessageContaining(missing + " does not exist");
  }

  @Test
  void aVariableThatThePolicyDoesNotNameIsRefused() throws Exception {
    Command command = trial.shell("true").withSecrets(Map.of("TOKEN", "12345678"));
    Set<String> plain = Trial.ENVIRONMENT.keySet();

    assertThatThrownBy(
            () -> sandbox.confine(command, trial.policy().seeing(new Variables(plain, Set.of()))))
        .isInstanceOf(PolicyRefused.class)
        .hasMessageContaining("the secret TOKEN is not in the policy");
    sandbox.confine(command, trial.policy().seeing(new Variables(plain, Set.of("TOKEN")))).close();
  }

  @Test
  void nothingOutsideChanges() throws Exception {
    assumePromise(Promise.NO_OUTSIDE_WRITES);
    Path secret = trial.neighbour.resolve("secret.txt");
    Files.createSymbolicLink(trial.stage.resolve("way out"), trial.neighbour);
    Files.createSymbolicLink(trial.stage.resolve("file out"), secret);

    String out =
        trial
            .run(
                sandbox,
                """
                try() { "$@" 2>/dev/null && echo "$*"; }
                say() { (echo bad >"$1") 2>/dev/null && echo "wrote $1"; }
                say "$NEIGHBOUR/new.txt"
                say "$NEIGHBOUR/secret.txt"
                say "way out/new.txt"
                say "file out"
                say ../../neighbour/new.txt
                say /proc/1/root/colophon.txt
                say "$INPUT/data.txt"
                say "$INPUT/new.txt"
                try chmod 777 "$INPUT"
                try touch -d 2001-01-01 "$INPUT/data.txt"
                try rm -f "$INPUT/data.txt"
                try mv "$INPUT" "$RUN/moved"
                try ln "$INPUT/data.txt" hard
                try mount -o remount,rw,bind "$INPUT"
                try umount "$INPUT"
                try touch /usr/colophon.txt /etc/colophon.txt /colophon.txt /dev/colophon.txt
                """)
            .out();

    assertThat(out).isEmpty();
    assertThat(secret).hasContent("secret\n");
    assertThat(trial.neighbour.toFile().list()).hasSize(1);
    assertThat(trial.input.toFile().list()).hasSize(1);
    assertThat(trial.input.resolve("data.txt")).hasContent("data\n");
    assertThat(Path.of("/usr/colophon.txt")).doesNotExist();
  }

  @Test
  void nothingOutsideIsRead() throws Exception {
    assumePromise(Promise.NO_OUTSIDE_READS);
    Files.createSymbolicLink(trial.stage.resolve("way out"), trial.neighbour);

    String out =
        trial
            .run(
                sandbox,
                """
                cat "$NEIGHBOUR/secret.txt" "way out/secret.txt" ../../neighbour/secret.txt
                cat /proc/1/root"$NEIGHBOUR"/secret.txt /proc/self/cwd/../../neighbour/secret.txt
                cat /etc/shadow /etc/gshadow
                for folder in "$NEIGHBOUR" /root /home /var /run /opt /srv /mnt /sys /etc/ssl/private
                do ls "$folder"; done
                """)
            .out();

    assertThat(out).isEmpty();
  }

  @Test
  void withoutANetworkNothingIsReached() throws Exception {
    assumePromise(Promise.NETWORK);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Command connect =
          trial.command(
              "bash",
              "-c",
              "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + " && echo reached");

      assertThat(trial.run(sandbox, connect, trial.policy(Network.NONE)).out()).isEmpty();
      assertThat(trial.run(sandbox, connect, trial.policy(Network.HOST)).out())
          .as("the same with the network of the machine")
          .isEqualTo("reached\n");
    }
  }

  @Test
  void aListOfHostsIsKeptOrRefusedOrSaidNotToBe() throws Exception {
    SandboxPolicy policy =
        trial.policy(new Network.Hosts(List.of(HostRule.parse("allowed.test")), List.of()));
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Command connect =
          trial.command(
              "bash",
              "-c",
              "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + " && echo reached");

      Confined confined = sandbox.confine(connect, policy);
      boolean said = confined.notEnforced().stream().anyMatch(it -> it.startsWith("network"));

      assertThat(trial.run(sandbox, connect, policy).out()).isEqualTo(said ? "reached\n" : "");
      assertThat(confined.networkUse().isEmpty()).isEqualTo(said);
      confined.close();
    } catch (PolicyRefused e) {
      assertThat(e).hasMessageContaining("hosts");
    }
  }

  @Test
  void othersProcessesAreNotSeen() throws Exception {
    assumePromise(Promise.OWN_PROCESSES);

    String out = trial.run(sandbox, "echo /proc/[0-9]*").out();

    assertThat(out.split(" ", 0))
        .as("its shell, and at most a wrapper")
        .hasSizeLessThanOrEqualTo(2);
    assertThat(out).doesNotContain("/proc/" + ProcessHandle.current().pid());
  }

  @Test
  void whatTheStageLeavesBehindEndsWithIt() throws Exception {
    assumePromise(Promise.WHOLE_TREE_ENDS);
    StrayProcesses strays = StrayProcesses.marked();

    Trial.Ran ran =
        trial.run(
            sandbox,
            """
            for i in $(seq 200); do setsid sh -c 'exec "$@"' sh %s & done
            (setsid setsid sh -c 'exec >/dev/null 2>&1; exec "$@"' sh %s &)
            exit 0
            """
                .formatted(strays.command(), strays.command()));

    assertThat(ran.outcome()).isEqualTo(new Exited(0));
    assertThat(strays.waitUntilGone()).isEmpty();
  }

  void assumePromise(Promise promise) {
    assumeTrue(sandbox.promises().contains(promise), "does not promise " + promise);
  }
}
