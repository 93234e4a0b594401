package org.colophon.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.colophon.contract.Json;
import org.colophon.items.ItemLine;

/**
 * Appends what has become of items to the attempt's journal. A line survives the death of this
 * program as soon as it is written, and of the machine when it is synced, which is done for many at
 * once. The items' own files are not waited for: a line says their digests, so what a power cut
 * took is found missing, and runs again.
 */
final class ItemJournal {
  /** What a power cut costs at most; a sync for each item would cost more than most items. */
  private static final Duration GROUP = Duration.ofMillis(250);

  private final Path file;
  private final DurableFiles durable;
  private final DurableFiles passing;
  private final Clock clock;
  private long syncedAt;
  private boolean unsynced;

  ItemJournal(Path file, DurableFiles durable, Clock clock) {
    this.file = file;
    this.durable = durable;
    this.passing = durable.unsynced();
    this.clock = clock;
    this.syncedAt = clock.millis();
  }

  void append(List<ItemLine> lines) throws IOException {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(Json.line(line)).append('\n'));
    passing.append(file, text.toString().getBytes(StandardCharsets.UTF_8));
    unsynced = true;
    if (clock.millis() - syncedAt >= GROUP.toMillis() || clock.millis() < syncedAt) {
      sync();
    }
  }

  /** Brings to the disk what is not there yet. */
  void sync() throws IOException {
    if (unsynced) {
      durable.settle(file);
      unsynced = false;
    }
    syncedAt = clock.millis();
  }
}
