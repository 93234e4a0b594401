package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.colophon.process.Command;
import org.colophon.process.Preparation;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessResult;
import org.colophon.process.ProcessRunner;
import org.colophon.process.ResourceLimits;
import org.colophon.sandbox.proxy.Connection;
import org.colophon.sandbox.proxy.NetworkUse;
import org.colophon.secret.Redaction;

/** A command under a sandbox: what to start, and how to read what became of it. */
public interface Confined extends AutoCloseable {
  /** What to start instead of the stage's own command. */
  Command command();

  /** What must be done on the thread that starts {@link #command}; without it nothing starts. */
  default Preparation preparation() {
    return Preparation.NONE;
  }

  /**
   * What of the policy, or of the backend's full strength, this machine does not allow: a line for
   * each, which begins with the label of its {@link Promise} or {@link Resource} and a colon.
   */
  default List<String> notEnforced() {
    return List.of();
  }

  /**
   * What became of the stage, given what became of {@link #command}: a wrapper that could not start
   * the stage is {@link ProcessOutcome.NotStarted}, although it exited with a code.
   *
   * @throws IOException if the wrapper's own account of it cannot be read
   */
  ProcessOutcome outcome(ProcessOutcome ofCommand) throws IOException;

  /**
   * What it asked of the network; all of it once this is closed. Empty unless its hosts are listed
   * and that is kept.
   */
  default Optional<NetworkUse> networkUse() {
    return Optional.empty();
  }

  /**
   * Who is told, from several threads, of each connection that it asks for, as soon as that is let
   * through or refused; before it starts. Nobody is ever told where {@link #networkUse} is empty.
   */
  default void tellOfConnections(Consumer<Connection> listener) {}

  /** Gives back what was set up for the stage. */
  @Override
  default void close() throws IOException {}

  /** Runs it, with all that belongs to it; see {@link ProcessRunner#run}. */
  default ProcessResult run(
      ProcessRunner runner,
      ResourceLimits limits,
      Path stdoutLog,
      Path stderrLog,
      Consumer<String> stdoutLines)
      throws IOException {
    try (this) {
      ProcessResult result =
          runner.run(
              command(), preparation(), limits, Redaction.NONE, stdoutLog, stderrLog, stdoutLines);
      return new ProcessResult(outcome(result.outcome()), result.survivors(), result.duration());
    }
  }

  /** A command that is started as it is, without a wrapper. */
  static Confined asIs(Command command) {
    return new Unwrapped(command, List.of());
  }

  /** The stage's own command; its outcome speaks for itself. */
  record Unwrapped(Command command, List<String> notEnforced) implements Confined {
    public Unwrapped {
      notEnforced = List.copyOf(notEnforced);
    }

    @Override
    public ProcessOutcome outcome(ProcessOutcome ofCommand) {
      return ofCommand;
    }
  }
}
