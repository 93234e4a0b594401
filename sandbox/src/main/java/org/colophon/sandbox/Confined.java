package org.colophon.sandbox;

import java.io.IOException;
import org.colophon.process.Command;
import org.colophon.process.ProcessOutcome;

/** A command under a sandbox: what to start, and how to read what became of it. */
public interface Confined {
  /** What to start instead of the stage's own command. */
  Command command();

  /**
   * What became of the stage, given what became of {@link #command}: a wrapper that could not start
   * the stage is {@link ProcessOutcome.NotStarted}, although it exited with a code.
   *
   * @throws IOException if the wrapper's own account of it cannot be read
   */
  ProcessOutcome outcome(ProcessOutcome ofCommand) throws IOException;

  /** A command that is started as it is, without a wrapper. */
  static Confined asIs(Command command) {
    return new Unwrapped(command);
  }

  /** The stage's own command; its outcome speaks for itself. */
  record Unwrapped(Command command) implements Confined {
    @Override
    public ProcessOutcome outcome(ProcessOutcome ofCommand) {
      return ofCommand;
    }
  }
}
