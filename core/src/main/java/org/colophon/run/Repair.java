package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.PipelineException.RunIsDamaged;

/**
 * Brings a run folder to its journal, as every command that writes a run does first, and says what
 * that took.
 */
public final class Repair {
  private Repair() {}

  /**
   * What was done, or would be.
   *
   * @param actions one line each; empty if there was nothing to repair
   * @param lost what no repair brings back, one line each
   */
  public record Result(List<String> actions, List<String> lost) {
    public Result {
      actions = List.copyOf(actions);
      lost = List.copyOf(lost);
    }
  }

  /**
   * Says what {@link #of} would do. Takes nothing, changes nothing.
   *
   * @throws BadRequest if there is no run
   * @throws RunIsDamaged if the journal is missing or broken; names the record
   */
  public static Result planned(RunDirectory run) throws IOException {
    refuseWhatIsNoRun(run);
    Recovery recovery = Recovery.decide(run, Journal.read(run.journal()));
    return new Result(recovery.actions(), recovery.lost());
  }

  /**
   * Takes the run, repairs it, and lets it go.
   *
   * @param command the command line, for whoever finds the run held
   * @throws BadRequest if there is no run
   * @throws RunIsDamaged if the journal is missing or broken; names the record
   */
  public static Result of(RunDirectory run, Installation installation, String command)
      throws IOException {
    refuseWhatIsNoRun(run);
    RunLock.Owner owner = RunLock.Owner.ofThisProcess(installation.host(), command);
    try (OpenRun open = OpenRun.open(run, owner, installation.disk(), installation.clock())) {
      return new Result(open.recovered(), open.lost());
    }
  }

  private static void refuseWhatIsNoRun(RunDirectory run) {
    if (!Files.isDirectory(run.root())) {
      throw new BadRequest("there is no run " + run.root());
    }
    if (Files.exists(run.journal(), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.exists(run.manifest(), LinkOption.NOFOLLOW_LINKS)) {
      throw new RunIsDamaged(
          run.journal()
              + " is missing, and everything else follows from it; put it back from a copy of the"
              + " run");
    }
    throw new BadRequest(run.root() + " is not a run: it has no events.jsonl");
  }
}
