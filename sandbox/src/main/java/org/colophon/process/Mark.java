package org.colophon.process;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What every process of one command carries from its start: an environment variable that no other
 * command has. A double fork, {@code setsid} and closed outputs do not take it away; only a process
 * that was given another environment, or that writes over its own, is without it.
 *
 * @param variable as {@code NAME=value}
 */
record Mark(String variable) {
  static Optional<Mark> of(Command command) {
    return command.mark().map(name -> new Mark(name + "=" + command.environment().get(name)));
  }

  /** Hands over each running process with the mark as soon as it is found, the newest first. */
  void forEachCarrier(Supplier<Optional<PidWindow>> window, Consumer<ProcessHandle> action) {
    for (ProcEntry entry : ProcEntry.all(window)) {
      if (entry.startedWith(variable) && entry.isProcess()) {
        entry.handle().filter(ProcessHandle::isAlive).ifPresent(action);
      }
    }
  }
}
