package org.colophon.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.colophon.process.ProcessOutcome.Exited;
import org.colophon.process.ProcessOutcome.Interrupted;
import org.colophon.process.ProcessOutcome.Killed;
import org.colophon.process.ProcessOutcome.LogNotWritten;
import org.colophon.process.ProcessOutcome.NotStarted;
import org.colophon.process.ProcessOutcome.OutputTooLarge;
import org.colophon.process.ProcessOutcome.TimedOut;
import org.colophon.secret.Redaction;
import org.colophon.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessRunnerTest {
  private static final ResourceLimits ROOMY =
      new ResourceLimits(Duration.ofMinutes(10), Duration.ofSeconds(30), 1L << 30);
  private static final ResourceLimits NO_GRACE =
      new ResourceLimits(Duration.ofMinutes(10), Duration.ZERO, 1L << 30);

  @TempDir private Path folder;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Test
  void theExitCodeAndBothOutputsAreKept() throws Exception {
    ProcessResult result = run("echo out; echo err >&2; exit 7", ROOMY);

    assertThat(result.outcome()).isEqualTo(new Exited(7));
    assertThat(result.survivors()).isEmpty();
    assertThat(stdout()).hasContent("out\n");
    assertThat(stderr()).hasContent("err\n");
    assertThat(lines).containsExactly("out");
  }

  @Test
  void theProcessSeesTheGivenVariablesAndNoOther() throws Exception {
    run(new Command(List.of("/usr/bin/env"), folder, Map.of("B", "λ\n2", "A", "1")), ROOMY);

    assertThat(Files.readString(stdout())).isIn("A=1\nB=λ\n2\n", "B=λ\n2\nA=1\n");
  }

  @Test
  void standardInputIsEmpty() throws Exception {
    assertThat(run("cat; echo end", ROOMY).outcome()).isEqualTo(new Exited(0));
    assertThat(stdout()).hasContent("end\n");
  }

  @Test
  void theProgramIsFoundOnThePathOfTheCommand() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("my bin"));
    Path program = Files.writeString(bin.resolve("only-here"), "#!/bin/sh\necho found\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();

    run(new Command(List.of("only-here"), folder, Map.of("PATH", "/nowhere:" + bin)), ROOMY);

    assertThat(lines).containsExactly("found");
  }

  @Test
  void whatCannotStartSaysWhy() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "no program");

    assertThat(run(command("no-such-program"), ROOMY).outcome())
        .isInstanceOfSatisfying(
            NotStarted.class,
            it -> assertThat(it.reason()).contains("no-such-program", "PATH /usr/bin:/bin"));
    assertThat(run(command(text.toString()), ROOMY).outcome())
        .isInstanceOfSatisfying(
            NotStarted.class, it -> assertThat(it.reason()).contains("Permission denied"));
    assertThat(run(new Command(List.of("true"), folder.resolve("gone"), Map.of()), ROOMY).outcome())
        .isInstanceOfSatisfying(
            NotStarted.class, it -> assertThat(it.reason()).contains("gone does not exist"));
  }

  @Test
  void aSignalFromElsewhereIsNamed() throws Exception {
    ProcessOutcome outcome = run("kill -KILL $$", ROOMY).outcome();

    assertThat(outcome).isEqualTo(new Killed(9));
    assertThat(outcome.cause()).isEqualTo("signal 9");
  }

  @Test
  void aCodeThatNoDeadlySignalHasStaysACode() throws Exception {
    assertThat(run("exit 255", ROOMY).outcome()).isEqualTo(new Exited(255));
    assertThat(run("exit 145", ROOMY).outcome()).as("SIGCHLD").isEqualTo(new Exited(145));
  }

  @Test
  void aProcessPastItsWallTimeIsStopped() throws Exception {
    Duration wallTime = Duration.ofMillis(300);

    ProcessResult result =
        run("sleep 600 & echo $!; wait", new ResourceLimits(wallTime, Duration.ZERO, 100));

    assertThat(result.outcome()).isEqualTo(new TimedOut(wallTime));
    assertThat(result.outcome().cause()).isEqualTo("timeout");
    assertThat(result.survivors()).isEmpty();
  }

  @Test
  void aHundredMegabytesOfOutputReachTheLog() throws Exception {
    assertThat(run("head -c 100000000 /dev/zero", ROOMY).outcome()).isEqualTo(new Exited(0));

    assertThat(stdout()).hasSize(100_000_000);
    assertThat(lines).singleElement().satisfies(it -> assertThat(it).hasSize(Lines.LONGEST));
  }

  @Test
  void outputOverTheLimitStopsTheProcessAndKeepsWhatCameBefore() throws Exception {
    ResourceLimits limits = new ResourceLimits(ROOMY.wallTime(), ROOMY.killDelay(), 1001);

    ProcessResult result = run("echo begin >&2; yes", limits);

    assertThat(result.outcome()).isEqualTo(new OutputTooLarge(1001));
    assertThat(result.outcome().cause()).isEqualTo("output_too_large");
    assertThat(stdout()).content().startsWith("y\n".repeat(500) + "y\n[").endsWith("y\n");
    assertThat(stdout())
        .content()
        .containsPattern("\\[\\d+ bytes cut here: more than the limit of 1001]");
    assertThat(Files.size(stdout())).isLessThan(1001 + 1001 + 100);
    assertThat(stderr()).content().startsWith("begin\n");
  }

  @Test
  void outputOfExactlyTheLimitIsFineAndOneByteMoreIsNot() throws Exception {
    ResourceLimits limits = new ResourceLimits(ROOMY.wallTime(), ROOMY.killDelay(), 1000);

    assertThat(run("head -c 1000 /dev/zero >&2", limits).outcome()).isEqualTo(new Exited(0));
    assertThat(run("head -c 1001 /dev/zero >&2", limits).outcome())
        .isEqualTo(new OutputTooLarge(1000));
    assertThat(stderr()).as("nothing had to be cut").hasSize(1001);
  }

  @Test
  void ofTooMuchOutputTheLastWordsAreKept() throws Exception {
    ResourceLimits limits = new ResourceLimits(ROOMY.wallTime(), ROOMY.killDelay(), 1 << 20);
    String loud = "trap '' TERM; head -c 9000000 /dev/zero; echo the reason; sleep 0.1";

    assertThat(run(loud, limits).outcome()).isEqualTo(new OutputTooLarge(1 << 20));

    int head = 1 << 20;
    int cut = 9_000_000 + "the reason\n".length() - head - OutputLog.TAIL;
    String marker = "\n[" + cut + " bytes cut here: more than the limit of " + head + "]\n";
    assertThat(stdout()).hasSize(head + marker.length() + OutputLog.TAIL);
    assertThat(stdout()).content().contains(marker).endsWith("\0the reason\n");
  }

  @Test
  void anInterruptedProcessMayTidyUp() throws Exception {
    ProcessResult result =
        runAndInterruptAfter(
            1, "trap 'echo tidied; exit 0' TERM; echo ready; while :; do sleep 0.01; done", ROOMY);

    assertThat(result.outcome()).isEqualTo(new Interrupted());
    assertThat(Thread.interrupted()).as("the thread is left interrupted").isTrue();
    assertThat(lines).containsExactly("ready", "tidied");
  }

  @Test
  void aProcessThatIgnoresItIsKilledAfterTheGrace() throws Exception {
    ProcessResult result =
        runAndInterruptAfter(1, "trap '' TERM; echo $$; while :; do sleep 1; done", NO_GRACE);

    assertThat(result.outcome()).isEqualTo(new Interrupted());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(pidsTold()).hasSize(1).allMatch(ProcessRunnerTest::isGone);
  }

  @Test
  void theWholeTreeEndsWithTheProcess() throws Exception {
    String tree =
        """
        trap '' TERM
        setsid sh -c 'echo $$; sleep 600' &
        sh -c 'sleep 600 & echo $!; wait' &
        echo $$
        wait
        """;
    ProcessResult result = runAndInterruptAfter(3, tree, NO_GRACE);

    assertThat(result.outcome()).isEqualTo(new Interrupted());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(pidsTold()).hasSize(3).allMatch(ProcessRunnerTest::isGone);
  }

  @Test
  void aProcessThatForksAndLeavesIsReportedAndEnded() throws Exception {
    ProcessResult result = run("sh -c 'setsid sleep 600 & echo $!'; echo left", ROOMY);

    assertThat(result.outcome()).isEqualTo(new Exited(0));
    assertThat(pidsTold()).singleElement().satisfies(pid -> assertThat(isGone(pid)).isTrue());
    assertThat(result.survivors()).containsExactly("pid " + pidsTold().getFirst() + " (sleep)");
    assertThat(lines).contains("left");
  }

  @Test
  void aProcessThatDetachedItselfAndClosedEverythingIsFoundByItsMark() throws Exception {
    String daemon = "trap '' TERM; echo $$ >pid.tmp; mv pid.tmp pid; exec sleep 600 <&- >&- 2>&-";
    Command command =
        new Command(
                List.of(
                    "/bin/sh",
                    "-c",
                    "(setsid sh -c \"$1\" &)& until [ -e pid ]; do :; done",
                    "sh",
                    daemon),
                folder,
                Map.of("PATH", "/usr/bin:/bin", "MINE", "it's\n[a] \\ *mark* – " + folder))
            .markedBy("MINE");

    ProcessResult result = run(command, NO_GRACE);

    String pid = Files.readString(folder.resolve("pid")).strip();
    assertThat(result.outcome()).isEqualTo(new Exited(0));
    assertThat(result.survivors()).containsExactly("pid " + pid + " (sleep)");
    assertThat(isGone(Long.parseLong(pid))).isTrue();
  }

  @Test
  void aNamelessFileOfOneThatDetachedItselfCountsToo() throws Exception {
    String daemon = "exec 3>big; rm big; head -c 3000000 /dev/zero >&3; exec sleep 600";
    Command command =
        new Command(
                List.of(
                    "/bin/sh", "-c", "setsid -f setsid -f sh -c \"$1\"; sleep 600", "sh", daemon),
                folder,
                Map.of("PATH", "/usr/bin:/bin", "MINE", folder.toString()))
            .markedBy("MINE");
    ResourceLimits limits =
        new ResourceLimits(
            Duration.ofSeconds(30),
            Duration.ZERO,
            1L << 30,
            Optional.of(new DiskLimit(folder, 1_000_000)));

    assertThat(run(command, limits).outcome()).isEqualTo(new ProcessOutcome.TooMuchDisk(1_000_000));
  }

  @Test
  void aChildThatEndsByItselfJustAfterIsNoSurvivorAndIsHeard() throws Exception {
    ProcessResult result = run("(sleep 0.05; echo late) & exit 0", ROOMY);

    assertThat(result.survivors()).isEmpty();
    assertThat(lines).containsExactly("late");
  }

  @Test
  void twoHundredChildrenEndToo() throws Exception {
    String many = "for i in $(seq 200); do setsid sleep 600 & echo $!; done; wait";

    runAndInterruptAfter(200, many, NO_GRACE);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(pidsTold()).hasSize(200).allMatch(ProcessRunnerTest::isGone);
  }

  @Test
  void aLogThatCannotBeWrittenEndsTheProcess() throws Exception {
    ProcessResult result =
        new ProcessRunner().run(shell("yes"), NO_GRACE, Path.of("/dev/full"), stderr(), lines::add);

    assertThat(result.outcome())
        .isEqualTo(new LogNotWritten("cannot write /dev/full: No space left on device"));
    assertThat(result.outcome().cause()).isEqualTo("log_not_written");
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  @Test
  void logsThatCannotEvenBeMadeSaySo() throws Exception {
    Path nowhere = folder.resolve("no such folder/stdout.log");

    assertThat(
            new ProcessRunner()
                .run(shell("yes"), NO_GRACE, nowhere, stderr(), lines::add)
                .outcome())
        .isEqualTo(new LogNotWritten("cannot write " + nowhere + ": NoSuchFileException"));
  }

  @Test
  void aListenerThatFailsIsNotSwallowed() {
    Consumer<String> failing =
        line -> {
          throw new IllegalStateException("told " + line);
        };

    assertThatThrownBy(
            () -> new ProcessRunner().run(shell("yes"), NO_GRACE, stdout(), stderr(), failing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("told y");
  }

  @Test
  void aVirtualThreadMayWait() throws Exception {
    FutureTask<ProcessResult> task = new FutureTask<>(() -> run("echo hello", ROOMY));
    Thread.ofVirtual().start(task);

    assertThat(task.get().outcome()).isEqualTo(new Exited(0));
  }

  @Test
  void aSecretReachesNoLogAndNoLineAlsoPastTheLimit() throws Exception {
    Redaction redaction = Redaction.of(List.of(new Secret("TOKEN", "s3cret-value")));
    ResourceLimits tight = new ResourceLimits(Duration.ofMinutes(10), Duration.ofSeconds(30), 30);
    new ProcessRunner()
        .run(
            shell(
                "printf s3cret-; sleep 0.1; echo value; printf 's3cret-\\nvalue' >&2;"
                    + " for i in 1 2 3 4 5 6 7 8 9; do printf s3cret-value; done; printf s3cret-va"),
            Preparation.NONE,
            tight,
            redaction,
            stdout(),
            stderr(),
            lines::add);

    assertThat(lines.getFirst()).isEqualTo("[secret TOKEN]");
    assertThat(stderr()).hasContent("[secret TOKEN]");
    assertThat(Files.readString(stdout()))
        .startsWith("[secret TOKEN]\n[secret TOKEN]")
        .doesNotContain("s3cret-")
        .contains("bytes cut here");
  }

  private ProcessResult run(String script, ResourceLimits limits) throws IOException {
    return run(shell(script), limits);
  }

  private ProcessResult run(Command command, ResourceLimits limits) throws IOException {
    return new ProcessRunner().run(command, limits, stdout(), stderr(), lines::add);
  }

  /** Interrupts this thread once the process has printed so many lines. */
  private ProcessResult runAndInterruptAfter(int count, String script, ResourceLimits limits)
      throws IOException {
    Thread caller = Thread.currentThread();
    Consumer<String> listener =
        line -> {
          lines.add(line);
          if (lines.size() == count) {
            caller.interrupt();
          }
        };
    return new ProcessRunner().run(shell(script), limits, stdout(), stderr(), listener);
  }

  private Command shell(String script) {
    return command("/bin/sh", "-c", script);
  }

  private Command command(String... argv) {
    return new Command(List.of(argv), folder, Map.of("PATH", "/usr/bin:/bin"));
  }

  private Path stdout() {
    return folder.resolve("stdout.log");
  }

  private Path stderr() {
    return folder.resolve("stderr.log");
  }

  private List<Long> pidsTold() {
    return lines.stream().filter(line -> line.matches("\\d+")).map(Long::valueOf).toList();
  }

  private static boolean isGone(long pid) {
    return ProcessHandle.of(pid)
        .filter(process -> process.isAlive() && !ProcEntry.of(process).isZombie())
        .isEmpty();
  }
}
