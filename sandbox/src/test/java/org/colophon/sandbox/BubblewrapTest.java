package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import org.colophon.process.Command;
import org.colophon.process.ProcessOutcome.Exited;
import org.colophon.process.ProcessOutcome.Interrupted;
import org.colophon.process.ProcessOutcome.Killed;
import org.colophon.process.ProcessOutcome.NotStarted;
import org.colophon.process.ResourceLimits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hostile and careless stages try, against the real thing. */
@Tag("bubblewrap")
class BubblewrapTest extends SandboxContractTest {
  /** Values of the stage's own namespaces, where an ordinary user's are not covered. */
  private static final Pattern OWN_NAMESPACES =
      Pattern.compile(
          "/proc/sys/(fs/mqueue/.*|kernel/(auto_msgmni|msg.*|sem|shm.*|ns_last_pid|pid_max))");

  private static Path program = Path.of("/not/looked/for");

  @BeforeAll
  static void findOrSkip(@TempDir Path scratch) throws IOException {
    switch (new BubblewrapProbe(scratch).look(System.getenv("PATH"))) {
      case BubblewrapProbe.Available(Path found, _) -> program = found;
      case BubblewrapProbe.Unavailable(String reason) -> abort(reason);
    }
  }

  @Override
  Sandbox sandbox(Path status) throws IOException {
    return new Bubblewrap(program, SystemView.ofThisMachine(), status);
  }

  @Test
  void itPromisesEverything() {
    assertThat(sandbox.promises()).containsExactlyInAnyOrder(Promise.values());
  }

  /** As a stage that has a GPU sees that one; the kernel's log is a device that every Linux has. */
  @Test
  void aDeviceOfThePolicyIsThereAndNoOther() throws Exception {
    Path device = Path.of("/dev/kmsg");
    assumeTrue(Files.exists(device), "this machine shows no /dev/kmsg");
    String look = "test -c /dev/kmsg && echo there || echo hidden; ls /dev | grep -c loop";
    assertThat(trial.run(sandbox, look).out()).isEqualTo("hidden\n0\n");
    SandboxPolicy using = trial.policy().using(List.of(device));
    assertThat(trial.run(sandbox, trial.shell(look), using).out()).isEqualTo("there\n0\n");
  }

  @Test
  void theKernelCannotBeChangedEvenWhenTheOrchestratorIsRoot() throws Exception {
    // opened for appending only: were it allowed, nothing would be written
    String out =
        trial
            .run(
                sandbox,
                """
                for control in kernel/core_pattern kernel/hostname vm/drop_caches kernel/modprobe; do
                  (exec 3>>/proc/sys/$control) 2>/dev/null && echo "opened $control"
                done
                (exec 3>>/proc/sysrq-trigger) 2>/dev/null && echo opened sysrq-trigger
                find /proc/sys /proc/irq /proc/bus /proc/fs -writable 2>/dev/null
                """)
            .out();

    boolean root = SystemView.isRoot();
    assertThat(out.lines().filter(line -> root || !OWN_NAMESPACES.matcher(line).matches()))
        .isEmpty();
  }

  @Test
  void theWrapperShowsNoMoreThanTheStagesOwnVariables() throws Exception {
    String out = trial.run(sandbox, "cat /proc/1/environ").out();

    assertThat(trial.variables(out)).isEqualTo(Trial.ENVIRONMENT);
  }

  @Test
  void theStageCannotForgeItsEnd() throws Exception {
    String out =
        trial
            .run(
                sandbox,
                """
                for fd in 3 4 5 6 7 8 9; do
                  (echo '{ "exit-code": 0 }' >&$fd) 2>/dev/null && echo "wrote to $fd"
                done
                ls /proc/self/fd | wc -l
                """)
            .out();

    assertThat(out.strip()).as("0, 1, 2 and the listing itself").isEqualTo("4");
  }

  @Test
  void aStatusFolderInReachOfTheStageIsRefused() throws Exception {
    Sandbox careless = sandbox(trial.stage);

    assertThatThrownBy(() -> careless.confine(trial.shell("true"), trial.policy()))
        .isInstanceOf(PolicyRefused.class)
        .hasMessageContaining("forge");
  }

