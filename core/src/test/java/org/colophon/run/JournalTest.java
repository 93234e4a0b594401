package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.colophon.contract.PipelineException.RunIsDamaged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  @TempDir private Path folder;

  @Test
  void whatIsAppendedIsReadBackInOrderWithItsChain() throws IOException {
    Journal journal = open();
    journal.append(new RunEvent.StageStarted("01_a", "0001", "test"));
    journal.append(new RunEvent.Recovered(List.of("x")));
    Journal.Contents contents = Journal.read(file());
    assertThat(contents.records()).isEqualTo(journal.records());
    assertThat(contents.head()).isEqualTo(journal.ref().head());
    assertThat(contents.records().get(1).prev()).hasSize(64);
  }

  @Test
  void aRecordChangedInTheMiddleBreaksTheChainAtTheNextLine() throws IOException {
    Journal journal = open();
    journal.append(new RunEvent.StageStarted("01_a", "0001", "test"));
    journal.append(new RunEvent.StageStarted("02_b", "0001", "test"));
    Files.writeString(file(), Files.readString(file()).replace("01_a", "01_z"));
    assertThatThrownBy(() -> Journal.read(file()))
        .isInstanceOf(RunIsDamaged.class)
        .hasMessageContaining("events.jsonl:2");
  }

  @Test
  void aLineWithoutItsNewlineIsTornAndCutOffOnOpening() throws IOException {
    open().append(new RunEvent.StageStarted("01_a", "0001", "test"));
    String whole = Files.readString(file());
    Files.writeString(file(), whole + whole.substring(0, 20));
    assertThat(Journal.read(file()).tornBytes()).isEqualTo(20);
    open();
    assertThat(file()).content().isEqualTo(whole);
  }

  private Journal open() throws IOException {
    return Journal.open(file(), Journal.read(file()), new DurableFiles(), CLOCK);
  }

  private Path file() {
    return folder.resolve("events.jsonl");
  }
}
