package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.colophon.process.Command;
import org.colophon.process.Preparation;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessOutcome.Exited;
import org.colophon.process.ProcessOutcome.Interrupted;
import org.colophon.process.ProcessOutcome.Killed;
import org.colophon.process.ProcessOutcome.LogNotWritten;
import org.colophon.process.ProcessOutcome.NotStarted;
import org.colophon.process.ProcessOutcome.OutOfMemory;
import org.colophon.process.ProcessOutcome.OutputTooLarge;
import org.colophon.process.ProcessOutcome.TimedOut;
import org.colophon.process.ProcessOutcome.TooManyProcesses;
import org.colophon.process.ProcessOutcome.TooMuchDisk;
import org.colophon.sandbox.linux.ControlGroup;
import org.colophon.sandbox.proxy.Connection;
import org.colophon.sandbox.proxy.NetworkUse;

/**
 * A command under bubblewrap.
 *
 * <p>Bubblewrap exits with the stage's code, with 128 + the signal that killed the stage, and with
 * 1 if it could not even start it. Only its status file tells the last from the first: it holds an
 * {@code exit-code} if and only if the stage had started, and ended before its wrapper. That memory
 * or processes ran out is what the kernel counted, whatever the code.
 *
 * @param status the file that bubblewrap writes
 * @param group where the limits of memory, processes and processors are kept
 * @param gateway what leads to its hosts, if they are listed
 * @param lease what else is given back at the end
 */
record Bubblewrapped(
    Command command,
    Path status,
    Preparation preparation,
    Limits limits,
    Optional<ControlGroup> group,
    Optional<Gateway> gateway,
    Lease lease,
    List<String> notEnforced)
    implements Confined {
  /** Something lent to the stage. */
  @FunctionalInterface
  interface Lease {
    Lease NONE = () -> {};

    void end();
  }

  Bubblewrapped {
    notEnforced = List.copyOf(notEnforced);
  }

  /** Without limits, as in a sandbox of namespaces only. */
  Bubblewrapped(Command command, Path status) {
    this(
        command,
        status,
        Preparation.NONE,
        Limits.NONE,
        Optional.empty(),
        Optional.empty(),
        Lease.NONE,
        List.of());
  }

  @Override
  public ProcessOutcome outcome(ProcessOutcome ofCommand) throws IOException {
    return switch (ofCommand) {
      case Exited(int code) -> ofExit(code);
      case Killed _ -> atLimit(true).orElse(ofCommand);
      case TimedOut _,
          OutOfMemory _,
          TooManyProcesses _,
          TooMuchDisk _,
          OutputTooLarge _,
          LogNotWritten _,
          ProcessOutcome.Lost _,
          NotStarted _,
          Interrupted _ ->
          ofCommand;
    };
  }

  private ProcessOutcome ofExit(int code) throws IOException {
    Optional<ProcessOutcome> limit = atLimit(code != 0);
    if (limit.isPresent()) {
      return limit.get();
    }
    Optional<String> failure = gateway.isPresent() ? gateway.get().failure() : Optional.empty();
    if (stageExited() && failure.isEmpty()) {
      return new Exited(code);
    }
    return new NotStarted(
        "bubblewrap ended with code "
            + code
            + " before the stage began"
            + failure.map(why -> ", " + why).orElse("")
            + "; its last words are in the stage's stderr");
  }

  /** A stage that was refused a process and succeeded all the same had no need of it. */
  private Optional<ProcessOutcome> atLimit(boolean failed) throws IOException {
    if (group.isEmpty()) {
      return Optional.empty();
    }
    if (group.get().killedForMemory() > 0) {
      return Optional.of(new OutOfMemory(limits.amount(Resource.MEMORY).orElse(0)));
    }
    return failed && group.get().refusedProcesses() > 0
        ? Optional.of(new TooManyProcesses(limits.amount(Resource.PROCESSES).orElse(0)))
        : Optional.empty();
  }

  private boolean stageExited() throws IOException {
    return Files.exists(status) && Files.readString(status).contains("\"exit-code\"");
  }

  @Override
  public Optional<NetworkUse> networkUse() {
    return gateway.map(it -> it.proxy().use());
  }

  @Override
  public void tellOfConnections(Consumer<Connection> listener) {
    gateway.ifPresent(it -> it.proxy().tell(listener));
  }

  @Override
  public void close() throws IOException {
    lease.end();
    try {
      if (gateway.isPresent()) {
        gateway.get().proxy().close();
      }
    } finally {
      if (group.isPresent()) {
        group.get().close();
      }
    }
  }
}
