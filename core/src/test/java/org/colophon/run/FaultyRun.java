package org.colophon.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A process of its own that runs the three stages and ends itself with {@code kill -9}. */
final class FaultyRun {
  private FaultyRun() {}

  /**
   * @param args home of the pipeline, folder of runs, tally, fault, point, whether stages are
   *     reused
   */
  public static void main(String[] args) throws IOException {
    FaultyCalls calls =
        new FaultyCalls(Fault.valueOf(args[3]), Integer.parseInt(args[4]), FaultyRun::kill);
    new ThreeStages.Invocation(
            new ThreeStages(Path.of(args[0]), rule(args[5])), Path.of(args[1]), Path.of(args[2]))
        .run(calls, false);
  }

  private static ReuseRule rule(String reused) {
    return Boolean.parseBoolean(reused) ? ReuseRule.BY_DEFAULT : ReuseRule.NEVER;
  }

  private static void kill() {
    try {
      new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    while (true) {
      LockSupport.park();
    }
  }
}
