package org.colophon.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.colophon.contract.PipelineException;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.pipeline.StageSpec;
import org.colophon.provenance.HostIdentity;
import org.colophon.provenance.Machine;

/**
 * A process that takes itself for one on another host, and runs a pipeline in a folder of runs that
 * it shares. Its lock and its journal are the program's own. Says {@code started STAGE} on stdout
 * when a stage starts, and ends with 75 if it is told that the run is not its own.
 */
public final class OtherHost {
  public static final HostIdentity IDENTITY = new HostIdentity("elsewhere", "another-boot");

  private OtherHost() {}

  /** Whether this host sees the locks of the other. */
  public enum Locks {
    SEEN,
    /** As on a file system that does not carry locks between hosts. */
    NOT_SEEN
  }

  /**
   * @param args home of the program, folder of runs, experiment, config, {@link Locks}
   */
  public static void main(String[] args) throws IOException {
    Installation installation =
        new Installation(
            Path.of(args[0]),
            Path.of(args[1]),
            Path.of(System.getProperty("java.home")),
            Map.of("PATH", "/usr/bin:/bin"),
            Clock.systemUTC(),
            Machine.read(new Properties(System.getProperties()), 1),
            IDENTITY,
            "somebody",
            "test");
    RunRequest request =
        new RunRequest(
            new ExperimentName(args[2]),
            Optional.of(Path.of(args[3])),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Map.of(),
            OptionalLong.empty(),
            "default",
            true,
            false,
            Optional.empty(),
            List.of("run", "--experiment", args[2]));
    RunPlan plan = RunPlan.of(request, installation);
    Announcing listener = new Announcing(plan.directory(), Locks.valueOf(args[4]));
    try {
      new FreshRun(installation, new Interruption(), listener).run(plan);
    } catch (PipelineException.RunIsHeld e) {
      System.out.println(e.getMessage());
      System.exit(75);
    }
  }

  private record Announcing(RunDirectory run, Locks locks) implements RunListener {
    @Override
    public void note(String message) {}

    @Override
    public void unconfined(String reason) {}

    @Override
    public void stageKept(StageSpec stage, String reason) {}

    @Override
    public void stageHeld(StageSpec stage, String reason) {}

    @Override
    public void stageStarted(StageSpec stage, int position, int total) {
      if (locks == Locks.NOT_SEEN) {
        dropLock();
      }
      System.out.println("started " + stage.id());
    }

    @Override
    public void progress(StageSpec stage, String text) {}

    @Override
    public void stageEnded(StageSpec stage, StageEntry entry, Duration took, long rows) {}

    /** A process loses its POSIX lock on a file as soon as it closes it, through any descriptor. */
    private void dropLock() {
      try {
        FileChannel.open(run.lock()).close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
