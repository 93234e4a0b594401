package org.colophon.process;

import java.util.List;

/**
 * The processes that can still write to the outputs of another one: how a process that detached
 * itself is found again, when it kept standard output or standard error.
 */
record OutputHolders(OutputPipe stdout, OutputPipe stderr) {
  List<ProcessHandle> find() {
    return ProcessHandle.allProcesses().filter(this::isHolder).toList();
  }

  private boolean isHolder(ProcessHandle process) {
    ProcEntry entry = ProcEntry.of(process);
    return entry.descriptors().stream()
        .filter(descriptor -> entry.target(descriptor).filter(this::isOutput).isPresent())
        // this program holds the other ends, for reading
        .anyMatch(entry::writes);
  }

  private boolean isOutput(String link) {
    return stdout.isTarget(link) || stderr.isTarget(link);
  }
}
