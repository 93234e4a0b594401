package org.colophon.run;

import java.util.List;
import java.util.Optional;
import org.colophon.pipeline.StageSpec;

/**
 * How many items of one stage may be at work: one on the stage's own lease, always, and as many
 * more as the run has room for. When a stage waits for that room, the next item that ends gives it
 * back.
 */
final class ItemSlots {
  private final Leases leases;
  private final StageSpec stage;
  private final Leases.Lease own;
  private final boolean knowsGpus;
  private final Runnable freed;
  private boolean ownIsFree = true;

  /**
   * @param knowsGpus whether the profile names devices
   * @param freed told, from any thread, that a stage which waits may try again
   */
  ItemSlots(Leases leases, StageSpec stage, Leases.Lease own, boolean knowsGpus, Runnable freed) {
    this.leases = leases;
    this.stage = stage;
    this.own = own;
    this.knowsGpus = knowsGpus;
    this.freed = freed;
  }

  /** What one item may use. */
  record Slot(Leases.Lease lease, boolean isOwn) {}

  /** For a stage that begins when nobody has counted on it. */
  static ItemSlots oneAtATime(StageSpec stage) {
    Leases none = new Leases(Capacity.ONE_AT_A_TIME);
    // it is all there is, so that no item gets more
    Leases.Lease own = none.take(stage).orElse(new Leases.Lease(stage.resources(), List.of()));
    return new ItemSlots(none, stage, own, false, () -> {});
  }

  /** Devices that the stage itself may use; empty where the profile knows of none. */
  Optional<List<String>> gpus() {
    return knowsGpus ? Optional.of(own.gpus()) : Optional.empty();
  }

  /** Devices that whoever holds this may use; empty where the profile knows of none. */
  Optional<List<String>> gpus(Slot slot) {
    return knowsGpus ? Optional.of(slot.lease().gpus()) : Optional.empty();
  }

  /** A slot for an item, if there is one. For the thread that starts the items. */
  Optional<Slot> take() {
    if (ownIsFree) {
      ownIsFree = false;
      return Optional.of(new Slot(own, true));
    }
    return leases.more(stage).map(lease -> new Slot(lease, false));
  }

  /** An item has ended. For the thread that starts the items. */
  void give(Slot slot) {
    if (slot.isOwn()) {
      ownIsFree = true;
      return;
    }
    leases.giveMore(slot.lease());
    if (leases.stageWaits()) {
      freed.run();
    }
  }
}
