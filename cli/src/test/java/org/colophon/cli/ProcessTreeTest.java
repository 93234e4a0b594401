package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way in which a run can be cut short, with and without a sandbox, against a stage that does
 * everything a process can to outlive it: nothing of it is left.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
final class ProcessTreeTest {
  /** After the end of the orchestrator; far more than it takes. */
  private static final long PATIENCE_S = 40;

  /**
   * All ignore SIGTERM and leave the stage by a double fork, a session of their own and closed
   * outputs. Each carries {@code $TAG} in its arguments.
   */
  private static final String STAYS =
      """
      trap '' TERM INT HUP
      cd "$STAGE_DIR"
      cat >forks <<'SH'
      trap '' TERM INT HUP
      ( ( setsid sh -c 'exec <&- >&- 2>&-; "$@"' sh "$@" & ) & )
      SH
      cat >daemon <<'SH'
      trap '' TERM INT HUP; : >daemon.up; while :; do sleep 600; done
      SH
      cat >respawns <<'SH'
      trap '' TERM INT HUP; : >respawns.up
      while :; do sh forks sh -c 'sleep 0.3' child "$1"; sleep 0.1; done
      SH
      cat >chain <<'SH'
      : >chain.up; sleep 0.02; setsid sh chain "$1" & exit
      SH
      for kind in daemon respawns chain; do sh forks sh $kind $TAG; done
      until [ -e daemon.up ] && [ -e respawns.up ] && [ -e chain.up ]; do sleep 0.05; done
      echo ready
      sh daemon $TAG
      """;

  /** How a run is cut short. */
  private enum Cut {
    TIME_OUT,
    INT,
    TERM,
    KILL
  }

  /** One cell of the matrix. */
  private record Cell(Cut cut, String profile) {
    @Override
    public String toString() {
      return cut + " " + profile;
    }
  }

  /** What is known of a cell at its end. */
  private record Seen(Cell cell, int before, List<String> left, long millis, int code) {}

  @Test
  void noProcessOfAStageOutlivesItsRun(@TempDir Path folder) throws Exception {
    assumeThat(Path.of("/usr/bin/setsid")).isExecutable();
    List<Future<Seen>> cells = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Cut cut : Cut.values()) {
        for (String profile : List.of("default", "unconfined")) {
          Cell cell = new Cell(cut, profile);
          Path own = Files.createDirectory(folder.resolve(cell.toString()));
          cells.add(threads.submit(() -> tried(cell, own)));
        }
      }
    }
    System.out.printf(
        "%-10s %-11s %10s %6s %8s %s%n", "cut by", "profile", "processes", "left", "ms", "code");
    for (Future<Seen> cell : cells) {
      Seen seen = cell.get();
      System.out.printf(
          "%-10s %-11s %10d %6d %8d %s%n",
          seen.cell().cut(),
          seen.cell().profile(),
          seen.before(),
          seen.left().size(),
          seen.millis(),
          seen.code());
    }
    for (Future<Seen> cell : cells) {
      assertThat(cell.get().before()).as("before %s", cell.get()).isGreaterThanOrEqualTo(4);
      assertThat(cell.get().left()).as("left by %s", cell.get()).isEmpty();
    }
  }

  private static Seen tried(Cell cell, Path folder) throws Exception {
    String tag = "tag" + cell.hashCode() + "x" + ProcessHandle.current().pid();
    String limit = cell.cut() == Cut.TIME_OUT ? "12s" : "1h";
    TestPipeline pipeline =
        new TestPipeline(folder)
            .stage("01_stays", "limits: { wall_time: " + limit + " }", "TAG=" + tag + "\n" + STAYS);
    Process orchestrator = start(pipeline, cell.profile());
    try {
      Path said = pipeline.runFolder().resolve(".attempts/01_stays.0001/logs/stdout.log");
      while (!Files.exists(said) || !Files.readString(said).contains("ready")) {
        assertThat(orchestrator.isAlive()).as("%s: it waits for its stage", cell).isTrue();
        LockSupport.parkNanos(20_000_000);
      }
      int before = carriers(tag).size();
      long start = System.nanoTime();
      if (cell.cut() != Cut.TIME_OUT) {
        String pid = Long.toString(orchestrator.pid());
        assertThat(new ProcessBuilder("kill", "-" + cell.cut(), pid).start().waitFor()).isZero();
      }
      orchestrator.waitFor();
      long patience = System.nanoTime() + PATIENCE_S * 1_000_000_000;
      while (!carriers(tag).isEmpty() && System.nanoTime() < patience) {
        LockSupport.parkNanos(5_000_000);
      }
      long millis = (System.nanoTime() - start) / 1_000_000;
      return new Seen(cell, before, carriers(tag), millis, orchestrator.exitValue());
    } finally {
      orchestrator.destroyForcibly();
      ProcessHandle.allProcesses()
          .filter(process -> isCarrier(process, tag))
          .forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** From a shell in the background SIGINT would be inherited as ignored. */
  private static Process start(TestPipeline pipeline, String profile) throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT"));
    command.addAll(TestProgram.run(pipeline, "x", "--env", profile));
    File log = pipeline.folder().resolve("orchestrator.log").toFile();
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
  }

  /** Those that live, by the arguments they were started with: nothing that the program uses. */
  private static List<String> carriers(String tag) {
    return ProcessHandle.allProcesses()
        .filter(process -> isCarrier(process, tag))
        .map(process -> process.pid() + " " + process.info().commandLine().orElse(""))
        .toList();
  }

  private static boolean isCarrier(ProcessHandle process, String tag) {
    return process.info().arguments().map(List::of).orElse(List.of()).contains(tag);
  }
}
