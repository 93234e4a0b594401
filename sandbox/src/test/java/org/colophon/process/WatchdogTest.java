package org.colophon.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a process when the program that started it dies without a last word. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
final class WatchdogTest {
  private static final String AWKWARD = "it's\n[a] \\ *mark*^$. – ü";

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void leaveNothingBehind() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void whatDetachedItselfAndClosedEverythingEndsWithTheProgram() throws Exception {
    String daemon = "trap '' TERM; echo $$ >pid.tmp; mv pid.tmp pid; exec sleep 600 <&- >&- 2>&-";
    Process runner = runner("(setsid sh -c \"" + daemon.replace("$", "\\$") + "\" &)& sleep 600");
    ProcessHandle stray = ProcessHandle.of(Long.parseLong(told("pid"))).orElseThrow();

    runner.destroyForcibly().waitFor();

    stray.onExit().get(60, TimeUnit.SECONDS);
  }

  @Test
  void theProcessesOfOthersAreLeftAlone() throws Exception {
    Process similar = sleeper(AWKWARD.replace('.', ':'));
    Process longer = sleeper(AWKWARD + "x");
    Process mine = sleeper(AWKWARD);
    Process runner = runner("echo ready >ready; sleep 600");
    assertThat(told("ready")).isEqualTo("ready");

    runner.destroyForcibly().waitFor();

    assertThat(mine.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(mine.exitValue()).as("SIGKILL").isEqualTo(137);
    assertThat(similar.isAlive()).isTrue();
    assertThat(longer.isAlive()).isTrue();
  }

  private Process runner(String script) throws IOException {
    return started(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SmallRunner.class.getName(),
                folder.toString(),
                script,
                AWKWARD,
                "1000")
            .inheritIO());
  }

  private Process sleeper(String mark) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sleep", "600");
    builder.environment().put("MINE", mark);
    return started(builder);
  }

  private Process started(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private String told(String name) throws IOException {
    Path file = folder.resolve(name);
    while (!Files.exists(file) || Files.size(file) == 0) {
      LockSupport.parkNanos(10_000_000);
    }
    return Files.readString(file).strip();
  }
}
