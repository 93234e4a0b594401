package org.colophon.sandbox;

import java.nio.file.Path;

/** Runs one confined stage, as a program of its own that a test can kill. */
final class SmallOrchestrator {
  private SmallOrchestrator() {}

  /**
   * @param args the path of bwrap, an empty folder, a shell script
   */
  public static void main(String[] args) throws Exception {
    Trial trial = new Trial(Path.of(args[1]));
    Sandbox sandbox = new Bubblewrap(Path.of(args[0]), SystemView.ofThisMachine(), trial.status);
    trial.run(sandbox, args[2]);
  }
}
