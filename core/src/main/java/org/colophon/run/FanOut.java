package org.colophon.run;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.colophon.contract.Json;
import org.colophon.contract.StageStatus;
import org.colophon.executor.Carried;
import org.colophon.items.ItemLine;
import org.colophon.pipeline.MaxFailed;

/**
 * The items of one attempt, as many at once as there is room for. One thread starts them and
 * records how each ended, so that their journal has one writer; others run one item each.
 */
final class FanOut {
  private static final long BETWEEN_PROGRESS_MILLIS = 500;

  private final StageRunner.Attempt attempt;
  private final OneItem oneItem;
  private final ItemSlots slots;
  private final boolean keepGoing;
  private final Interruption interruption;
  private final RunListener listener;
  private final Clock clock;
  private final ItemJournal journal;

  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
  private final Map<String, ItemLine> lines = new HashMap<>();
  private Optional<Throwable> failure = Optional.empty();
  private int atWork;
  private int ran;
  private long beganAt;
  private long toldAt;

  FanOut(
      StageRunner.Attempt attempt,
      OneItem oneItem,
      ItemSlots slots,
      boolean keepGoing,
      Interruption interruption,
      RunListener listener,
      Clock clock) {
    this.attempt = attempt;
    this.oneItem = oneItem;
    this.slots = slots;
    this.keepGoing = keepGoing;
    this.interruption = interruption;
    this.listener = listener;
    this.clock = clock;
    this.journal =
        new ItemJournal(attempt.folder().itemFolders().journal(), attempt.run().disk(), clock);
  }

  /** How an item came out: a line, nothing since the run is to end, or what went wrong with us. */
  private record Ended(ItemSlots.Slot slot, Optional<ItemLine> line, Optional<Throwable> failure) {}

  /**
   * How the items came out.
   *
   * @param lines by key, of those that ended
   */
  record Result(Map<String, ItemLine> lines, ItemCount count, boolean interrupted) {

    /** What follows for the stage, before its outputs have been looked at. */
    Verdict verdict(MaxFailed allowed) {
      if (interrupted) {
        return new Verdict(
            StageStatus.ERROR, List.of("interrupted: the stage was interrupted"), List.of(), false);
      }
      List<String> failure = count.failure(allowed);
      if (!allowed.allows(count.failed(), count.total())) {
        return new Verdict(StageStatus.ERROR, failure, count.warning(), false);
      }
      List<String> warnings = new ArrayList<>(failure);
      warnings.addAll(count.warning());
      return new Verdict(
          warnings.isEmpty() ? StageStatus.OK : StageStatus.WARNING, List.of(), warnings, false);
    }
  }

  /**
   * Runs those that need to, and takes the others as they are.
   *
   * @throws IOException if one could not even be recorded; the others had been let end by then
   */
  Result run(List<ItemPlan.Planned> items, MaxFailed allowed) throws IOException {
    ItemCount count = new ItemCount(items.size());
    Deque<ItemPlan.Planned> left = new ArrayDeque<>();
    for (ItemPlan.Planned planned : items) {
      if (planned.earlier().isPresent()) {
        take(reused(planned.earlier().get()), count);
      } else {
        left.add(planned);
      }
    }
    beganAt = clock.millis();
    begin(count);
    try (ExecutorService workers =
        Executors.newCachedThreadPool(Thread.ofPlatform().name("item-", 0).factory())) {
      start(left, count, allowed, workers);
      while (atWork > 0) {
        record(count);
        start(left, count, allowed, workers);
      }
    }
    journal.sync();
    rethrow();
    return new Result(lines, count, interruption.requested() && count.ended() < count.total());
  }

  private void begin(ItemCount count) throws IOException {
    ItemFolders folders = attempt.folder().itemFolders();
    attempt.run().disk().makeFolder(folders.root());
    attempt
        .run()
        .disk()
        .hint(
            folders.plan(),
            Json.line(Map.of("total", count.total(), "reused", count.reused())) + "\n");
  }

  private static ItemLine reused(EarlierItem earlier) {
    ItemLine line = earlier.line();
    return new ItemLine(
        line.key(),
        line.itemKey(),
        line.status(),
        true,
        0,
        line.seconds(),
        null,
        line.warning(),
        line.outputs(),
        line.logs());
  }

  private void take(ItemLine line, ItemCount count) {
    lines.put(line.key(), line);
    count.add(line);
  }

  /** Starts what there is room for. */
  private void start(
      Deque<ItemPlan.Planned> left, ItemCount count, MaxFailed allowed, ExecutorService workers) {
    while (!left.isEmpty() && goesOn(count, allowed)) {
      Optional<ItemSlots.Slot> slot = slots.take();
      if (slot.isEmpty()) {
        return;
      }
      ItemPlan.Planned planned = left.removeFirst();
      atWork++;
      workers.execute(() -> ended.add(run(planned, slot.get())));
    }
  }

  /** One failure too many is the stage's; what else could be found is for who asked to go on. */
  private boolean goesOn(ItemCount count, MaxFailed allowed) {
    return failure.isEmpty()
        && !interruption.requested()
        && (keepGoing || allowed.allows(count.failed(), count.total()));
  }

  private Ended run(ItemPlan.Planned planned, ItemSlots.Slot slot) {
    try {
      return new Ended(slot, oneItem.run(planned, slots.gpus(slot)), Optional.empty());
    } catch (Throwable e) {
      // carried to the thread that records, which throws it
      return new Ended(slot, Optional.empty(), Optional.of(e));
    }
  }

  /** Waits for items to end, and records all that have. */
  private void record(ItemCount count) throws IOException {
    List<Ended> all = new ArrayList<>();
    all.add(next());
    ended.drainTo(all);
    List<ItemLine> recorded = new ArrayList<>();
    for (Ended one : all) {
      atWork--;
      slots.give(one.slot());
      failure = failure.or(one::failure);
      one.line()
          .ifPresent(line -> {
            ran++;
            recorded.add(line);
            take(line, count);
          });
    }
    if (!recorded.isEmpty() && failure.isEmpty()) {
      try {
        journal.append(recorded);
      } catch (IOException | RuntimeException e) {
        failure = Optional.of(e);
      }
    }
    tell(count);
  }

  private Ended next() {
    while (true) {
      try {
        return ended.take();
      } catch (InterruptedException _) {
        interruption.request();
      }
    }
  }

  private void tell(ItemCount count) {
    long now = clock.millis();
    if (Math.abs(now - toldAt) >= BETWEEN_PROGRESS_MILLIS) {
      toldAt = now;
      double each = ran == 0 ? 0 : (now - beganAt) / 1000.0 / ran;
      listener.progress(attempt.stage(), count.progress(each * (count.total() - count.ended())));
    }
  }

  private void rethrow() throws IOException {
    if (failure.isPresent()) {
      throw Carried.from(failure.get());
    }
  }
}