  @Test
  void onlyLoopbackIsThere() throws Exception {
    assertThat(trial.run(sandbox, "tail -n +3 /proc/net/dev | cut -d: -f1").out().strip())
        .isEqualTo("lo");
    assertThat(trial.run(sandbox, "ls /etc/resolv.conf").outcome()).isEqualTo(new Exited(2));
  }

  @Test
  void theStageHasNoCapabilitiesAndNoTerminal() throws Exception {
    String out = trial.run(sandbox, "grep Cap /proc/self/status; (: >/dev/tty) 2>&1").out();

    assertThat(out.lines().filter(line -> line.startsWith("Cap")))
        .hasSize(5)
        .allMatch(line -> line.endsWith("\t0000000000000000"));
    assertThat(out).contains("/dev/tty");
  }

  @Test
  void theTemporaryFolderIsPrivateAndBounded() throws Exception {
    Trial.Ran ran =
        trial.run(
            sandbox,
            """
            echo x > /tmp/colophon-private && cat /tmp/colophon-private
            stat -f -c '%b %S' /tmp /dev/shm
            """);

    String size = Bubblewrap.SCRATCH_BYTES / 4096 + " 4096";
    assertThat(ran.out().lines()).containsExactly("x", size, size);
    assertThat(Path.of("/tmp/colophon-private")).doesNotExist();
  }

  @Test
  void theDeeperPathDecides() throws Exception {
    Path inner = Files.createDirectory(trial.stage.resolve("frozen"));
    Path innermost = Files.createDirectory(inner.resolve("open"));
    SandboxPolicy policy =
        new SandboxPolicy(List.of(trial.run, inner), List.of(trial.stage, innermost), Network.NONE);

    String out =
        trial
            .run(
                sandbox,
                trial.shell(
                    """
                    for f in "$RUN/a" b frozen/c frozen/open/d; do
                      (echo x > "$f") 2>/dev/null && echo "${f##*/}"
                    done
                    """),
                policy)
            .out();

    assertThat(out.lines()).containsExactly("b", "d");
  }

  @Test
  void aPathGivenThroughALinkWorksByBothNames() throws Exception {
    Path link = Files.createSymbolicLink(trial.run.resolve("alias"), Path.of("input"));
    SandboxPolicy policy = new SandboxPolicy(List.of(link), List.of(trial.stage), Network.NONE);

    String out =
        trial
            .run(
                sandbox,
                trial.shell("cat \"$RUN/alias/data.txt\" \"$INPUT/data.txt\"; readlink ../alias"),
                policy)
            .out();

    assertThat(out.lines()).containsExactly("data", "data", "input");
  }

  @Test
  void aProgramOutsideThePolicyIsRefusedByName() throws Exception {
    Path tool = Files.copy(Path.of("/bin/true"), trial.neighbour.resolve("tool"));
    Path link = Files.createSymbolicLink(trial.stage.resolve("tool"), tool);

    assertThatThrownBy(() -> sandbox.confine(trial.command(link.toString()), trial.policy()))
        .isInstanceOf(PolicyRefused.class)
        .hasMessageContaining("the program " + tool + " is not in the policy");

    SandboxPolicy policy =
        new SandboxPolicy(List.of(trial.neighbour), List.of(trial.stage), Network.NONE);
    assertThat(trial.run(sandbox, trial.command(link.toString()), policy).outcome())
        .isEqualTo(new Exited(0));
  }

  @Test
  void aFolderOrPathThatCannotBeSharedIsRefused() throws Exception {
    Command command = trial.shell("true");

    assertThatThrownBy(() -> sandbox.confine(command, writable("/")))
        .hasMessageContaining("the whole machine");
    assertThatThrownBy(() -> sandbox.confine(command, writable("/proc/sys")))
        .hasMessageContaining("its own /proc");
    assertThatThrownBy(() -> sandbox.confine(command, writable("/usr")))
        .hasMessageContaining("cannot be both");
    Command elsewhere = new Command(List.of("true"), trial.neighbour, Map.of());
    assertThatThrownBy(() -> sandbox.confine(elsewhere, trial.policy()))
        .hasMessageContaining("the command's directory " + trial.neighbour);
  }

