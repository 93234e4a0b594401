package org.colophon.control;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.colophon.run.FreshRun;
import org.colophon.run.Installation;
import org.colophon.run.PipelineRunner;

/** Runs the controls of a pipeline one after the other, each in a run of its own. */
public final class ControlLane {
  private final ControlSet set;
  private final List<PlannedControl> planned;

  private ControlLane(ControlSet set, List<PlannedControl> planned) {
    this.set = set;
    this.planned = planned;
  }

  /** Is told what happens. */
  public interface Listener {
    void started(Control control, int position, int total);

    void ended(ControlOutcome outcome) throws IOException;
  }

  /** Plans every control, so that a broken one is found before anything runs. */
  public static ControlLane of(ControlSet set, String profile, Installation installation)
      throws IOException {
    List<PlannedControl> planned = new ArrayList<>();
    for (Control control : set.controls()) {
      planned.add(PlannedControl.of(control, set, profile, installation));
    }
    return new ControlLane(set, planned);
  }

  /** Runs them all, or up to an interruption; what did not run is not held. */
  public ControlReport run(FreshRun runs, Listener listener, Clock clock) throws IOException {
    List<ControlOutcome> outcomes = new ArrayList<>();
    for (PlannedControl one : planned) {
      listener.started(one.control(), outcomes.size() + 1, planned.size());
      Instant start = clock.instant();
      PipelineRunner.Result result = runs.run(one.plan());
      FinishedRun run = FinishedRun.read(one.plan(), result.manifest(), files(one.control()));
      double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
      ControlOutcome outcome =
          ControlOutcome.of(
              one.control(),
              Judgement.of(one.control(), set.verdicts(), run),
              result.manifest(),
              seconds,
              one.plan().directory().root(),
              one.plan().request().arguments());
      outcomes.add(outcome);
      listener.ended(outcome);
      if (result.interrupted()) {
        break;
      }
    }
    return ControlReport.of(set.pipeline().name(), planned.size(), outcomes);
  }

  private Set<String> files(Control control) {
    Set<String> files = new TreeSet<>();
    Stream.concat(control.decisive().stream(), control.besides().stream())
        .forEach(check -> {
          switch (check) {
            case Check.Value value -> files.add(value.file());
            case Check.Said _ -> {
              // in the manifest
            }
          }
        });
    set.verdicts().forEach(rule -> files.add(rule.fileOf(control)));
    return files;
  }
}
