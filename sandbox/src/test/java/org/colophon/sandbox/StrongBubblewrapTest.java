package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.colophon.process.Command;
import org.colophon.process.DiskLimit;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessOutcome.Exited;
import org.colophon.process.ResourceLimits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same stages, against the strongest form of bubblewrap that this machine has. */
@Tag("bubblewrap")
final class StrongBubblewrapTest extends BubblewrapTest {
  @Override
  Sandbox sandbox(Path status) throws IOException {
    BubblewrapProbe probe =
        new BubblewrapProbe(Files.createDirectories(status.resolveSibling("probe")));
    return switch (probe.look(System.getenv("PATH"))) {
      case BubblewrapProbe.Available found -> probe.strongest(found, status);
      case BubblewrapProbe.Unavailable(String reason) -> abort(reason);
    };
  }

  @Test
  void memoryProcessesAndFilesAreLimitedByName() throws Exception {
    assumeKept(Resource.MEMORY, Resource.PROCESSES, Resource.FILE_SIZE, Resource.OPEN_FILES);

    assertThat(
            under(Resource.MEMORY, 64L << 20, "head -c 300M /dev/zero | tail -c 300M | tail -c 1")
                .outcome())
        .isEqualTo(new ProcessOutcome.OutOfMemory(64L << 20));
    assertThat(
            under(Resource.PROCESSES, 10, "for i in $(seq 30); do sleep 5 & done; wait").outcome())
        .isEqualTo(new ProcessOutcome.TooManyProcesses(10));
    assertThat(under(Resource.FILE_SIZE, 1 << 20, "head -c 2000000 /dev/zero >big").outcome())
        .isNotEqualTo(new Exited(0));
    assertThat(under(Resource.OPEN_FILES, 42, "ulimit -n").out()).isEqualTo("42\n");
    assertThat(trial.stage.resolve("big")).hasSize(1 << 20);
  }

  @Test
  void aStageWithinItsLimitsIsLeftAlone() throws Exception {
    SandboxPolicy policy =
        trial
            .policy()
            .limitedTo(
                Limits.NONE
                    .with(Resource.MEMORY, 256L << 20, false)
                    .with(Resource.PROCESSES, 50, false)
                    .with(Resource.CPUS, 1, false));

    assertThat(
            trial
                .run(sandbox, trial.shell("(exec 2>/dev/null; true) | cat; exit 1"), policy)
                .outcome())
        .isEqualTo(new Exited(1));
  }

  @Test
  void aLimitThatCannotBeKeptIsRefusedOrNamed() throws Exception {
    Sandbox bare =
        new Bubblewrap(
            Path.of("/bin/true"),
            new SystemView(List.of(Path.of("/usr")), List.of(), List.of()),
            trial.status);
    Command command = trial.command("true");
    SandboxPolicy insisting =
        trial.policy().limitedTo(Limits.NONE.with(Resource.MEMORY, 1000, true));
    SandboxPolicy asking = trial.policy().limitedTo(Limits.NONE.with(Resource.MEMORY, 1000, false));

    assertThatThrownBy(() -> bare.confine(command, insisting))
        .isInstanceOf(PolicyRefused.class)
        .hasMessageContaining("memory: 1000 cannot be kept here")
        .hasMessageContaining("control group");
    assertThat(bare.confine(command, asking).notEnforced())
        .contains("memory: no limit, that takes a writable control group (memory)");
    assertThatThrownBy(() -> new NoSandbox().confine(command, insisting))
        .isInstanceOf(PolicyRefused.class);
  }

  @Test
  void whatTheStageWroteIsStartedOnlyIfItSaidSo() throws Exception {
    assumeOwnUser();
    Command command = trial.shell("cp /bin/true mine && ./mine && echo started");

    assertThat(trial.run(sandbox, command, trial.policy().executing(true)).out())
        .isEqualTo("started\n");
    assertThat(trial.run(sandbox, command, trial.policy().executing(false)).out()).isEmpty();
  }

