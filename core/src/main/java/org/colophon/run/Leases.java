package org.colophon.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.pipeline.Resources;
import org.colophon.pipeline.StageSpec;

/**
 * Who holds what of a {@link Capacity}. The thread that owns the run takes for stages; a stage with
 * items takes more for them from its own, as long as no stage waits.
 */
final class Leases {
  private final Capacity capacity;
  private final List<Lease> stages = new ArrayList<>();
  private final List<Lease> items = new ArrayList<>();
  private boolean stageWaits;

  Leases(Capacity capacity) {
    this.capacity = capacity;
  }

  /** What one stage, or one item, may use until it ends. */
  record Lease(Resources resources, List<String> gpus) {}

  /**
   * Refuses what could never run here.
   *
   * @throws BadRequest naming the stage and what it lacks
   */
  void require(List<StageSpec> wanted) {
    for (StageSpec stage : wanted) {
      if (stage.resources().gpus() > capacity.gpus().size()) {
        throw new BadRequest(
            "stage "
                + stage.id()
                + " asks for "
                + stage.resources().gpus()
                + " GPUs, and the profile names "
                + capacity.gpus().size()
                + "; list their ids under capacity.gpus of the environment profile");
      }
    }
  }

  /**
   * Takes what {@code stage} asks for; empty if others hold too much of it. A stage that asks for
   * more processors or memory than there are runs alone.
   */
  synchronized Optional<Lease> take(StageSpec stage) {
    return stages.size() < capacity.stages() ? lease(stage.resources(), stages) : Optional.empty();
  }

  /** Takes the same once more, for a further item of a stage; empty while a stage waits. */
  synchronized Optional<Lease> more(StageSpec stage) {
    return stageWaits ? Optional.empty() : lease(stage.resources(), items);
  }

  private Optional<Lease> lease(Resources asked, List<Lease> holders) {
    List<Lease> held = Stream.concat(stages.stream(), items.stream()).toList();
    double cpus = held.stream().mapToDouble(lease -> lease.resources().cpus()).sum();
    long memory = held.stream().mapToLong(lease -> lease.resources().memoryBytes()).sum();
    TreeSet<String> free = new TreeSet<>(capacity.gpus());
    held.forEach(lease -> free.removeAll(lease.gpus()));
    boolean fits =
        held.isEmpty()
            || (held.size() < capacity.jobs()
                && cpus + asked.cpus() <= capacity.cpus()
                && asked.memoryBytes() <= capacity.memoryBytes() - memory);
    if (!fits || free.size() < asked.gpus()) {
      return Optional.empty();
    }
    Lease lease = new Lease(asked, free.stream().limit(asked.gpus()).toList());
    holders.add(lease);
    return Optional.of(lease);
  }

  /** Whether a stage could begin but for what others hold: items give way to it. */
  synchronized void stageWaits(boolean waits) {
    stageWaits = waits;
  }

  synchronized boolean stageWaits() {
    return stageWaits;
  }

  /** Gives a lease back; two stages may hold equal ones, so one of them goes. */
  synchronized void give(Lease lease) {
    giveTo(stages, lease);
  }

  /** Gives back what an item had. */
  synchronized void giveMore(Lease lease) {
    giveTo(items, lease);
  }

  private static void giveTo(List<Lease> holders, Lease lease) {
    if (!holders.remove(lease)) {
      throw new IllegalStateException("a lease is given back once: " + lease);
    }
  }
}