  @Test
  void aFileWithoutExecutePermissionNeverStarts() throws Exception {
    Path text = Files.writeString(trial.stage.resolve("text"), "no program");

    assertThat(trial.run(sandbox, trial.command(text.toString()), trial.policy()).outcome())
        .isInstanceOf(NotStarted.class);
  }

  @Test
  void compilersAndVirtualMachinesWork() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/gcc")), "there is no gcc");
    Path java = Path.of(System.getProperty("java.home"));
    SandboxPolicy policy = new SandboxPolicy(List.of(java), List.of(trial.stage), Network.NONE);

    Trial.Ran ran =
        trial.run(
            sandbox,
            trial.shell(
                """
                echo 'int main(void) { return 7; }' > seven.c
                gcc -o seven seven.c && ./seven; echo $?
                "%s/bin/java" -Xshare:auto --version | head -n 1
                """
                    .formatted(java)),
            policy);

    assertThat(ran.out().lines().toList()).hasSize(2).first().isEqualTo("7");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void aConfinedStageMayTidyUpToo() throws Exception {
    Thread caller = Thread.currentThread();
    List<String> lines = new CopyOnWriteArrayList<>();

    Trial.Ran ran =
        trial.run(
            sandbox.confine(
                trial.shell(
                    "trap 'echo tidied; exit 0' TERM; echo ready; while :; do sleep 0.01; done"),
                trial.policy()),
            new ResourceLimits(Duration.ofMinutes(5), Duration.ofSeconds(30), 1000),
            line -> {
              lines.add(line);
              if (line.equals("ready")) {
                caller.interrupt();
              }
            });

    assertThat(Thread.interrupted()).isTrue();
    assertThat(ran.outcome()).isEqualTo(new Interrupted());
    assertThat(lines).containsExactly("ready", "tidied");
  }

  @Test
  void whenTheWrapperIsKilledTheTreeEnds() throws Exception {
    StrayProcesses strays = StrayProcesses.marked();
    FutureTask<Trial.Ran> running =
        new FutureTask<>(() -> trial.run(sandbox, "setsid " + strays.command() + " & wait"));
    Thread.ofPlatform().start(running);
    strays.waitUntilRunning();

    ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().filter(it -> it.endsWith("/bwrap")).isPresent())
        .forEach(ProcessHandle::destroyForcibly);

    assertThat(running.get().outcome()).isEqualTo(new Killed(9));
    assertThat(strays.waitUntilGone()).isEmpty();
  }

  @Test
  void whenTheOrchestratorIsKilledTheTreeEnds() throws Exception {
    StrayProcesses strays = StrayProcesses.marked();
    Process orchestrator =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SmallOrchestrator.class.getName(),
                program.toString(),
                Files.createDirectory(trial.run.resolve("other")).toString(),
                "setsid " + strays.command() + " & wait")
            .inheritIO()
            .start();
    strays.waitUntilRunning();

    orchestrator.destroyForcibly().waitFor();

    assertThat(strays.waitUntilGone()).isEmpty();
  }

  @Test
  void whereTheCLibraryMayNotBeCalledTheJdkStartsTheStage() throws Exception {
    Path folder = Files.createDirectory(trial.run.resolve("other"));
    Process orchestrator =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--illegal-native-access=deny",
                "-cp",
                System.getProperty("java.class.path"),
                SmallOrchestrator.class.getName(),
                program.toString(),
                folder.toString(),
                "ls /proc/self/fd | wc -l; exit 3")
            .inheritIO()
            .start();

    assertThat(orchestrator.waitFor()).isEqualTo(0);

    // its three, and that of the listing
    assertThat(Files.readString(folder.resolve("logs/stdout.log"))).startsWith("4\n");
  }

  private SandboxPolicy writable(String path) {
    return new SandboxPolicy(List.of(), List.of(trial.stage, Path.of(path)), Network.NONE);
  }
}