  @Test
  void filesThatOnlyRootMayReadArePartOfThePolicyAndWhatIsMadeIsRoots() throws Exception {
    assumeOwnUser();
    Path data = trial.input.resolve("data.txt");
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(trial.run, PosixFilePermissions.fromString("rwx------"));

    String out =
        trial.run(sandbox, "cat \"$INPUT/data.txt\"; mkdir -m 700 own; echo x >own/file").out();

    assertThat(out).isEqualTo("data\n");
    assertThat(Files.getAttribute(trial.stage.resolve("own/file"), "unix:uid")).isEqualTo(0);
  }

  @Test
  void theKernelSeesAUserThatNobodyElseIs() throws Exception {
    assumeOwnUser();
    // inside 0, outside another, and only that
    Command command = trial.shell("cat /proc/self/uid_map /proc/self/gid_map");
    try (Confined one = sandbox.confine(command, trial.policy());
        Confined other = sandbox.confine(command, trial.policy())) {
      int user = one.preparation().user().orElseThrow();
      assertThat(user).isNotZero().isNotEqualTo(other.preparation().user().orElseThrow());
      ResourceLimits limits =
          new ResourceLimits(Duration.ofMinutes(5), Duration.ofSeconds(1), 1000);

      assertThat(trial.run(one, limits, _ -> {}).out().split("\\s+"))
          .containsExactly("", "0", user + "", "1", "0", user + "", "1");
    }
  }

  @Test
  void everyMountIsReadOnlyButWhatTheStageWritesAndNoneMakesDevicesOrRaisesRights()
      throws Exception {
    assumeOwnUser();
    // the kernel writes a space and a line break so
    String stage = trial.stage.toRealPath().toString().replace(" ", "\\040").replace("\n", "\\012");
    Set<Path> written =
        Set.of(Path.of("/tmp"), Path.of("/dev/shm"), Path.of("/proc"), Path.of(stage));
    Path terminals = Path.of("/dev/pts");

    String out =
        trial
            .run(
                sandbox,
                trial.shell("cut -d' ' -f5,6 /proc/self/mountinfo"),
                trial.policy().executing(false))
            .out();

    Map<Path, Set<String>> mounts = new TreeMap<>();
    out.lines()
        .map(line -> line.split(" ", 2))
        .forEach(words -> mounts.put(Path.of(words[0]), Set.of(words[1].split(",", -1))));
    assertThat(mounts).containsKeys(Path.of("/"), Path.of("/usr"), Path.of("/dev/null"));
    assertThat(mounts.keySet()).containsAll(written);
    mounts.forEach((path, options) -> {
      assertThat(options).as("%s", path).contains("nosuid");
      if (!path.startsWith("/dev") || path.endsWith("shm")) {
        assertThat(options).as("%s", path).contains("nodev");
      }
      if (written.contains(path) || path.equals(terminals)) {
        assertThat(options).as("%s", path).contains("noexec");
      } else {
        assertThat(options).as("%s", path).contains("ro");
      }
    });
  }

  @Test
  void outputsCanBeOpenedAnew() throws Exception {
    Trial.Ran ran = trial.run(sandbox, "echo out >/dev/stdout; echo err >/dev/stderr");

    assertThat(ran.out()).isEqualTo("out\n");
    assertThat(ran.err()).isEqualTo("err\n");
  }

