package org.colophon.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.pipeline.Resources;
import org.colophon.pipeline.StageSpec;

/** Who holds what of a {@link Capacity}. For one thread. */
final class Leases {
  private final Capacity capacity;
  private final List<Lease> held = new ArrayList<>();

  Leases(Capacity capacity) {
    this.capacity = capacity;
  }

  /** What one stage may use until it ends. */
  record Lease(Resources resources, List<String> gpus) {}

  /**
   * Refuses what could never run here.
   *
   * @throws BadRequest naming the stage and what it lacks
   */
  void require(List<StageSpec> stages) {
    for (StageSpec stage : stages) {
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
  Optional<Lease> take(StageSpec stage) {
    Resources asked = stage.resources();
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
    held.add(lease);
    return Optional.of(lease);
  }

  /** Gives a lease back; two stages may hold equal ones, so one of them goes. */
  void give(Lease lease) {
    if (!held.remove(lease)) {
      throw new IllegalStateException("a lease is given back once: " + lease);
    }
  }
}
