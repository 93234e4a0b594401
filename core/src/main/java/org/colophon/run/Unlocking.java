package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.PipelineException.RunIsHeld;

/**
 * Frees a run whose lock names an owner on another system, on the word of a person. A lock of this
 * system needs no freeing: it goes with its owner.
 */
public final class Unlocking {
  private Unlocking() {}

  /**
   * Frees the run and records it.
   *
   * @return whose lock was taken; empty if nobody held the run
   * @throws RunIsHeld if the owner is alive on this system, or {@code force} is not given
   */
  public static Optional<String> of(
      RunDirectory directory, Installation installation, boolean force) throws IOException {
    if (!Files.isDirectory(directory.root())) {
      throw new BadRequest("there is no run in " + directory.root());
    }
    Optional<RunLock.Owner> holder = RunLock.holder(directory.lock(), installation.host());
    if (holder.isEmpty()) {
      return Optional.empty();
    }
    Optional<RunLock.Owner> unseen =
        holder.filter(owner -> force && installation.host().cannotSee(owner.host()));
    RunLock.Owner self = RunLock.Owner.ofThisProcess(installation.host(), "unlock --force");
    try (OpenRun run = open(directory, self, unseen.isPresent(), installation)) {
      if (unseen.isPresent() && run.state().created().isPresent()) {
        run.append(new RunEvent.LockForced(unseen.get().toString(), installation.actor()));
        run.writeProjections();
      }
    }
    return unseen.map(RunLock.Owner::toString);
  }

  private static OpenRun open(
      RunDirectory directory, RunLock.Owner self, boolean force, Installation installation)
      throws IOException {
    DurableFiles disk = installation.disk();
    return force
        ? OpenRun.takeOver(directory, self, disk, installation.clock())
        : OpenRun.open(directory, self, disk, installation.clock());
  }
}