  @Test
  void abstractSocketsOfTheMachineAreNotReachedEvenWithItsNetwork() throws Exception {
    String socket = "\\0colophon-" + ProcessHandle.current().pid();
    String connect =
        "perl -MIO::Socket::UNIX -e 'print IO::Socket::UNIX->new(Peer => \""
            + socket
            + "\") ? 1 : 0'";
    Process server =
        new ProcessBuilder(
                "perl",
                "-MIO::Socket::UNIX",
                "-e",
                "$| = 1; my $s = IO::Socket::UNIX->new(Local => \""
                    + socket
                    + "\", Listen => 9) or die; print \"up\\n\"; sleep 60")
            .start();
    try (Confined confined = sandbox.confine(trial.shell(connect), trial.policy(Network.HOST))) {
      assumeTrue(!confined.notEnforced().contains(Armour.NO_SCOPES), Armour.NO_SCOPES);
      assertThat(server.inputReader().readLine()).isEqualTo("up");

      assertThat(trial.run(sandbox, trial.shell(connect), trial.policy(Network.HOST)).out())
          .isEqualTo("0");
      assertThat(trial.run(new NoSandbox(), trial.shell(connect), trial.policy()).out())
          .as("the same without a sandbox")
          .isEqualTo("1");
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void onlyDeclaredProgramsAreThere() throws Exception {
    SandboxPolicy policy =
        trial.policy().offering(List.of(Path.of("/bin/sh"), Path.of("/usr/bin/cat")));

    Trial.Ran ran =
        trial.run(
            sandbox,
            trial.shell("cat \"$INPUT/data.txt\"; id; perl -e 1; test -e /usr/bin/env || echo no"),
            policy);

    assertThat(ran.out()).isEqualTo("data\nno\n");
    assertThat(ran.err()).contains("id: not found", "perl: not found");
  }

  @Test
  void whatLiesInTheFolderIsLimitedByTheRunner() throws Exception {
    ResourceLimits limits =
        new ResourceLimits(
            Duration.ofMinutes(5),
            Duration.ofSeconds(1),
            1000,
            Optional.of(new DiskLimit(trial.stage, 1_000_000)));

    Trial.Ran ran =
        trial.run(
            sandbox.confine(
                trial.shell("head -c 2000000 /dev/zero >big; sleep 300"), trial.policy()),
            limits,
            _ -> {});

    assertThat(ran.outcome()).isEqualTo(new ProcessOutcome.TooMuchDisk(1_000_000));
  }

  @Test
  void noControlGroupIsLeftBehind() throws Exception {
    assumeKept(Resource.PROCESSES);
    Confined confined =
        sandbox.confine(
            trial.shell("cat /proc/self/cgroup; setsid sleep 300 &"),
            trial.policy().limitedTo(Limits.NONE.with(Resource.PROCESSES, 20, false)));

    List<Path> before = groups();
    trial.run(
        confined, new ResourceLimits(Duration.ofMinutes(5), Duration.ofSeconds(1), 1000), _ -> {});

    assertThat(groups()).isEqualTo(before);
  }

  /** Those of this program. */
  private static List<Path> groups() throws IOException {
    try (Stream<Path> all =
        Files.find(
            Path.of("/sys/fs/cgroup"),
            8,
            (path, _) ->
                path.getFileName()
                    .toString()
                    .startsWith("colophon-" + ProcessHandle.current().pid() + "-"))) {
      return all.sorted().toList();
    }
  }

  private Trial.Ran under(Resource resource, long amount, String script) throws Exception {
    SandboxPolicy policy = trial.policy().limitedTo(Limits.NONE.with(resource, amount, true));
    return trial.run(sandbox, trial.shell(script), policy);
  }

  private void assumeOwnUser() throws Exception {
    try (Confined confined = sandbox.confine(trial.command("true"), trial.policy())) {
      assumeTrue(
          confined.preparation().user().isPresent(), "a user of its own for a stage takes root");
    }
  }

  private void assumeKept(Resource... resources) throws Exception {
    Limits limits = Limits.NONE;
    for (Resource resource : resources) {
      limits = limits.with(resource, 1000, false);
    }
    try (Confined confined =
        sandbox.confine(trial.command("true"), trial.policy().limitedTo(limits))) {
      assumeTrue(
          confined.notEnforced().stream().noneMatch(line -> line.contains("no limit")),
          () -> "not kept here: " + confined.notEnforced());
    }
  }
}
