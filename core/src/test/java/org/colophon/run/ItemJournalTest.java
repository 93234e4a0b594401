package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.colophon.contract.StageStatus;
import org.colophon.items.ItemLine;
import org.colophon.items.ItemLines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When lines about items are written, and when they are on the disk. */
final class ItemJournalTest {
  @TempDir private Path folder;
  private final SlowClock clock = new SlowClock();
  private final Syncs syncs = new Syncs();
  private Path file;
  private ItemJournal journal;

  /** Stands still until it is moved. */
  private static final class SlowClock extends Clock {
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** Counts what is brought to the disk. */
  private static final class Syncs extends WatchedCalls {
    private int files;

    @Override
    void call(FileCall call, Real real) throws IOException {
      real.make();
      files += call instanceof FileCall.Sync(Path path) && Files.isRegularFile(path) ? 1 : 0;
    }
  }

  @BeforeEach
  void aJournal() {
    file = folder.resolve("journal.jsonl");
    journal = new ItemJournal(file, new DurableFiles(syncs), clock);
  }

  @Test
  void aLineIsThereAtOnceAndManyAreSyncedTogether() throws IOException {
    for (int i = 0; i < 100; i++) {
      journal.append(List.of(line("k" + i)));
      assertThat(ItemLines.read(file)).hasSize(i + 1);
    }
    assertThat(syncs.files).isZero();
    clock.now = clock.now.plus(Duration.ofMillis(300));
    journal.append(List.of(line("later")));
    assertThat(syncs.files).isEqualTo(1);
  }

  @Test
  void nothingIsLeftUnsyncedAtTheEnd() throws IOException {
    journal.append(List.of(line("a"), line("b")));
    journal.sync();
    journal.sync();
    assertThat(syncs.files).isEqualTo(1);
  }

  @Test
  void aClockThatGoesBackDelaysNothing() throws IOException {
    clock.now = clock.now.minus(Duration.ofHours(1));
    journal.append(List.of(line("a")));
    assertThat(syncs.files).isEqualTo(1);
  }

  @Test
  void aLineWithoutItsNewlineAndOneThatIsNoRecordNeverHappened() throws IOException {
    journal.append(List.of(line("a"), line("b")));
    String text = Files.readString(file);
    Files.writeString(file, "{}\n" + text.stripTrailing());
    assertThat(ItemLines.read(file).keySet()).containsExactly("a");
  }

  @Test
  void aLineThatNamesAPlaceOutsideIsNoRecord() throws IOException {
    journal.append(List.of(line("a")));
    String text = Files.readString(file);
    Files.writeString(
        file,
        text.replace(
            "\"logs\":{}",
            "\"logs\":{\"stdout\":{\"path\":\"../../x\",\"name\":\"x\",\"offset\":0,\"bytes\":1,"
                + "\"sha256\":\"0\"}}"));
    assertThat(ItemLines.read(file)).isEmpty();
  }

  private static ItemLine line(String key) {
    return new ItemLine(
        key, "0".repeat(64), StageStatus.OK, false, 1, 0.1, null, null, Map.of(), Map.of());
  }
}
